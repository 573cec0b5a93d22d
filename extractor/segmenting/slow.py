"""Prose on single tasks, each opened by a line that ends with its body in brackets: 一是…。（主办单位：X）."""

from __future__ import annotations

from ..records import NOWHERE
from ..script import simplify
from ..spans import Passage
from .documents import Document, Line
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .outline import Outline
from .patterns import pattern
from .statuses import status_class


def slow_items(document: Document) -> Parse | None:
    """A document without table or labels that tells of single tasks and their bodies."""
    outline = Outline(document)
    openings = [line for line in outline.lines if pattern("body_in_brackets").search(simplify(line.text))]
    stretches = outline.stretches(openings)
    drafts = tuple(draft for line, stop in stretches if (draft := _draft(outline, line, stop)).narrative.text.strip())
    if not drafts:
        return None
    return Parse("slow_items", drafts, f"{len(drafts)} line(s) that end with a responsible body in brackets")


def _draft(outline: Outline, line: Line, stop: int) -> Draft:
    document = outline.document
    found = enumerator_of(line.text)
    skip = found.length if found else 0
    bracket = pattern("body_in_brackets").search(simplify(line.text))
    opens, body = (bracket.start(), bracket.span(1)) if bracket else (len(line.text), (0, 0))
    return Draft(
        narrative=document.passage(line.span.end, stop),
        number=document.passage(line.start, line.start + skip),
        task=document.passage(line.start + skip, line.start + opens),
        units=document.passage(line.start + body[0], line.start + body[1]),
        status=_status_above(outline, line.start),
    )


def _status_above(outline: Outline, start: int) -> Passage:
    """The status in the nearest line above that counts items by it, such as 进展缓慢4项，分别是."""
    for line in reversed(outline.lines):
        match = pattern("counted_status").match(simplify(line.text)) if line.start < start else None
        if match and status_class(match[1]):
            return outline.document.passage(line.start + match.start(1), line.start + match.end(1))
    return NOWHERE
