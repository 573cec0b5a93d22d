"""A bulletin and its items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..spans import Passage, Span
from ._base import Record
from .finding import Finding
from .marks import ReportedStatus
from .mention import DateRange
from .places import Located, Place

NOWHERE = Passage("", ())
"""The passage of a field that the document does not give."""


class LayoutChoice(Record):
    """How the document was taken apart, and the evidence for it."""

    name: str
    why: str


class Item(Record):
    """One task of a bulletin with its progress narrative.

    Every `Passage` leads back to its characters in the source.
    """

    id: str
    """``<bulletin>/<place in the bulletin, from 1>``."""
    number: str
    """The number printed for the item, or inferred from its neighbours; may repeat in a bulletin."""
    heading: Passage = NOWHERE
    """Name of the matter, or the section title the item stands under."""
    task: Passage = NOWHERE
    units: tuple[Passage, ...] = ()
    """Responsible bodies."""
    leaders: tuple[Passage, ...] = ()
    deadline: Passage = NOWHERE
    narrative: Passage
    problems: Passage = NOWHERE
    """Obstacles that stand in a column or paragraph of their own; not part of the narrative."""
    plans: Passage = NOWHERE
    """Next steps that stand in a column or paragraph of their own; not part of the narrative."""
    status: Passage = NOWHERE
    """The status as printed."""
    reported_status: ReportedStatus | None = None
    """The status classed as `docs/annotation.md` says."""
    places: tuple[Located, ...] = ()
    """Where the stretches of the source that the narrative is made of stand in the original, ascending."""

    def passages(self) -> Iterator[Passage]:
        """All that was taken from the document for it."""
        yield from (self.heading, self.task, *self.units, *self.leaders, self.deadline)
        yield from (self.narrative, self.problems, self.plans, self.status)

    def places_of(self, span: Span) -> tuple[Place, ...]:
        """Where the words at `span` of the narrative stand in the original; empty for a plain text."""
        return tuple(dict.fromkeys(place for _, place in self._located(span)))

    def certainty_of(self, span: Span) -> float:
        """How surely the words at `span` of the narrative were recognised, from 0 to 1; 1 for what was typed."""
        certainties = (place.certainty for _, place in self._located(span))
        return min((each for each in certainties if each is not None), default=1.0)

    def _located(self, span: Span) -> Iterator[Located]:
        pieces = self.narrative.cut(*span).pieces if self.places else ()
        for piece in pieces:
            words = Span(piece.source, piece.source + piece.length)
            yield from (located for located in self.places if located.span.overlaps(words))


class Bulletin(Record):
    """A document taken apart."""

    stem: str
    sha256: str
    title: Passage = NOWHERE
    issuer: Passage = NOWHERE
    preamble: Passage = NOWHERE
    """What stands ahead of the first item, paragraphs one a line."""
    issue_date: date | None = None
    period: DateRange | None = None
    """The months the bulletin reports on."""
    layout: LayoutChoice
    items: tuple[Item, ...]
    notes: tuple[Finding, ...] = ()
    """What a reader should know of how it was taken apart, such as an inferred number."""

    def words_at(self, span: Span) -> str:
        """The words at `span` of the source, as the preamble or an item has them; empty where neither does."""
        passages = (self.title, self.issuer, self.preamble, *(one for item in self.items for one in item.passages()))
        return next((words for passage in passages if (words := passage.at_source(span))), "")
