"""A target as numbered heading, and the progress under it or behind it, without labels."""

from __future__ import annotations

from collections import Counter

from ..script import simplify
from ..spans import Passage
from .counted import CountedStatuses
from .documents import Document
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .outline import Numbered, Outline
from .patterns import pattern
from .plain import tells_progress

_FEWEST = 2


def headed_items(document: Document) -> Parse | None:
    """A document whose numbered lines title the progress told behind or below them."""
    outline = Outline(document)
    styles = Counter(line.enumerator.style for line in outline.numbered if _titles_progress(outline, line))
    if not styles or styles.most_common(1)[0][1] < _FEWEST:
        return None
    style, count = styles.most_common(1)[0]
    openings = {line.line: line for line in outline.numbered if line.enumerator.style == style}
    stretches = outline.stretches(list(openings))
    statuses = CountedStatuses(outline, "announced_status")
    drafts = tuple(draft for line, stop in stretches if (draft := _draft(outline, openings[line], stop, statuses)))
    return Parse("headed", drafts, f"{count} numbered headings with progress under them") if drafts else None


def _titles_progress(outline: Outline, numbered: Numbered) -> bool:
    if _progress_behind(numbered) is not None:
        return True
    below = outline.line_below(numbered.line)
    whole = len(numbered.line.text.rstrip()) <= numbered.enumerator.length + _first_sentence(numbered)
    return below is not None and whole and tells_progress(below.text) and enumerator_of(below.text) is None


def _first_sentence(numbered: Numbered) -> int:
    """Length of the sentence, or the title and colon, that a numbered line begins with."""
    match = pattern("first_sentence").match(numbered.line.text[numbered.enumerator.length :])
    return match.end() if match else 0


def _progress_behind(numbered: Numbered) -> int | None:
    """Where in its line the progress begins that stands behind the first sentence, if any does."""
    start = numbered.enumerator.length + _first_sentence(numbered)
    rest = simplify(numbered.line.text[start:])
    tells = pattern("progress").search(rest) and not pattern("summary").search(rest)
    return start if tells else None


def _draft(outline: Outline, numbered: Numbered, stop: int, statuses: CountedStatuses) -> Draft | None:
    line, document = numbered.line, outline.document
    behind = _progress_behind(numbered)
    split = line.span.end if behind is None else line.start + behind
    narrative = document.passage(split, stop)
    if not narrative.text.strip():
        return None
    title = _bare(document.passage(line.start + numbered.enumerator.length, split))
    number, status = outline.number(numbered), statuses.above(line.start)
    return Draft(narrative=narrative, number=number, heading=title, task=title, status=status)


def _bare(title: Passage) -> Passage:
    """关于X。 as X."""
    match = pattern("about").match(simplify(title.text))
    return title.cut(*match.span(1)) if match else title
