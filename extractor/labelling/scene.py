"""All that the rules know of a narrative before they decide: clauses, cue words, places of the numbers."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..records import Ledger, NumberMention
from ..spans import Span
from .clauses import Clause, Layout, lay_out
from .cues import Hit, bounds, lexicon, table, within

_FAR = 64
"""Most cue words that are read on one side of a number."""


class Place(NamedTuple):
    """A number in its clause."""

    at: int
    """Index into `Ledger.mentions`."""
    mention: NumberMention
    start: int
    end: int
    clause: int
    inside: Clause
    """The clause itself."""
    before: Span
    """From the number before it (and a 、 behind that), or the start of the clause, up to this one."""
    behind: Span
    """From this number to the next, or to the end of the clause."""
    left: Sequence[Hit]
    """The cue words before it, in order."""
    right: Sequence[Hit]
    """The cue words behind it, in order."""


class Scene(NamedTuple):
    """One narrative, laid out."""

    layout: Layout
    ledger: Ledger
    task: str
    changed: dict[int, str]
    """Characters of the Simplified text by what stands in the narrative for them, where they differ."""
    hits: dict[str, list[Hit]]
    """The cue words of the narrative by table, in order; ``dates`` and ``percents`` only where there is one."""
    places: list[Place]
    """The quantities and percentages, in order."""
    cues: list[Sequence[Hit]]
    """The cue words of ``states`` in each clause; none stands inside a number."""
    levels: set[int]
    """Clauses with a word that says that a level was moved."""
    dates: list[Span]
    """Where the dates stand, in order."""
    headings: list[tuple[int, int, Hit]]
    """Headings such as 下一步: where each ends, the block it stands in, and the cue word."""

    def heading(self, at: int, block: int) -> Hit | None:
        """The heading that what stands at `at` in sentence `block` is under, if the sentence began with one."""
        if not self.headings:
            return None
        found = bisect_left(self.headings, (at + 1,)) - 1
        if found < 0 or self.headings[found][1] != block:
            return None
        return self.headings[found][2]

    def dates_in(self, start: int, end: int) -> list[Span]:
        """The dates that lie between `start` and `end`."""
        if not self.dates:
            return self.dates
        first, last = bisect_left(self.dates, (start,)), bisect_left(self.dates, (end,))
        if last > first and self.dates[last - 1].end > end:
            last -= 1
        return self.dates[first:last]

    def words(self, place: Place, span: Span) -> str:
        """The words of `span` as the clause of a number is read, without blanked ones."""
        return self.layout.window(place.inside)[span.start : span.end].replace("\0", "")


_NEVER = (sys.maxsize, sys.maxsize)
_Numbers = Sequence[tuple[int, NumberMention]]


def _outside(hits: Sequence[Hit], numbers: _Numbers) -> list[Hit]:
    """The cue words that no number overlaps."""
    kept: list[Hit] = []
    busy = iter([mention.span for _, mention in numbers])
    start, end = next(busy, _NEVER)
    for hit in hits:
        while end <= hit.start:
            start, end = next(busy, _NEVER)
        if hit.end <= start:
            kept.append(hit)
    return kept


def _by_clause(hits: Sequence[Hit], layout: Layout) -> list[Sequence[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(layout.owners[hit.start], []).append(hit)
    return [found.get(clause, ()) for clause in range(len(layout.clauses))]


def _sides(hits: Sequence[Hit], before: Span, behind: Span) -> tuple[Sequence[Hit], Sequence[Hit]]:
    """The cue words before a number and behind it."""
    if not hits:
        return hits, hits
    first, last = bounds(hits, *before)
    return hits[max(first, last - _FAR) : last], within(hits, *behind, _FAR)


def _places(layout: Layout, numbers: _Numbers, cues: Sequence[Sequence[Hit]]) -> list[Place]:
    owners = [layout.owners[mention.span.start] for _, mention in numbers]
    places: list[Place] = []
    previous, first = -1, 0
    for order, (index, mention) in enumerate(numbers):
        start, end = mention.span
        owner = owners[order]
        clause = layout.clauses[owner]
        first = max(first, layout.flat.find("、", first, start) + 1) if owner == previous else clause.start
        last = clause.end
        for other in range(order + 1, min(order + 4, len(numbers))):
            if owners[other] == owner:
                last = numbers[other][1].span.start
                break
        before, behind = Span(first, start), Span(end, last)
        places.append(
            Place(index, mention, start, end, owner, clause, before, behind, *_sides(cues[owner], before, behind))
        )
        previous, first = owner, end
    return places


@cache
def _level_words() -> frozenset[str]:
    return frozenset(
        " ".join(group["words"] for group in table("states")["group"] if group["name"] == "new level").split()
    )


def _changed(narrative: str, text: str) -> dict[int, str]:
    if text == narrative:
        return {}
    return {
        ord(there): here for here, there in zip(narrative, text, strict=True) if here != there and there not in "\0。"
    }


def survey(narrative: str, ledger: Ledger, task: str) -> Scene:
    """Lay out a narrative."""
    layout = lay_out(narrative)
    numbers = [(index, mention) for index, mention in enumerate(ledger.mentions) if mention.kind != "date"]
    dates = [mention.span for mention in ledger.mentions if mention.kind == "date"]
    tables = ["states", "blockers"]
    if dates:
        tables.append("dates")
    if any(mention.kind == "percentage" for _, mention in numbers):
        tables.append("percents")
    hits = dict(zip(tables, lexicon(*tables).scan(layout.text), strict=True))
    states = _outside(hits["states"], numbers)
    cues = _by_clause(states, layout)
    owners, clauses = layout.owners, layout.clauses
    return Scene(
        layout,
        ledger,
        task,
        _changed(narrative, layout.text),
        hits,
        _places(layout, numbers, cues),
        cues,
        {owners[hit.start] for hit in states if hit.word in _level_words()},
        dates,
        [(hit.end, clauses[owners[hit.start]].block, hit) for hit in states if hit.cues[0].force == "mode"],
    )
