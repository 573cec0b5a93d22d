"""One evaluation, whole: what the tables, the JSON and the reports are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from extractor.confidence import FIELDS, Calibration, FieldName
from extractor.pipeline import Labeller
from extractor.records import Bulletin, Failure, GoldItem, NarrativeResult

from .agreement import right_fields
from .alignment import Alignment, align_all
from .end_to_end import EndToEnd, score_end_to_end
from .fields import ConfusionTable, FieldTable, Share, confusion_table, field_table, subject_table
from .footing import Footing, on_footing, uncalibrated
from .gold import GoldSet
from .intervals import Resampling
from .marks import KINDS, Kind, Prediction
from .quality import Quality, measure
from .running import extract_lines, guesses_of, take_apart
from .scores import Counts, ScoreTable, score_table
from .segmentation import SegmentationScore, failed_segmentation, score_segmentation


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Predictions measured against gold."""

    resampling: Resampling
    """How the intervals were made."""
    scores: ScoreTable
    bulletins: Mapping[str, ScoreTable]
    """The same for each bulletin alone, by stem."""
    fields: FieldTable
    subjects: Mapping[str, Share]
    confusions: ConfusionTable
    confidence: Mapping[Kind, Quality] | None
    """None where no prediction carries a confidence."""
    field_confidence: Mapping[FieldName, Quality] | None
    """How well the confidence of each field tells whether that field is right; None where no prediction carries any."""
    footing: Footing | None
    """How confidence came about; None where predictions came from a file, which does not say."""
    ranking: Mapping[Kind, Quality] | None
    """The same for confidence without calibration; None where it was not calibrated, or that is not known."""
    segmentation: SegmentationScore | None
    """None where there is no segmentation gold, or no document to take apart."""
    end_to_end: EndToEnd | None
    """None where there is no document, or predictions came from a file."""
    alignments: tuple[Alignment, ...]
    """One a narrative, in order of the gold."""
    missing: tuple[str, ...]
    """Narratives without prediction, by id; all their marks are missed."""
    failures: tuple[Failure, ...]
    """Narratives that the engine could not do."""

    def to_json(self) -> dict[str, Any]:
        """All figures as plain dicts, lists and numbers; the aligned marks are left out."""
        return {
            "scores": self.scores,
            "fields": {kind: _shares(fields) for kind, fields in self.fields.items()},
            "subjects": _shares(self.subjects),
            "confusions": self.confusions,
            "bulletins": self.bulletins,
            "confidence": self.confidence,
            "field_confidence": self.field_confidence,
            "footing": self.footing,
            "ranking": self.ranking,
            "segmentation": None if self.segmentation is None else _segmentation(self.segmentation),
            "end_to_end": None if self.end_to_end is None else _end_to_end(self.end_to_end),
            "narratives": len(self.alignments),
            "missing": self.missing,
            "failures": self.failures,
            "cluster": self.resampling.cluster,
            "resamples": self.resampling.resamples,
            "seed": self.resampling.seed,
        }


def evaluate_engine(
    gold: GoldSet, labeller: Labeller, resampling: Resampling, calibration: Calibration | None = None
) -> Evaluation:
    """The engine `labeller` run on the narratives of `gold`, and on its bulletins where they are there.

    `calibration` is the one in force: where it was learned from these bulletins, each is judged by what the others
    teach.
    """
    results, failures = extract_lines(gold.lines, labeller)
    honest, footing = on_footing(gold.lines, results, calibration)
    taken_apart = take_apart(gold.bulletins)
    ranked = align_all(gold.lines, _predictions(uncalibrated(results))) if calibration else ()
    return _evaluation(
        align_all(gold.lines, _predictions(honest)),
        resampling,
        footing=footing,
        ranking=confidence_of(ranked),
        segmentation=_segmentation_of(gold.items, taken_apart),
        end_to_end=score_end_to_end(gold.lines, taken_apart, resampling, labeller) if taken_apart else None,
        failures=failures,
    )


def _predictions(results: Mapping[str, NarrativeResult]) -> dict[str, Prediction]:
    return {name: Prediction(name, guesses_of(result)) for name, result in results.items()}


def evaluate_predictions(gold: GoldSet, predictions: Mapping[str, Prediction], resampling: Resampling) -> Evaluation:
    """Given `predictions` by id against `gold`; its bulletins are taken apart, but not extracted from."""
    return _evaluation(
        align_all(gold.lines, predictions),
        resampling,
        segmentation=_segmentation_of(gold.items, take_apart(gold.bulletins)),
    )


