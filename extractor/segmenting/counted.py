"""Statuses by which a line counts the items below it: 进展缓慢4项，分别是."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from ..records import NOWHERE
from ..script import simplify
from ..spans import Passage
from .outline import Outline
from .patterns import pattern
from .statuses import status_class

_line = attrgetter("line")


class _Status(NamedTuple):
    line: int
    """Where its line begins."""
    printed: Passage


class CountedStatuses:
    """The statuses of a document in lines that the expression `name` finds."""

    def __init__(self, outline: Outline, name: str) -> None:
        self._found: list[_Status] = []
        for line in outline.lines:
            match = pattern(name).search(simplify(line.text))
            if match and status_class(match[1]):
                printed = outline.document.passage(line.start + match.start(1), line.start + match.end(1))
                self._found.append(_Status(line.start, printed))

    def above(self, start: int) -> Passage:
        """The nearest one above `start`."""
        index = bisect_left(self._found, start, key=_line)
        return self._found[index - 1].printed if index else NOWHERE
