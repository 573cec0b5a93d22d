"""Predictions from files: gold's form, with more fields in it and fewer required."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from extractor.errors import FormatError
from extractor.records import Blocker, Date, FieldConfidence, GoldLine, Percentage, Quantity

from .grounding import require_grounded
from .jsonl import parse_lines
from .marks import AnyMark, Guess, Prediction

_LENIENT = ConfigDict(extra="ignore")


class _Quantity(Quantity):
    model_config = _LENIENT
    confidence: float | None = Field(default=None, ge=0, le=1)
    field_confidence: FieldConfidence | None = None


class _Percentage(Percentage):
    model_config = _LENIENT
    confidence: float | None = Field(default=None, ge=0, le=1)
    field_confidence: FieldConfidence | None = None


class _Date(Date):
    model_config = _LENIENT
    confidence: float | None = Field(default=None, ge=0, le=1)
    field_confidence: FieldConfidence | None = None


class _Blocker(Blocker):
    model_config = _LENIENT
    confidence: float | None = Field(default=None, ge=0, le=1)
    field_confidence: FieldConfidence | None = None


class _Line(BaseModel):
    """A line of predictions; what it says of findings, rules and the rest is left alone."""

    id: str
    narrative: str | None = None
    quantities: tuple[_Quantity, ...] = ()
    percentages: tuple[_Percentage, ...] = ()
    dates: tuple[_Date, ...] = ()
    blockers: tuple[_Blocker, ...] = ()

    def guesses(self) -> tuple[Guess, ...]:
        """The marks as plain marks, each with its confidence."""
        return (
            *(_guess(mark, Quantity) for mark in self.quantities),
            *(_guess(mark, Percentage) for mark in self.percentages),
            *(_guess(mark, Date) for mark in self.dates),
            *(_guess(mark, Blocker) for mark in self.blockers),
        )


def load_predictions(path: Path, gold: Sequence[GoldLine]) -> dict[str, Prediction]:
    """The predictions at `path` by id, each for a narrative of `gold`.

    A narrative may lack a prediction. Raises `ReadError` where the file cannot be opened, `FormatError`
    (naming file, line and field) for a line that breaks the form, an id that is unknown or given twice,
    a narrative other than gold's, or a mark that does not stand where it says.
    """
    narratives = {line.id: line.narrative for line in gold}
    found: dict[str, Prediction] = {}
    for where, line in parse_lines(path, _Line):
        _require_known(line, where, narratives, found)
        guesses = line.guesses()
        require_grounded(narratives[line.id], (guess.mark for guess in guesses), where)
        found[line.id] = Prediction(line.id, guesses)
    return found


def _require_known(line: _Line, where: str, narratives: Mapping[str, str], found: Mapping[str, Prediction]) -> None:
    if line.id not in narratives:
        raise FormatError(f"{where}: id: {line.id!r} is not in the gold; predict the gold's own narratives")
    if line.id in found:
        raise FormatError(f"{where}: id: {line.id!r} has a prediction already; keep one of them")
    if line.narrative is not None and line.narrative != narratives[line.id]:
        raise FormatError(f"{where}: narrative: is not that of {line.id!r} in the gold; predict the gold's own text")


def _plain(mark: AnyMark, model: type[Quantity | Percentage | Date | Blocker]) -> AnyMark:
    return model.model_construct(**{name: getattr(mark, name) for name in model.model_fields})


def _guess(
    mark: _Quantity | _Percentage | _Date | _Blocker, model: type[Quantity | Percentage | Date | Blocker]
) -> Guess:
    return Guess(_plain(mark, model), mark.confidence, mark.field_confidence)
