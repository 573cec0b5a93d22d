"""What a check sees: one narrative with its facts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from ..records import Finding, Ledger, Marks, NarrativeRequest, Number, NumberMention, Quantity
from ..script import simplify
from ..spans import Span

_STEPS = {"（": 1, "(": 1, "）": -1, ")": -1}
_start = attrgetter("start")
_SENTENCE = re.compile(r"[^。！？!?;；\n]+")
_CLAUSE_END = re.compile(r"[。！？!?;；\n，,、：:（）()]")


@dataclass(frozen=True)
class Case:
    """One narrative, the numbers found in it and in its task, and what was made of them."""

    request: NarrativeRequest
    ledger: Ledger
    marks: Marks
    task: Ledger
    """Numbers of the task text; empty where no check needs them."""

    @cached_property
    def words(self) -> str:
        """The narrative in Simplified script, character for character."""
        return simplify(self.request.narrative)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The stretches between full stops and semicolons."""
        return tuple(Span(*match.span()) for match in _SENTENCE.finditer(self.request.narrative))

    def sentence_of(self, span: Span) -> Span | None:
        """The sentence that holds `span`; None where it spreads over two."""
        place = bisect_right(self.sentences, span.start, key=_start) - 1
        found = self.sentences[place] if place >= 0 else None
        return found if found and found.contains(span) else None

    def quantities_in(self, sentence: Span) -> list[Quantity]:
        """The quantities of one sentence."""
        first, last = (bisect_left(self._quantity_starts, place) for place in sentence)
        return [quantity for quantity in self.marks.quantities[first:last] if quantity.end <= sentence.end]

    def lead(self, span: Span) -> str:
        """What stands before the words at `span` in their clause, in Simplified script."""
        before = bisect_left(self._stops, span.start)
        return self.words[self._stops[before - 1] + 1 if before else 0 : span.start]

    def trail(self, span: Span) -> str:
        """What stands behind the words at `span` in their clause, in Simplified script."""
        behind = bisect_left(self._stops, span.end)
        return self.words[span.end : self._stops[behind] if behind < len(self._stops) else len(self.words)]

    def bracketed(self, span: Span, sentence: Span) -> bool:
        """Whether the words at `span` stand in brackets that open in their sentence."""
        return self._depths[span.start] > self._depths[sentence.start]

    @cached_property
    def _stops(self) -> list[int]:
        """Where clauses end."""
        return [match.start() for match in _CLAUSE_END.finditer(self.words)]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [quantity.start for quantity in self.marks.quantities]

    @cached_property
    def _depths(self) -> list[int]:
        """At each place, brackets opened before it less those closed."""
        return list(accumulate((_STEPS.get(character, 0) for character in self.request.narrative), initial=0))

    @cached_property
    def tells_of_parts(self) -> bool:
        """Whether several completions are told, so that none need be of the whole task."""
        return sum(percentage.kind == "completion" for percentage in self.marks.percentages) > 1

    def task_targets(self, unit: str) -> set[Number]:
        """What the task names in `unit`."""
        return {mention.value for mention in self.task_quantities(unit)}

    def task_quantities(self, unit: str) -> list[NumberMention]:
        """The quantities in `unit` that the task names."""
        return [
            mention
            for mention in self.task.mentions
            if isinstance(mention, NumberMention) and mention.kind == "quantity" and mention.unit == unit
        ]


Check = Callable[[Case], Iterator[Finding]]
"""A pure check: it names itself in the findings it yields."""
