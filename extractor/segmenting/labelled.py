"""Labelled paragraphs: a numbered task, then 责任单位：… and 进展情况：… each behind its label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from ..records import NOWHERE
from ..spans import Passage
from .documents import Document
from .drafts import Draft, Parse
from .fields import LabelHit, label_hits
from .outline import Numbered, Outline

_NUMBER = re.compile(r"[\d一二三四五六七八九十]")
_MAY_STAND_INSIDE = frozenset({"problem", "plan", "contact"})
"""Labels that head a field only at the head of a line; behind a sentence they are words of the narrative."""
_OPENS_ITEM = frozenset({"heading", "task"})
_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an item begins, and what its first line says."""

    start: int
    """Where its headings begin."""
    labels: int
    """From here on, labels are the item's own."""
    number: Passage = NOWHERE
    heading: Passage = NOWHERE
    task: Passage = NOWHERE


def labelled(document: Document) -> Parse | None:
    """A document of paragraphs whose fields have labels.

    Between two progress labels one item ends and the next begins: at a label of its task, else at
    the last numbered line. Labels before that place belong to the item above, labels behind it to
    the one below, so that bodies may stand before the progress or after it.
    """
    hits = [hit for hit in label_hits(document.source.text) if hit.heads_line or hit.role not in _MAY_STAND_INSIDE]
    progress = [hit for hit in hits if hit.role == "narrative"]
    if not progress:
        return None
    outline = Outline(document)
    openings = _openings(outline, hits, progress)
    closing = _Opening(_end(outline, progress[-1]), len(document.source.text))
    drafts = []
    for opening, following in pairwise((*openings, closing)):
        own = _within(hits, opening.labels, following.labels)
        drafts.append(_draft(document, opening, own, min(following.start, following.labels)))
    found = tuple(draft for draft in drafts if draft.narrative.text.strip())
    names = ", ".join(f"{count} {role}" for role, count in Counter(hit.role for hit in hits).most_common())
    return Parse("labelled", found, f"labels before colons: {names}") if found else None


def _openings(outline: Outline, hits: Sequence[LabelHit], progress: Sequence[LabelHit]) -> list[_Opening]:
    regions = list(zip([0, *(hit.end for hit in progress[:-1])], (hit.start for hit in progress), strict=True))
    last_lines = [lines[-1] for region in regions if (lines := outline.between(*region))]
    styles = Counter(line.enumerator.style for line in last_lines)
    style = styles.most_common(1)[0][0] if styles else None
    openings: list[_Opening] = []
    heading = NOWHERE
    for start, end in regions:
        opening = _opening(outline, start, end, _within(hits, start, end), style)
        heading = opening.heading or heading
        openings.append(_Opening(opening.start, opening.labels, opening.number, heading, opening.task))
    return openings


def _opening(outline: Outline, start: int, end: int, hits: Sequence[LabelHit], style: str | None) -> _Opening:
    label = next((hit for hit in hits if hit.role in _OPENS_ITEM), None)
    lines = outline.between(start, end)
    own = [line for line in lines if line.enumerator.style == style] or lines
    if label is not None:
        titles = [line for line in own if line.heading and line.line.start < label.start]
        return _labelled_opening(outline, start, label, titles[-1:])
    if own:
        line = own[-1]
        task = outline.document.passage(
            line.line.start + line.enumerator.length, _next_label(hits, line.line.start, end)
        )
        headings = outline.headings_above(line.line.start, start)
        begin = headings[-1].line.start if headings else line.line.start
        heading = outline.body(headings[0]) if headings else NOWHERE
        return _Opening(begin, line.line.start, outline.number(line), heading, task)
    stop = hits[0].start if hits else end
    above = outline.last_line(start, stop)
    begin = above.start if above else stop
    return _Opening(begin, begin, task=outline.document.passage(begin, stop))


def _labelled_opening(outline: Outline, floor: int, label: LabelHit, title: Sequence[Numbered]) -> _Opening:
    """An item whose task has a label, under a numbered title if there is one; the label's own number goes first."""
    number = outline.document.passage(label.start, label.end)
    if not title:
        return _Opening(label.start, label.start, number)
    above = outline.headings_above(title[0].line.start, floor)
    begin = (above or title)[-1].line.start
    if not _NUMBER.search(number.text):
        number = outline.number(title[0])
    return _Opening(begin, title[0].line.start, number, outline.body(title[0]))


def _within(hits: Sequence[LabelHit], start: int, end: int) -> Sequence[LabelHit]:
    """The labels that begin at or after `start` and before `end`."""
    return hits[bisect_left(hits, start, key=_start) : bisect_left(hits, end, key=_start)]


def _next_label(hits: Sequence[LabelHit], start: int, end: int) -> int:
    return next((hit.start for hit in hits if hit.start >= start), end)


def _end(outline: Outline, last: LabelHit) -> int:
    """Where the last narrative ends: at a heading, or where the document closes."""
    end = outline.close(last.start, len(outline.document.source.text))
    headings = (line.line.start for line in outline.between(last.end, end) if line.heading)
    return min(headings, default=end)


def _draft(document: Document, opening: _Opening, own: Sequence[LabelHit], end: int) -> Draft:
    fields: dict[str, list[Passage]] = {}
    for hit, following in pairwise((*own, LabelHit("", end, end, heads_line=True))):
        fields.setdefault(hit.role, []).append(document.passage(hit.end, max(hit.end, min(following.start, end))))

    def joined(role: str) -> Passage:
        return Passage.join(fields.get(role, ()), "\n")

    return Draft(
        narrative=joined("narrative"),
        number=opening.number,
        heading=joined("heading") or opening.heading,
        task=joined("task") or opening.task,
        units=joined("unit"),
        leaders=tuple(fields.get("leader", ())),
        deadline=joined("deadline"),
        problems=joined("problem"),
        plans=joined("plan"),
        status=joined("status"),
    )
