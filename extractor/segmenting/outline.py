"""The numbered lines of a document: which are headings, and what they stand above."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from operator import attrgetter
from typing import NamedTuple

from ..script import simplify
from ..spans import Passage
from .documents import Document, Line
from .enumerators import Enumerator, enumerator_of
from .patterns import pattern

LONGEST_HEADING = 45
"""Characters of a line that can be a heading."""
_ENDS_SENTENCE = re.compile(r"[。；;，,：:]\s*$")
_LONGEST_CLOSING = 40
_line_start = attrgetter("start")
_numbered_start = attrgetter("line.start")


def closes_document(line: str) -> bool:
    """Whether `line` is a signature, an imprint, an annex title or the closing words to all addressees."""
    text = simplify(line.strip())
    if len(text) <= _LONGEST_CLOSING and pattern("closing").match(text):
        return True
    return pattern("exhortation").match(text) is not None


class Numbered(NamedTuple):
    """A line that begins with an enumerator."""

    line: Line
    enumerator: Enumerator

    @property
    def heading(self) -> bool:
        """Whether it titles what follows rather than saying it."""
        text = self.line.text.strip()
        return len(text) <= LONGEST_HEADING and _ENDS_SENTENCE.search(text) is None


class Outline:
    """A document's lines that are not blank, with their enumerators."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Lines that are not blank."""
        return tuple(line for line in self.document.lines if not line.blank)

    @cached_property
    def numbered(self) -> tuple[Numbered, ...]:
        """Numbered lines, in order."""
        return tuple(Numbered(line, found) for line in self.lines if (found := enumerator_of(line.text)))

    @cached_property
    def _closings(self) -> tuple[int, ...]:
        """Where the lines begin that close the document."""
        return tuple(line.start for line in self.lines if closes_document(line.text))

    def between(self, start: int, end: int) -> list[Numbered]:
        """Numbered lines that begin at or after `start` and before `end`."""
        first = bisect_left(self.numbered, start, key=_numbered_start)
        return list(self.numbered[first : bisect_left(self.numbered, end, key=_numbered_start)])

    def last_line(self, start: int, end: int) -> Line | None:
        """The last line that begins at or after `start` and before `end`."""
        index = bisect_left(self.lines, end, key=_line_start) - 1
        return self.lines[index] if index >= 0 and self.lines[index].start >= start else None

    def close(self, start: int, end: int) -> int:
        """Where a text that begins at `start` ends for a signature, annex title or imprint; `end` where it does not."""
        index = bisect_right(self._closings, start)
        return min((end, *self._closings[index : index + 1]))

    def number(self, numbered: Numbered) -> Passage:
        """The enumerator of a numbered line."""
        start = numbered.line.start
        return self.document.passage(start, start + numbered.enumerator.length)

    def body(self, numbered: Numbered) -> Passage:
        """The text of a numbered line, behind its enumerator."""
        return self.document.passage(numbered.line.start + numbered.enumerator.length, numbered.line.span.end)

    def headings_above(self, start: int, floor: int) -> list[Numbered]:
        """The headings that stand directly above `start`, nearest first."""
        found: list[Numbered] = []
        for numbered in reversed(self.between(floor, start)):
            begin = found[-1].line.start if found else start
            if not numbered.heading or self.document.source.text[numbered.line.span.end : begin].strip():
                break
            found.append(numbered)
        return found

    def lines_above(self, start: int, floor: int) -> Iterator[Line]:
        """The lines that end before `start` and begin at or after `floor`, the nearest first."""
        for index in range(bisect_left(self.lines, start, key=_line_start) - 1, -1, -1):
            if self.lines[index].start < floor:
                return
            if self.lines[index].span.end < start:
                yield self.lines[index]

    def line_below(self, line: Line) -> Line | None:
        """The next line that is not blank."""
        index = bisect_right(self.lines, line.start, key=_line_start)
        return self.lines[index] if index < len(self.lines) else None

    def stretches(self, openings: Sequence[Line]) -> list[tuple[Line, int]]:
        """Each opening line with where its text ends: at the next one, a heading, or where the document closes."""
        total = len(self.document.source.text)
        opening_starts = {line.start for line in openings}
        stretches = []
        for line, following in zip_longest(openings, openings[1:]):
            stop = self.close(line.span.end, following.start if following else total)
            inside = self.between(line.span.end, stop)
            headings = [item.line.start for item in inside if item.heading and item.line.start not in opening_starts]
            stretches.append((line, min(headings, default=stop)))
        return stretches
