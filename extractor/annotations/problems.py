"""What is wrong with gold or with an import: what, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..records import Severity

_LONGEST_QUOTE = 40


class Complaint(NamedTuple):
    """Something wrong with one record, before it is known where that record stands."""

    field: str
    """Dotted path inside the record, such as ``quantities.0.unit``; empty for the record as a whole."""
    code: str
    """Short machine-readable name."""
    message: str
    """What is wrong and what to do."""
    severity: Severity = "error"


@dataclass(frozen=True)
class Problem:
    """Something wrong at a place of a file."""

    file: str
    line: int
    """From 1 (in a JSON array: the place of the task); 0 for the file as a whole."""
    field: str
    code: str
    message: str
    severity: Severity = "error"

    @classmethod
    def at(cls, file: str, line: int, complaint: Complaint) -> Problem:
        """`complaint` about the record at `line` of `file`."""
        return cls(file, line, *complaint)

    def __str__(self) -> str:
        """``file:line: field: message`` in printable characters; warnings and notices say so."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [place, self.field, *([] if self.severity == "error" else [self.severity]), self.message]
        return _printable(": ".join(part for part in parts if part))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of `problems` is more than a warning."""
    return any(problem.severity == "error" for problem in problems)


def quoted(text: str) -> str:
    """`text` in quotes, on one line, shortened: fit for a message whoever wrote it."""
    short = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return repr(short)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
