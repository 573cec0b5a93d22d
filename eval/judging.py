"""Facts held against gold, and how often what they rest on is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from extractor.confidence import Evidence, Part, Reliability, Tally, contradicted, evidence_of, grounds_of
from extractor.records import Fact, GoldLine, NarrativeResult

from .agreement import right_fields
from .alignment import align
from .gold import marks_of
from .marks import Guess

_CONTRADICTED: Final = ""
"""Key of all marks whose words a warning speaks of."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact held against gold."""

    narrative: str
    """Its id."""
    bulletin: str
    fact: Fact
    grounds: Mapping[Part, str]
    evidence: Evidence
    right: Mapping[Part, bool]
    """All of it, and each field it has."""


def judge(lines: Iterable[GoldLine], results: Mapping[str, NarrativeResult]) -> tuple[Judged, ...]:
    """The facts of `results`, by the id of their narrative, each held against its line."""
    return tuple(one for line in lines if line.id in results for one in _judged(line, results[line.id]))


def _judged(line: GoldLine, result: NarrativeResult) -> Iterable[Judged]:
    guesses = [Guess(fact.mark, fact.confidence) for fact in result.facts]
    pairs = {id(pair.guess): pair for pair in align(marks_of(line), guesses).pairs}
    doubted = contradicted(result.findings)
    for fact, guess in zip(result.facts, guesses, strict=True):
        pair = pairs.get(id(guess))
        right: dict[Part, bool] = {"full": pair is not None and pair.full}
        right.update(right_fields(pair.gold if pair else None, fact.mark).items())
        yield Judged(
            narrative=line.id,
            bulletin=line.bulletin,
            fact=fact,
            grounds=grounds_of(fact, line.narrative),
            evidence=evidence_of(fact, doubted),
            right=right,
        )


def count_rules(judged: Iterable[Judged]) -> Mapping[Part, Reliability]:
    """How often each part was right, by what it rests on, and at all where something contradicts it."""
    of: dict[Part, Counter[str]] = defaultdict(Counter)
    right: dict[Part, Counter[str]] = defaultdict(Counter)
    for one in judged:
        for part, hit in one.right.items():
            for key in (one.grounds[part], *([_CONTRADICTED] if one.evidence["contradicted"] else [])):
                of[part][key] += 1
                right[part][key] += hit
    return {
        part: Reliability(
            rules={key: Tally(right[part][key], of[part][key]) for key in sorted(of[part]) if key != _CONTRADICTED},
            contradicted=Tally(right[part][_CONTRADICTED], of[part][_CONTRADICTED]),
        )
        for part in of
    }
