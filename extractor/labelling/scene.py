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

    index: int
    """Index into `Ledger.mentions`."""
    mention: NumberMention
    start: int
    end: int
    clause: int


class Scene(NamedTuple):
    """One narrative, laid out."""

    layout: Layout
    ledger: Ledger
    task: str
    changed: dict[int, str]
    """Characters of the Simplified text by what stands in the narrative for them, where they differ."""
    places: tuple[Place, ...]
    """The quantities and percentages, in order."""
    hits: tuple[tuple[Hit, ...], ...]
    """The cue words of ``states`` in each clause, in order; none stands inside a number."""

    def clause(self, place: Place) -> Clause:
        """The clause a number stands in."""
        return self.layout.clauses[place.clause]

    def before(self, order: int) -> Span:
        """From the number before (and a 、 behind it), or the start of the clause, up to number `order`."""
        place = self.places[order]
        start = self.clause(place).start
        if order and self.places[order - 1].clause == place.clause:
            start = self.places[order - 1].end
            comma = self.layout.flat.find("、", start, place.start)
            start = max(start, comma + 1)
        return Span(start, place.start)

    def behind(self, order: int) -> Span:
        """From number `order` to the next number, or to the end of the clause."""
        place = self.places[order]
        end = self.clause(place).end
        for other in self.places[order + 1 : order + 4]:
            if other.clause == place.clause:
                end = other.start
                break
        return Span(place.end, end)

    def hits_in(self, clause: int, span: Span) -> tuple[Hit, ...]:
        """The cue words of a clause that lie in `span`."""
        hits = self.hits[clause]
        if not hits:
            return ()
        first = bisect_left(hits, span.start, key=lambda hit: hit.start)
        last = bisect_right(hits, span.end, key=lambda hit: hit.end)
        return hits[first:last]

    def words(self, clause: int, span: Span) -> str:
        """The words of `span` as the clause is read, without blanked ones."""
        text = self.layout.window(self.layout.clauses[clause])
        return text[span.start : span.end].replace("\0", "")


def survey(narrative: str, ledger: Ledger, task: str) -> Scene:
    """Lay out a narrative."""
    layout = lay_out(narrative)
    places = tuple(
        Place(index, mention, *mention.span, layout.at(mention.span.start))
        for index, mention in enumerate(ledger.mentions)
        if mention.kind != "date"
    )
    hits: list[list[Hit]] = [[] for _ in layout.clauses]
    busy = iter((*places, None))
    number = next(busy)
    for hit in lexicon("states").scan(layout.text):
        while number is not None and number.end <= hit.start:
            number = next(busy)
        if number is None or hit.end <= number.start:
            hits[layout.at(hit.start)].append(hit)
    changed = {
        ord(there): here
        for here, there in zip(narrative, layout.text, strict=True)
        if here != there and there not in "\0。"
    }
    return Scene(layout, ledger, task, changed, places, tuple(tuple(found) for found in hits))
