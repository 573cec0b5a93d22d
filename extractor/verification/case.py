"""What a check sees: one narrative with its facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..records import Finding, Ledger, Marks, NarrativeRequest, Number, NumberMention, Quantity
from ..spans import Span

_OPENING = re.compile("[（(]")
_CLOSING = re.compile("[)）]")
_SENTENCE = re.compile(r"[^。！？!?;；\n]+")


@dataclass(frozen=True)
class Case:
    """One narrative, the numbers found in it and in its task, and what was made of them."""

    request: NarrativeRequest
    ledger: Ledger
    marks: Marks
    task: Ledger
    """Numbers of the task text; empty where no check needs them."""

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The stretches between full stops and semicolons."""
        return tuple(Span(*match.span()) for match in _SENTENCE.finditer(self.request.narrative))

    def quantities_in(self, sentence: Span) -> list[Quantity]:
        """The quantities of one sentence."""
        return [quantity for quantity in self.marks.quantities if sentence.contains(quantity.span)]

    def bracketed(self, span: Span, sentence: Span) -> bool:
        """Whether the words at `span` stand in brackets that open in their sentence."""
        before = self.request.narrative[sentence.start : span.start]
        return len(_OPENING.findall(before)) > len(_CLOSING.findall(before))

    @cached_property
    def tells_of_parts(self) -> bool:
        """Whether several completions are told, so that none need be of the whole task."""
        return sum(percentage.kind == "completion" for percentage in self.marks.percentages) > 1

    def task_targets(self, unit: str) -> set[Number]:
        """Quantities in `unit` that the task names."""
        return {
            mention.value
            for mention in self.task.mentions
            if isinstance(mention, NumberMention) and mention.kind == "quantity" and mention.unit == unit
        }


Check = Callable[[Case], Iterator[Finding]]
"""A pure check: it names itself in the findings it yields."""
