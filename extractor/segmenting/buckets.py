"""Lists by status, a clause an item: 提前完成的2项，分别为：危桥改造，完成进度为108%；…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..script import simplify
from ..spans import Span
from .documents import Document, Line
from .drafts import Draft, Parse
from .patterns import pattern

_CLAUSE = re.compile(r"[^；;。]+")
_DIGIT = re.compile(r"\d")
_FEWEST = 2


def bucketed(document: Document) -> Parse | None:
    """A document whose lines count items by status and then tell of each, as many as were counted."""
    drafts = tuple(draft for line in document.lines for draft in _drafts(document, line))
    if len(drafts) < _FEWEST:
        return None
    return Parse("bucketed", drafts, f"{len(drafts)} clauses, as many as their lines count")


def _drafts(document: Document, line: Line) -> Iterator[Draft]:
    text = simplify(line.text)
    match = pattern("bucket_of_items").match(text)
    if match is None:
        return
    clauses = [Span(*found.span()) for found in _CLAUSE.finditer(text, match.end()) if found[0].strip()]
    told = all(_DIGIT.search(clause.of(text)) for clause in clauses)
    if not told or len(clauses) != int(match[2]):
        return
    for clause in clauses:
        begin = line.start + clause.start
        name = re.split("[，,：:]", clause.of(text))[0]
        yield Draft(
            narrative=document.passage(begin, line.start + clause.end).strip(),
            heading=document.passage(begin, begin + len(name)),
            status=document.passage(line.start + match.start(1), line.start + match.end(1)),
        )
