"""The extractor run on what gold was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from extractor.pipeline import Labeller, open_bulletin
from extractor.records import Bulletin, Failure, GoldLine, NarrativeRequest, NarrativeResult
from extractor.service import predict

from .marks import Guess, Prediction


def predict_lines(lines: Iterable[GoldLine], labeller: Labeller) -> tuple[dict[str, Prediction], tuple[Failure, ...]]:
    """Predictions by id for the narratives of `lines`, whose labels are not looked at, and what failed."""
    results, failures = extract_lines(lines, labeller)
    return {name: Prediction(name, guesses_of(result)) for name, result in results.items()}, failures


def extract_lines(
    lines: Iterable[GoldLine], labeller: Labeller
) -> tuple[dict[str, NarrativeResult], tuple[Failure, ...]]:
    """Results by id for the narratives of `lines`, whose labels are not looked at, and what failed."""
    requests = (
        NarrativeRequest(
            id=line.id,
            narrative=line.narrative,
            anchor_date=line.anchor_date,
            task=line.task,
            reported_status=line.reported_status,
        )
        for line in lines
    )
    found: dict[str, NarrativeResult] = {}
    failures: list[Failure] = []
    for outcome in predict(requests, labeller):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            found[outcome.request.id] = outcome
    return found, tuple(failures)


def guesses_of(result: NarrativeResult) -> tuple[Guess, ...]:
    """The facts of a result, each with its confidence."""
    return tuple(Guess(fact.mark, fact.confidence, fact.field_confidence) for fact in result.facts)


def take_apart(documents: Mapping[str, Path]) -> dict[str, Bulletin | Failure]:
    """Each document by its stem, taken apart, or the reason it could not be."""
    return {stem: open_bulletin(path) for stem, path in documents.items()}
