"""All that the rules know of a narrative before they decide: clauses, cue words, places of the numbers."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..records import Ledger, NumberMention
from ..spans import Span
from .clauses import Clause, Layout, lay_out
from .cues import Hit, around, lexicon, table

_COMING = re.compile(r"[于在由会可有达对按向为是再新报全继陆逐尽启完投建开实整进组]")
_BECOMES = re.compile(
    r"(?:确定|调整|列|评|划|认定|改造|转|提升|打造|设)为|(?:提高|提升|调整|增加|降低|压减|缩短|扩大)[到至]|纳入|移交"
)
_FAR = 64
"""Most cue words that are read on one side of a number."""


@dataclass(slots=True)
class Place:
    """A number in its clause."""

    at: int
    """Index into `Ledger.mentions`."""
    mention: NumberMention
    kind: str
    unit: str
    value: float
    start: int
    end: int
    clause: int
    inside: Clause
    """The clause itself."""
    text: str
    """The narrative as the clause is read."""
    first: int
    """Where the words before it begin: at the number before (and a 、 behind that), or with the clause."""
    last: int
    """Where the words behind it end: at the next number, or with the clause."""
    left: Sequence[Hit]
    """The cue words before it, in order."""
    right: Sequence[Hit]
    """The cue words behind it, in order."""

    def words(self, start: int, end: int) -> str:
        """The words from `start` to `end`, without blanked ones."""
        return self.text[start:end].replace("\0", "")


@dataclass(slots=True)
class Scene:
    """One narrative, laid out."""

    layout: Layout
    ledger: Ledger
    task: str
    anchor: date | None
    """Day the narrative is read from."""
    changed: dict[int, str]
    """Characters of the Simplified text by what stands in the narrative for them, where they differ."""
    hits: dict[str, list[Hit]]
    """The cue words of ``blockers`` and, where there is a percentage, of ``percents``, in order."""
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


_NEVER = (sys.maxsize, sys.maxsize)
_States = tuple[list[Sequence[Hit]], set[int], list[tuple[int, int, Hit]]]
_Numbers = Sequence[tuple[int, NumberMention]]


def _outside(hits: Sequence[Hit], spans: Sequence[Span]) -> Iterator[Hit]:
    """The cue words that no number overlaps."""
    busy = iter(spans)
    start, end = next(busy, _NEVER)
    for hit in hits:
        while end <= hit.start:
            start, end = next(busy, _NEVER)
        if hit.end <= start:
            yield hit


def takes_object(hit: Hit, layout: Layout) -> bool:
    """Whether a 将 only brings its object forward (将四个中心确定为…, 将《…》报送) and tells nothing of the future."""
    if hit.word != "将" or _COMING.match(layout.text, hit.end):
        return False
    if layout.text.startswith("\0", hit.end):
        return True
    end = layout.clauses[layout.owners[hit.start]].end
    return _BECOMES.search(layout.text, hit.end, end) is not None


def _states(hits: Sequence[Hit], spans: Sequence[Span], layout: Layout) -> _States:
    """What the cue words of ``states`` between the numbers tell."""
    found: dict[int, list[Hit]] = {}
    levels: set[int] = set()
    headings: list[tuple[int, int, Hit]] = []
    words = _level_words()
    for hit in _outside(hits, spans):
        if takes_object(hit, layout):
            continue
        clause = layout.owners[hit.start]
        found.setdefault(clause, []).append(hit)
        if hit.word in words:
            levels.add(clause)
        if hit.cues[0].force == "mode":
            headings.append((hit.end, layout.clauses[clause].block, hit))
    return [found.get(clause, ()) for clause in range(len(layout.clauses))], levels, headings


def _places(layout: Layout, numbers: _Numbers, spans: Sequence[Span], cues: Sequence[Sequence[Hit]]) -> list[Place]:
    owners = [layout.owners[start] for start, _ in spans]
    places: list[Place] = []
    previous, first = -1, 0
    for order, (index, mention) in enumerate(numbers):
        start, end = spans[order]
        owner = owners[order]
        clause = layout.clauses[owner]
        first = (layout.flat.find("、", first, start) + 1 or first) if owner == previous else clause.start
        following = owners[order + 1 : order + 4]
        last = spans[order + 1 + following.index(owner)].start if owner in following else clause.end
        left = right = hits = cues[owner]
        if hits:
            hits = around(hits, start, _FAR)
            left = [hit for hit in hits if hit.start >= first and hit.end <= start]
            right = [hit for hit in hits if hit.start >= end and hit.end <= last]
        text = layout.window(clause)
        kind, unit, value = mention.kind, mention.unit, mention.value
        places.append(
            Place(index, mention, kind, unit, value, start, end, owner, clause, text, first, last, left, right)
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


def survey(narrative: str, ledger: Ledger, task: str, anchor: date | None) -> Scene:
    """Lay out a narrative."""
    layout = lay_out(narrative)
    dates: list[Span] = []
    numbers: list[tuple[int, NumberMention]] = []
    for index, mention in enumerate(ledger.mentions):
        if mention.kind == "date":
            dates.append(mention.span)
        else:
            numbers.append((index, mention))
    spans = [mention.span for _, mention in numbers]
    tables = ["states", "blockers"]
    if "percentage" in [mention.kind for _, mention in numbers]:
        tables.append("percents")
    hits = dict(zip(tables, lexicon(*tables).scan(layout.text), strict=True))
    cues, levels, headings = _states(hits["states"], spans, layout)
    return Scene(
        layout,
        ledger,
        task,
        anchor,
        _changed(narrative, layout.text),
        hits,
        _places(layout, numbers, spans, cues),
        cues,
        levels,
        dates,
        headings,
    )
