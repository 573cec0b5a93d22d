"""How right the engine was on gold when last measured, from the file that ``extractor eval run --out`` writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import FormatError

FILE_NAME = "accuracy.json"
"""Where it is looked for, in the output folder."""


class Figures(BaseModel):
    """Shares 0 to 1 of marks that are right in all: words, value, role and subject; None where there is nothing."""

    model_config = ConfigDict(frozen=True)

    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    """Ends of the interval of `f1`."""
    high: float | None
    gold: int
    """Marks to find."""


class Measured(BaseModel):
    """The measures of a kind; of the stricter and looser ones that the file has, the strictest."""

    model_config = ConfigDict(frozen=True)

    full: Figures


class Accuracy(BaseModel):
    """What the dashboard shows of the file."""

    model_config = ConfigDict(frozen=True)

    engine: str
    measured: datetime | None = None
    """When the file was written."""
    narratives: int
    scores: Mapping[str, Measured]
    """By kind of mark, and under ``all``."""
    bulletins: Mapping[str, Mapping[str, Measured]]
    """The same for each bulletin, by stem."""


def read_accuracy(path: Path) -> Accuracy | None:
    """The measures in the file at `path`; None where there is no file.

    Raises `FormatError` where it is not such a file.
    """
    if not path.is_file():
        return None
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return Accuracy.model_validate_json(path.read_bytes()).model_copy(update={"measured": written})
    except (OSError, ValidationError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error.strerror
        raise FormatError(f"{path}: {reason}; write it with: extractor eval run GOLD --out {path}") from None
