"""The extractor run on what gold was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.pipeline import Labeller
from extractor.reading import read
from extractor.records import Bulletin, Failure, GoldLine, NarrativeRequest, NarrativeResult
from extractor.segmenting import segment
from extractor.service import predict

from .marks import Guess, Prediction


def predict_lines(lines: Iterable[GoldLine], labeller: Labeller) -> tuple[dict[str, Prediction], tuple[Failure, ...]]:
    """Predictions by id for the narratives of `lines`, whose labels are not looked at, and what failed."""
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
    found: dict[str, Prediction] = {}
    failures: list[Failure] = []
    for outcome in predict(requests, labeller):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            found[outcome.request.id] = Prediction(outcome.request.id, guesses_of(outcome))
    return found, tuple(failures)


def guesses_of(result: NarrativeResult) -> tuple[Guess, ...]:
    """The facts of a result, each with its confidence."""
    return tuple(Guess(fact.mark, fact.confidence) for fact in result.facts)


def take_apart(documents: Mapping[str, Path]) -> dict[str, Bulletin | Failure]:
    """Each document by its stem, taken apart, or the reason it could not be."""
    return {stem: _take_apart(path) for stem, path in documents.items()}


def _take_apart(path: Path) -> Bulletin | Failure:
    try:
        return segment(read(path))
    except ExtractorError as error:
        return Failure(subject=str(path), stage="read", code=error.code, message=str(error))
