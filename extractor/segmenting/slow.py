"""Prose on single tasks, each opened by a line that ends with its body in brackets: 一是…。（主办单位：X）."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from ..records import NOWHERE
from ..script import simplify
from ..spans import Passage
from .brackets import bracketed
from .documents import Document, Line
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .outline import Outline
from .patterns import pattern
from .statuses import status_class

_line = attrgetter("line")


class _Status(NamedTuple):
    """A status that counts the items below it."""

    line: int
    """Where its line begins."""
    printed: Passage


def slow_items(document: Document) -> Parse | None:
    """A document without table or labels that tells of single tasks and their bodies."""
    outline = Outline(document)
    openings = [line for line in outline.lines if bracketed(document.line_passage(line)).fields]
    statuses = _statuses(outline)
    drafts = tuple(
        draft
        for line, stop in outline.stretches(openings)
        if (draft := _draft(outline, line, stop, statuses)).narrative.text.strip()
    )
    if not drafts:
        return None
    return Parse("slow_items", drafts, f"{len(drafts)} line(s) that end with a responsible body in brackets")


def _draft(outline: Outline, line: Line, stop: int, statuses: Sequence[_Status]) -> Draft:
    document = outline.document
    found = enumerator_of(line.text)
    skip = found.length if found else 0
    return Draft(
        narrative=document.passage(line.span.end, stop),
        number=document.passage(line.start, line.start + skip),
        task=document.passage(line.start + skip, line.span.end),
        status=_status_above(statuses, line.start),
    )


def _statuses(outline: Outline) -> list[_Status]:
    """The status in each line that counts items by it, such as 进展缓慢4项，分别是."""
    found: list[_Status] = []
    for line in outline.lines:
        match = pattern("counted_status").match(simplify(line.text))
        if match and status_class(match[1]):
            printed = outline.document.passage(line.start + match.start(1), line.start + match.end(1))
            found.append(_Status(line.start, printed))
    return found


def _status_above(statuses: Sequence[_Status], start: int) -> Passage:
    """The nearest counted status above `start`."""
    index = bisect_left(statuses, start, key=_line)
    return statuses[index - 1].printed if index else NOWHERE
