"""A document as text."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ..spans import Span
from ._base import Record


class Shift(NamedTuple):
    """From `text` on, a character stands `by` places further on in the original."""

    text: int
    by: int


class SourceText(Record):
    """The text of one document, its line ends made line feeds, with the way back to the original."""

    name: str
    """File name, for messages."""
    stem: str
    """File name without its extension; names the bulletin."""
    sha256: str
    """Hash of the document's bytes."""
    encoding: str
    """Codec the bytes were decoded with."""
    text: str
    shifts: tuple[Shift, ...] = ()
    """Where offsets of `text` and of the decoded original part ways, ascending."""

    def to_original(self, span: Span) -> Span:
        """The span of the decoded original (byte order mark and CR LF included) for one of `text`."""
        return Span(self._original(span.start), self._original(span.end))

    def _original(self, offset: int) -> int:
        index = bisect_right(self.shifts, offset, key=lambda shift: shift.text)
        return offset + (self.shifts[index - 1].by if index else 0)