def confidence_of(alignments: Sequence[Alignment]) -> dict[Kind, Quality] | None:
    """How well the confidences tell guesses that are right in full from others, for all and each kind.

    Guesses without confidence are left out, and so is gold that was missed. None where no guess has one.
    """
    judged = [
        (guess.mark.group, guess.confidence, right)
        for alignment in alignments
        for guess, right in (
            *((pair.guess, pair.full) for pair in alignment.pairs),
            *((guess, False) for guess in alignment.spurious),
        )
        if guess.confidence is not None
    ]
    if not judged:
        return None
    qualities: dict[Kind, Quality] = {}
    for kind in KINDS:
        chosen = [(confidence, right) for group, confidence, right in judged if kind in ("all", group)]
        qualities[kind] = measure(np.array([one[0] for one in chosen]), np.array([one[1] for one in chosen]))
    return qualities


def field_confidence_of(alignments: Sequence[Alignment]) -> dict[FieldName, Quality] | None:
    """The same for each field by itself; a guess that stands for no gold has all of them wrong."""
    judged: dict[FieldName, list[tuple[float, bool]]] = {name: [] for name in FIELDS}
    for alignment in alignments:
        for gold, guess in (
            *((pair.gold, pair.guess) for pair in alignment.pairs),
            *((None, guess) for guess in alignment.spurious),
        ):
            right = right_fields(gold, guess.mark)
            for name, sure in guess.fields or ():
                if sure is not None and name in right:
                    judged[name].append((sure, right[name]))
    if not any(judged.values()):
        return None
    return {
        name: measure(np.array([sure for sure, _ in found]), np.array([hit for _, hit in found], dtype=bool))
        for name, found in judged.items()
    }


def _evaluation(  # noqa: PLR0913 - what an evaluation is made of
    alignments: tuple[Alignment, ...],
    resampling: Resampling,
    *,
    segmentation: SegmentationScore | None,
    footing: Footing | None = None,
    ranking: Mapping[Kind, Quality] | None = None,
    end_to_end: EndToEnd | None = None,
    failures: tuple[Failure, ...] = (),
) -> Evaluation:
    by_bulletin = groupby(sorted(alignments, key=lambda one: one.bulletin), key=lambda one: one.bulletin)
    return Evaluation(
        resampling=resampling,
        scores=score_table(alignments, resampling),
        bulletins={stem: score_table(tuple(group), resampling) for stem, group in by_bulletin},
        fields=field_table(alignments),
        subjects=subject_table(alignments),
        confusions=confusion_table(alignments),
        confidence=confidence_of(alignments),
        field_confidence=field_confidence_of(alignments),
        footing=footing,
        ranking=ranking,
        segmentation=segmentation,
        end_to_end=end_to_end,
        alignments=alignments,
        missing=tuple(alignment.id for alignment in alignments if not alignment.answered),
        failures=failures,
    )


def _segmentation_of(
    items: Mapping[str, tuple[GoldItem, ...]], taken_apart: Mapping[str, Bulletin | Failure]
) -> SegmentationScore | None:
    total: SegmentationScore | None = None
    for stem, gold in items.items():
        if (bulletin := taken_apart.get(stem)) is None:
            continue
        if isinstance(bulletin, Failure):
            score = failed_segmentation(gold, bulletin)
        else:
            score = score_segmentation(gold, bulletin.items)
        total = score if total is None else total + score
    return total


def _shares(shares: Mapping[str, Share]) -> dict[str, Any]:
    return {name: {"right": share.right, "of": share.of, "accuracy": share.accuracy} for name, share in shares.items()}


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "tp": counts.tp,
        "gold": counts.gold,
        "predicted": counts.predicted,
    }


def _segmentation(score: SegmentationScore) -> dict[str, Any]:
    return {
        "items": _counts(score.items),
        "fields": {
            **_shares(score.fields),
            **{name: _counts(counts) for name, counts in score.names.items()},
        },
        "missed": score.missed,
        "differences": score.differences,
        "failures": score.failures,
    }


def _end_to_end(outcome: EndToEnd) -> dict[str, Any]:
    return {
        "scores": outcome.scores,
        "narratives": _counts(outcome.narratives),
        "missed": outcome.missed,
        "unknown": outcome.unknown,
        "left_out": outcome.left_out,
        "failures": outcome.failures,
    }
