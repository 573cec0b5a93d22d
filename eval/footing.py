"""What the confidences that are measured stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from extractor.confidence import Calibration, Part, Reliability, score
from extractor.records import Fact, GoldLine, NarrativeResult

from .calibrating import Counted, leave_one_out
from .judging import judge


class Footing(StrEnum):
    """How confidence came about."""

    rank = "rank"
    """Not calibrated."""
    unseen = "unseen"
    """Calibrated on other bulletins."""
    left_out = "left_out"
    """Calibrated, for each bulletin, on the others."""
    seen = "seen"
    """Calibrated on these very bulletins, so that the figures flatter."""


def on_footing(
    lines: Sequence[GoldLine], results: Mapping[str, NarrativeResult], calibration: Calibration | None
) -> tuple[Mapping[str, NarrativeResult], Footing]:
    """`results` by id, their confidence as honest as it can be had, and how.

    Confidence that was learned from some of the bulletins is replaced by what the other ones teach.
    """
    if calibration is None:
        return results, Footing.rank
    if not {line.bulletin for line in lines}.intersection(calibration.bulletins):
        return results, Footing.unseen
    judged = judge(lines, results)
    whole: dict[Part, Reliability] = {"full": calibration.reliability}
    whole |= {name: learned.reliability for name, learned in calibration.fields.items()}
    counted = Counted.over(whole, (one for one in judged if one.bulletin in calibration.bulletins))
    found = leave_one_out(judged, counted, calibration.identity)
    if found is None:
        return results, Footing.seen
    facts: dict[str, list[Fact]] = {name: [] for name in results}
    for one, confidence in zip(judged, found, strict=True):
        honest = {"confidence": confidence.full, "field_confidence": confidence.fields}
        facts[one.narrative].append(one.fact.model_copy(update=honest))
    return {name: _with(result, facts[name]) for name, result in results.items()}, Footing.left_out


def uncalibrated(results: Mapping[str, NarrativeResult]) -> Mapping[str, NarrativeResult]:
    """`results` by id, their confidence as it would be without calibration."""
    return {
        name: _with(result, score(result.request.narrative, result.facts, result.findings))
        for name, result in results.items()
    }


def _with(result: NarrativeResult, facts: Sequence[Fact]) -> NarrativeResult:
    return result.model_copy(update={"facts": tuple(facts)})
