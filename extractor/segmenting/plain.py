"""Paragraphs and lines without any marking of their fields."""

from __future__ import annotations

import re

from ..records import NOWHERE
from ..script import simplify
from .documents import Document
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .fields import header_role
from .outline import Numbered, Outline
from .patterns import pattern

_SENTENCE = re.compile(r"[。；;！!]\s*$")
_SHORTEST = 12
_SHORTEST_CELL = 8
_STATES_SOMETHING = re.compile(r"[\d，。；,;]")
_SHORTEST_WITHOUT_STOP = 40
_SHORTEST_BODY = 24
_FEWEST_PLACES = 3
_FEWEST_KEYED = 2


def place_list(document: Document) -> Parse | None:
    """A line for each place or body: its name, then its figures."""
    outline = Outline(document)
    opened = ((line, pattern("place").match(simplify(line.text))) for line in outline.lines)
    drafts = tuple(
        Draft(
            narrative=document.passage(line.start + match.end(), line.span.end),
            heading=document.passage(line.start + match.start(1), line.start + match.end(1)),
        )
        for line, match in opened
        if match and tells_progress(line.text)
    )
    if len(drafts) < _FEWEST_PLACES:
        return None
    return Parse("place_list", drafts, f"{len(drafts)} lines that open with the name of a place or body")


def keyed_list(document: Document) -> Parse | None:
    """A line for each item: its name, the number it has elsewhere in brackets, then its progress."""
    outline = Outline(document)
    opened = ((line, pattern("keyed").match(simplify(line.text))) for line in outline.lines)
    drafts = tuple(
        Draft(
            narrative=document.passage(line.start + match.end(), line.span.end),
            number=document.passage(line.start + match.start(2), line.start + match.end(2)),
            heading=document.passage(line.start + match.start(1), line.start + match.end(1)),
        )
        for line, match in opened
        if match and tells_progress(line.text)
    )
    if len(drafts) < _FEWEST_KEYED:
        return None
    return Parse("keyed_list", drafts, f"{len(drafts)} lines with a name and a number in brackets")


def paragraphs(document: Document) -> Parse | None:
    """Each paragraph that tells progress as an item of its own: what is left where no other layout fits.

    A covering letter, which leaves the details to its annex, has none.
    """
    if pattern("cover").search(simplify(document.source.text)):
        return None
    outline = Outline(document)
    body = next((line.start for line in outline.lines if len(line.text) > _SHORTEST_BODY), 0)
    end = outline.close(body, len(document.source.text))
    drafts = []
    heading = NOWHERE
    for line in outline.lines:
        if line.start >= end:
            break
        found = enumerator_of(line.text)
        if tells_progress(line.text):
            start = line.start + (found.length if found else 0)
            number = document.passage(line.start, start)
            drafts.append(Draft(narrative=document.passage(start, line.span.end), number=number, heading=heading))
        elif found and (title := Numbered(line, found)).heading:
            heading = outline.body(title)
    why = "no other layout fits; each paragraph that tells progress is an item"
    return Parse("paragraphs", tuple(drafts), why) if drafts else None


def tells_progress(text: str) -> bool:
    """Whether a paragraph says how one task goes on, rather than all of them or none."""
    plain = simplify(text.strip())
    shortest = _SHORTEST if _SENTENCE.search(plain) else _SHORTEST_WITHOUT_STOP
    return (
        len(plain) >= shortest
        and pattern("progress").search(plain) is not None
        and pattern("summary").search(plain) is None
        and pattern("bucket").match(plain) is None
    )


def cell_tells_progress(text: str) -> bool:
    """Whether a cell says how a task goes on; in a table a clause is enough."""
    plain = simplify(text)
    states = len(plain) >= _SHORTEST_CELL and _STATES_SOMETHING.search(plain) is not None
    clause = states and pattern("progress").search(plain) is not None and pattern("summary").search(plain) is None
    return header_role(text) is None and (clause or tells_progress(text))
