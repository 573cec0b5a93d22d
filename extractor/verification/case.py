"""What a check sees: one narrative with its facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..records import Finding, Ledger, Marks, NarrativeRequest, NumberMention, Quantity
from ..spans import Span

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

    def task_targets(self, unit: str) -> list[NumberMention]:
        """Quantities in `unit` that the task names."""
        return [
            mention
            for mention in self.task.mentions
            if isinstance(mention, NumberMention) and mention.kind == "quantity" and mention.unit == unit
        ]


Check = Callable[[Case], Iterator[Finding]]
"""A pure check: it names itself in the findings it yields."""
