"""A document as text."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ..spans import Span
from ._base import Record
from .finding import Finding
from .places import Located, Table


class Shift(NamedTuple):
    """From `text` on, a character stands `by` places further on in the original."""

    text: int
    by: int


class SourceText(Record):
    """The visible text of one document, its line ends made line feeds, with the way back to the original."""

    name: str
    """File name, for messages."""
    stem: str
    """File name without its extension; names the bulletin."""
    sha256: str
    """Hash of the document's bytes."""
    format: str = "text"
    """What the document is, such as ``docx``; see `extractor.reading`."""
    encoding: str | None = None
    """Codec the bytes of a text were decoded with."""
    text: str
    """Of a table, row by row, a tab between cells; a merged cell stands once, in its first row."""
    shifts: tuple[Shift, ...] = ()
    """Where offsets of `text` and of the decoded original of a plain text part ways, ascending."""
    tables: tuple[Table, ...] = ()
    """The tables of the document, a nested one before the one that holds it."""
    places: tuple[Located, ...] = ()
    """Where the stretches of `text` stand in the original, ascending, none inside another."""
    notes: tuple[Finding, ...] = ()
    """What was left out or may be incomplete; a warning where words may be missing."""

    def to_original(self, span: Span) -> Span:
        """The span of the decoded original (byte order mark and CR LF included) for one of `text`."""
        return Span(self._original(span.start), self._original(span.end))

    def _original(self, offset: int) -> int:
        index = bisect_right(self.shifts, offset, key=lambda shift: shift.text)
        return offset + (self.shifts[index - 1].by if index else 0)

    def places_of(self, span: Span) -> tuple[Located, ...]:
        """The stretches that share a character with `span`, in order."""
        first = bisect_right(self.places, span.start, key=lambda located: located.span.end)
        found = []
        for located in self.places[first:]:
            if located.span.start >= span.end:
                break
            found.append(located)
        return tuple(found)
