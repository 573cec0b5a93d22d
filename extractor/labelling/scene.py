"""All that the rules know of a narrative before they decide: clauses, cue words, places of the numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from ..records import Ledger, NumberMention
from ..spans import Span
from .clauses import Clause, Layout, lay_out
from .cues import Hit, lexicon


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


class Cued(NamedTuple):
    """The cue words of one clause, in order."""

    hits: tuple[Hit, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    levels: bool
    """Whether one of them says that a level was moved."""

    def within(self, span: Span) -> tuple[Hit, ...]:
        """Those that lie in `span`."""
        if not self.hits:
            return self.hits
        return self.hits[bisect_left(self.starts, span.start) : bisect_right(self.ends, span.end)]


class Scene(NamedTuple):
    """One narrative, laid out."""

    layout: Layout
    ledger: Ledger
    task: str
    changed: dict[int, str]
    """Characters of the Simplified text by what stands in the narrative for them, where they differ."""
    places: tuple[Place, ...]
    """The quantities and percentages, in order."""
    cues: tuple[Cued, ...]
    """The cue words of ``states`` in each clause; none stands inside a number."""
    dates: tuple[Span, ...]
    """Where the dates stand, in order."""
    headings: tuple[tuple[int, int, Hit], ...]
    """Headings such as 下一步: where each ends, the block it stands in, and the cue word."""

    def heading(self, at: int) -> Hit | None:
        """The heading that what stands at `at` is under, if its sentence began with one."""
        if not self.headings:
            return None
        found = bisect_right(self.headings, at, key=lambda heading: heading[0]) - 1
        if found < 0 or self.headings[found][1] != self.layout.clauses[self.layout.at(at)].block:
            return None
        return self.headings[found][2]

    def dates_in(self, span: Span) -> tuple[Span, ...]:
        """The dates that lie in `span`."""
        if not self.dates:
            return ()
        first = bisect_left(self.dates, span.start, key=lambda date: date.start)
        last = bisect_right(self.dates, span.end, key=lambda date: date.end)
        return self.dates[first:last]

    def words(self, place: Place, span: Span) -> str:
        """The words of `span` as the clause of a number is read, without blanked ones."""
        return self.layout.window(place.inside)[span.start : span.end].replace("\0", "")


def _places(layout: Layout, ledger: Ledger) -> tuple[Place, ...]:
    numbers = [(index, mention) for index, mention in enumerate(ledger.mentions) if mention.kind != "date"]
    owners = [layout.at(mention.span.start) for _, mention in numbers]
    places: list[Place] = []
    for order, (index, mention) in enumerate(numbers):
        clause = layout.clauses[owners[order]]
        start, end = mention.span
        first, last = clause.start, clause.end
        if order and owners[order - 1] == owners[order]:
            first = numbers[order - 1][1].span.end
            first = max(first, layout.flat.find("、", first, start) + 1)
        for other in range(order + 1, min(order + 4, len(numbers))):
            if owners[other] == owners[order]:
                last = numbers[other][1].span.start
                break
        places.append(Place(index, mention, start, end, owners[order], clause, Span(first, start), Span(end, last)))
    return tuple(places)


def _bundle(hits: list[Hit]) -> Cued:
    levels = any(cue.group == "new level" for hit in hits for cue in hit.cues)
    return Cued(tuple(hits), tuple([hit.start for hit in hits]), tuple([hit.end for hit in hits]), levels)


def _cued(layout: Layout, places: tuple[Place, ...]) -> tuple[Cued, ...]:
    found: list[list[Hit]] = [[] for _ in layout.clauses]
    busy = iter((*places, None))
    number = next(busy)
    for hit in lexicon("states").scan(layout.text):
        while number is not None and number.end <= hit.start:
            number = next(busy)
        if number is None or hit.end <= number.start:
            found[layout.at(hit.start)].append(hit)
    return tuple(_bundle(hits) if hits else _NO_CUES for hits in found)


_NO_CUES = Cued((), (), (), levels=False)


def survey(narrative: str, ledger: Ledger, task: str) -> Scene:
    """Lay out a narrative."""
    layout = lay_out(narrative)
    changed: dict[int, str] = {}
    if layout.text != narrative:
        changed = {
            ord(there): here
            for here, there in zip(narrative, layout.text, strict=True)
            if here != there and there not in "\0。"
        }
    places = _places(layout, ledger)
    cues = _cued(layout, places)
    dates = tuple(mention.span for mention in ledger.mentions if mention.kind == "date")
    headings = tuple(
        (hit.end, clause.block, hit)
        for clause, cued in zip(layout.clauses, cues, strict=True)
        for hit in cued.hits
        if hit.cues[0].force == "mode"
    )
    return Scene(layout, ledger, task, changed, places, cues, dates, tuple(sorted(headings, key=lambda made: made[0])))
