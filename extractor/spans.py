"""Spans of text, and passages that remember where each of their characters came from.

All offsets count Unicode code points; an end is exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple, Self


class Span(NamedTuple):
    """A stretch of text: ``text[start:end]``."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points covered."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same span, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]


class Piece(NamedTuple):
    """A run of a passage that stands unbroken in the source: `length` characters from `source`."""

    start: int
    source: int
    length: int


_start = attrgetter("start")


class Passage(NamedTuple):
    """Text put together from pieces of a source, with the way back to it.

    Characters between pieces (a joining space or line break) belong to no source position.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, source: str, span: Span) -> Self:
        """The passage that stands at `span` of `source`."""
        if span.length <= 0:
            return cls("", ())
        return cls(span.of(source), (Piece(0, span.start, span.length),))

    @classmethod
    def join(cls, parts: Iterable[Passage], separator: str = "") -> Self:
        """The non-empty `parts` one after another, `separator` between them."""
        whole = [part for part in parts if part.text]
        if len(whole) == 1:
            return cls(*whole[0])
        pieces: list[Piece] = []
        at = 0
        for part in whole:
            pieces.extend(Piece(start + at, source, length) for start, source, length in part.pieces)
            at += len(part.text) + len(separator)
        return cls(separator.join(part.text for part in whole), tuple(pieces))

    def __bool__(self) -> bool:
        return bool(self.text)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The characters from `start` to `end` (default: the rest), as a passage."""
        stop = len(self.text) if end is None else end
        if start == 0 and stop >= len(self.text):
            return self
        return Passage(self.text[start:stop], tuple(self._pieces_within(start, stop)))

    def strip(self) -> Passage:
        """Without white space at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, max(left, len(self.text.rstrip())))

    def sub(self, pattern: re.Pattern[str], replacement: str) -> Passage:
        """With every match of `pattern` replaced by the literal `replacement`."""
        if pattern.search(self.text) is None:
            return self
        return self.splice((Span(*match.span()), replacement) for match in pattern.finditer(self.text))

    def splice(self, edits: Iterable[tuple[Span, str]]) -> Passage:
        """With each span replaced by its string; spans ascend and do not overlap."""
        parts: list[Passage] = []
        at = 0
        for span, replacement in edits:
            parts += (self.cut(at, span.start), Passage(replacement, ()))
            at = span.end
        if not parts:
            return self
        return Passage.join((*parts, self.cut(at)))

    def source_span(self) -> Span | None:
        """The smallest span of the source that holds the whole passage, if any of it is there."""
        if not self.pieces:
            return None
        return Span(
            min(piece.source for piece in self.pieces),
            max(piece.source + piece.length for piece in self.pieces),
        )

    def to_source(self, span: Span) -> Span | None:
        """The smallest span of the source that holds the characters of `span` of this passage."""
        return self.cut(*span).source_span()

    def at_source(self, span: Span) -> str:
        """The characters that come from `span` of the source, with what joins them; empty where none do."""
        within = [
            (piece.start + left - piece.source, piece.start + right - piece.source)
            for piece in self.pieces
            if (left := max(piece.source, span.start)) < (right := min(piece.source + piece.length, span.end))
        ]
        return self.text[min(start for start, _ in within) : max(end for _, end in within)] if within else ""

    def _pieces_within(self, start: int, end: int) -> Iterator[Piece]:
        first = max(0, bisect_right(self.pieces, start, key=_start) - 1)
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= end:
                return
            left = max(piece.start, start)
            right = min(piece.start + piece.length, end)
            if left < right:
                yield Piece(left - start, piece.source + left - piece.start, right - left)
