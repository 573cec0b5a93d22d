"""Full F1 of the engine used by default as it was last agreed on, kept in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import FormatError, ReadError
from extractor.export.files import replacing
from extractor.pipeline import label_by_default
from extractor.records import Failure
from extractor.settings import DEFAULT_ENGINE

from .alignment import align_all
from .gold import GoldSet
from .marks import Kind
from .running import predict_lines
from .scores import full_f1

TOLERANCE: Final = 0.005
"""How far a figure may fall, on the scale 0 to 1."""
_ROUNDING: Final = 1e-9


class Baseline(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: str
    narratives: int
    full_f1: Mapping[Kind, float | None]
    """0 to 1; None where a kind has nothing to find and nothing predicted."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that is lower than `TOLERANCE` allows."""

    kind: Kind
    was: float
    now: float

    def __str__(self) -> str:
        return f"full F1 of {self.kind} fell from {self.was:.4f} to {self.now:.4f}"


def measure_default(gold: GoldSet) -> tuple[Baseline, tuple[Failure, ...]]:
    """The figures of the engine that answers where none is named, six digits each, and what failed on `gold`.

    A narrative that failed counts as missed.
    """
    predictions, failures = predict_lines(gold.lines, label_by_default)
    figures = full_f1(align_all(gold.lines, predictions))
    measured = Baseline(
        engine=DEFAULT_ENGINE,
        narratives=len(gold.lines),
        full_f1={kind: None if figure is None else round(figure, 6) for kind, figure in figures.items()},
    )
    return measured, failures


def falls(before: Baseline, now: Baseline) -> tuple[Fall, ...]:
    """The kinds whose figure fell by more than `TOLERANCE`; a kind that is None on either side has not fallen."""
    return tuple(
        Fall(kind, was, figure)
        for kind, was in before.full_f1.items()
        if was is not None and (figure := now.full_f1.get(kind)) is not None and was - figure > TOLERANCE + _ROUNDING
    )


def read_baseline(path: Path) -> Baseline:
    """The baseline at `path`; raises `ReadError` where there is none, `FormatError` naming the field that is wrong."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}); make it with --update", code="missing") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "file"
        raise FormatError(f"{path}: {field}: {first['msg']}; make it anew with --update") from None


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Writes the file; raises `ConfigurationError` where it cannot be written."""
    with replacing(path) as draft:
        draft.write_text(baseline.model_dump_json(indent=2) + "\n", "utf-8")
