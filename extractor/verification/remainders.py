"""Whether what is left over is the whole less what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..records import Finding, Quantity
from .amounts import exactly, is_exact, plain, slack_of
from .case import Case
from .words import any_of

REVISED = re.compile(any_of("revised"))
"""A target that was changed on the way, so that no sum is meant."""
_REST = re.compile(any_of("rest") + r"[^\d]{0,8}$")
_OTHER_SPAN = re.compile(any_of("apart", "span", "other_month"))
_BETWEEN = 40
"""Characters between what is done and what is left beyond which they are not told together."""


class Remainder(NamedTuple):
    """What is done and what is left of a whole, whose words are None where the task alone names it."""

    whole: int | float
    named: Quantity | None
    done: Quantity
    rest: Quantity

    @property
    def holds(self) -> bool:
        """Whether they come to the whole, but for rounding."""
        told = (self.done, self.rest, *([self.named] if self.named else []))
        gap = exactly(self.whole) - exactly(self.done.value) - exactly(self.rest.value)
        return abs(gap) <= slack_of(told)


def remainder_disagrees(case: Case) -> Iterator[Finding]:
    """What is said to be left is not the whole less what is done."""
    for found in remainders(case):
        if not found.holds:
            left, unit = exactly(found.whole) - exactly(found.done.value), found.rest.unit
            yield Finding(
                check="remainder_disagrees",
                severity="warning",
                zh=f"{plain(found.whole)}{unit}减去{found.done.text}余{left:f}{unit}，文中余{found.rest.text}",
                en=f"{plain(found.whole)} {unit} less {found.done.text} leaves {left:f},"
                f" the text says {found.rest.text}",
                spans=(*([found.named.span] if found.named else []), found.done.span, found.rest.span),
            )


def remainders(case: Case) -> Iterator[Remainder]:
    """Each amount that is said to be left, with the amount done just ahead of it and the one whole in their unit."""
    for sentence in case.sentences:
        if REVISED.search(sentence.of(case.words)):
            continue
        quantities = [one for one in case.quantities_in(sentence) if not case.bracketed(one.span, sentence)]
        for rest in quantities:
            if _REST.search(case.lead(rest.span)) and (found := _of(case, rest, quantities)):
                yield found


def _of(case: Case, rest: Quantity, quantities: list[Quantity]) -> Remainder | None:
    ahead = [one for one in quantities if one.end <= rest.start and one.unit == rest.unit]
    if not ahead or not rest.unit or not _told_together(case, ahead[-1], rest):
        return None
    *before, done = ahead
    if done.role != "actual" or not is_exact(done) or not is_exact(rest):
        return None
    if not before:
        targets = case.task_targets(rest.unit) | {
            one.value for one in case.marks.quantities if one.role == "target" and one.unit == rest.unit
        }
        return Remainder(targets.pop(), None, done, rest) if len(targets) == 1 else None
    if len(before) == 1 and before[0].role == "target" and is_exact(before[0]):
        return Remainder(before[0].value, before[0], done, rest)
    return None


def _told_together(case: Case, done: Quantity, rest: Quantity) -> bool:
    between = case.words[done.end : rest.start]
    return len(between) <= _BETWEEN and not _OTHER_SPAN.search(case.lead(done.span) + between)
