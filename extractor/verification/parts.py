"""Whether parts come to their whole.

A gap is a finding only where the text claims that the parts are all there is (分别, 其余, 合计); parts that cannot
overlap may be no more than their whole in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..records import Finding, Quantity
from ..spans import Span
from .amounts import exactly, is_exact, slack_of, total_of
from .case import Case
from .excesses import excesses
from .remainders import REVISED, remainders
from .words import any_of

EXHAUSTIVE = re.compile(any_of("exhaustive"))
_SUM = re.compile(any_of("sum") + r"[^\d]{0,8}$")
_OTHER_SPAN = re.compile(any_of("apart", "other_years"))
_LONGER = re.compile(any_of("longer"))
_ROLES = frozenset(("target", "actual", "ongoing", "pending"))
_FEWEST = 2
_FAR = 30
"""Characters between two members of a list beyond which they are none."""
_NEAR = (Decimal("0.8"), Decimal("1.25"))
"""How many times the parts a printed sum may be: further off it counts something else."""


class Sum(NamedTuple):
    """A whole and parts that the text claims to be all of it."""

    whole: Quantity
    parts: tuple[Quantity, ...]

    @property
    def holds(self) -> bool:
        """Whether the parts add up to the whole, but for rounding."""
        return abs(total_of(self.parts) - exactly(self.whole.value)) <= slack_of((self.whole, *self.parts))


def parts_disagree(case: Case) -> Iterator[Finding]:
    """Parts that the text claims to be all of a whole do not add up to it."""
    for found in sums(case):
        if not found.holds:
            yield parts_finding("parts_disagree", found)


def sums(case: Case) -> Iterator[Sum]:
    """The wholes of a narrative with what the text claims to be all their parts; `remainders` are told apart."""
    told = [found.named for found in remainders(case)]
    for sentence in case.sentences:
        words = sentence.of(case.words)
        by_unit: dict[str, list[Quantity]] = {}
        for quantity in case.quantities_in(sentence):
            by_unit.setdefault(quantity.unit, []).append(quantity)
        if "其中" not in words and not REVISED.search(words):
            shared = (_shared_out(case, *of_unit) for of_unit in by_unit.values())
            yield from (found for found in shared if found and found.whole not in told)
        for of_unit in by_unit.values():
            yield from _summed_up(case, sentence, of_unit)


def parts_finding(check: str, found: Sum) -> Finding:
    """That the parts come to something else than their whole."""
    whole, total = found.whole, total_of(found.parts)
    return Finding(
        check=check,
        severity="warning",
        zh=f"各部分合计{total:f}{whole.unit}，总数为{whole.text}",
        en=f"the parts add up to {total:f} {whole.unit}, the whole is {whole.text}",
        spans=(whole.span, *(part.span for part in found.parts)),
    )


def parts_exceed(case: Case) -> Iterator[Finding]:
    """Parts that cannot overlap come to more than their whole."""
    told = {finding.spans[0] for finding in parts_disagree(case)}
    for excess in excesses(case):
        if excess.whole.span not in told:
            yield parts_finding("parts_exceed", Sum(*excess))


def _shared_out(case: Case, whole: Quantity, *parts: Quantity) -> Sum | None:
    """A whole with the parts behind it, a word between them that claims that they are all."""
    plain = all(is_exact(one) and one.role in _ROLES for one in (whole, *parts))
    if whole.role != "target" or len(parts) < _FEWEST or not plain or any(part.role == "target" for part in parts):
        return None
    return Sum(whole, parts) if EXHAUSTIVE.search(case.words, whole.end, parts[-1].start) else None


def _summed_up(case: Case, sentence: Span, quantities: list[Quantity]) -> Iterator[Sum]:
    """合计 and the like with the amounts ahead of it: any run of the last ones may be what is added up."""
    for place, whole in enumerate(quantities):
        if not _SUM.search(case.lead(whole.span)) or not is_exact(whole) or case.bracketed(whole.span, sentence):
            continue
        parts = _run_ahead(case, sentence, quantities[: place + 1])
        found = [Sum(whole, parts[-count:]) for count in range(_FEWEST, len(parts) + 1)]
        fitting = next((one for one in found if one.holds), None)
        if fitting:
            yield fitting
        elif found and _is_list(case, found[-1]) and _comparable(found[-1]):
            yield found[-1]


def _run_ahead(case: Case, sentence: Span, quantities: list[Quantity]) -> tuple[Quantity, ...]:
    """The amounts ahead of the last one, each close to the next."""
    whole, found = quantities[-1], list[Quantity]()
    at = whole.start
    for part in reversed(quantities[:-1]):
        if at - part.end > _FAR or not is_exact(part) or part.role not in _ROLES:
            break
        if case.bracketed(part.span, sentence):
            continue
        found.insert(0, part)
        at = part.start
    return tuple(found)


def _is_list(case: Case, found: Sum) -> bool:
    """Whether parts are members of one list: the same role, and no word of another span of time or a subset."""
    first, last = found.parts[0], found.parts[-1]
    words = case.lead(first.span) + case.words[first.end : last.end]
    longer = _LONGER.search(case.lead(found.whole.span))
    return len({part.role for part in found.parts}) == 1 and not longer and not _OTHER_SPAN.search(words)


def _comparable(found: Sum) -> bool:
    least, most = _NEAR
    total = total_of(found.parts)
    return least * total <= exactly(found.whole.value) <= most * total
