"""Prose on single tasks, each opened by a line that ends with its body in brackets: 一是…。（主办单位：X）."""

from __future__ import annotations

from .brackets import bracketed
from .counted import CountedStatuses
from .documents import Document, Line
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .outline import Outline


def slow_items(document: Document) -> Parse | None:
    """A document without table or labels that tells of single tasks and their bodies."""
    outline = Outline(document)
    openings = [line for line in outline.lines if bracketed(document.line_passage(line)).fields]
    statuses = CountedStatuses(outline, "counted_status")
    drafts = tuple(
        draft
        for line, stop in outline.stretches(openings)
        if (draft := _draft(outline, line, stop, statuses)).narrative.text.strip()
    )
    if not drafts:
        return None
    return Parse("slow_items", drafts, f"{len(drafts)} line(s) that end with a responsible body in brackets")


def _draft(outline: Outline, line: Line, stop: int, statuses: CountedStatuses) -> Draft:
    document = outline.document
    found = enumerator_of(line.text)
    skip = found.length if found else 0
    return Draft(
        narrative=document.passage(line.span.end, stop),
        number=document.passage(line.start, line.start + skip),
        task=document.passage(line.start + skip, line.span.end),
        status=statuses.above(line.start),
    )
