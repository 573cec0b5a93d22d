"""Parts that come to more than the whole they are counted out of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from ..records import Quantity
from ..spans import Span
from .amounts import exactly, is_exact, total_of
from .case import Case
from .words import any_of

_OPPOSITES = (
    ("男", "女"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("城区", "农村"),
    ("新建", "续建"),
    ("公办", "民办"),
    ("省内", "省外"),
    ("市内", "市外"),
    ("县内", "县外"),
    ("线上", "线下"),
)
"""Labels of parts of which nothing is both."""
_CUMULATIVE = re.compile("(?<!未)(?<!待)" + any_of("goes_on"))
"""What is said of a part that goes on to count among the next: of 18 begun, 12 are done."""
_AIM = re.compile(any_of("aim"))
_STATES = frozenset(("actual", "ongoing", "pending"))
_SEPARATORS = "，,、；;：:。\n"
_FEWEST = 2
_MOST = 12
_GAP = 30


class Excess(NamedTuple):
    """A whole and the parts that are more than it."""

    whole: Quantity
    parts: tuple[Quantity, ...]

    @property
    def total(self) -> Decimal:
        """What the parts add up to."""
        return total_of(self.parts)


def _label(narrative: str, quantity: Quantity) -> str:
    """The words around a quantity in its member of the list."""
    before = re.split(f"[{_SEPARATORS}]", narrative[max(0, quantity.start - _GAP) : quantity.start])[-1]
    behind = re.split(f"[{_SEPARATORS}]", narrative[quantity.end : quantity.end + _GAP])[0]
    return before.removeprefix("其中") + behind


def _apart(narrative: str, parts: tuple[Quantity, ...]) -> bool:
    """Whether nothing can be counted in two of the parts: they stand in different states, or bear opposite labels."""
    labels = [_label(narrative, part) for part in parts]
    if len(parts) == _FEWEST:
        for pair in _OPPOSITES:
            if all(label.startswith(word) for label, word in zip(labels, pair, strict=True)):
                return True
    if any(_CUMULATIVE.search(label) for label in labels):
        return False
    return {part.role for part in parts} <= _STATES and len({part.role for part in parts}) == len(parts)


def _listed(case: Case, sentence: Span, order: int, quantities: list[Quantity]) -> tuple[Quantity, ...]:
    """The quantities in the unit of number `order` that follow it one upon another."""
    narrative = case.request.narrative
    whole, parts = quantities[order], list[Quantity]()
    at = whole.end
    for quantity in quantities[order + 1 : order + _MOST]:
        if quantity.unit != whole.unit or quantity.start - at > _GAP or case.bracketed(quantity.span, sentence):
            break
        if parts and "其中" in narrative[at : quantity.start]:
            break
        parts.append(quantity)
        at = quantity.end
    return tuple(parts)


def _is_scope(narrative: str, whole: Quantity, first: Quantity) -> bool:
    """Whether a quantity is all there is, and no aim that could be surpassed."""
    if "其中" in narrative[whole.end : first.start]:
        return True
    before = re.split(f"[{_SEPARATORS}]", narrative[max(0, whole.start - _GAP) : whole.start])[-1]
    return whole.role == "target" and not _AIM.search(before)


def _exceeds(narrative: str, excess: Excess) -> bool:
    """Whether the parts, none of them larger than the whole, are more than it and cannot overlap."""
    whole, parts = excess
    if len(parts) < _FEWEST or not all(map(is_exact, (whole, *parts))):
        return False
    if max(part.value for part in parts) > whole.value or excess.total <= exactly(whole.value):
        return False
    return _is_scope(narrative, whole, parts[0]) and _apart(narrative, parts)


def excesses(case: Case) -> Iterator[Excess]:
    """The first whole of each sentence with listed parts that are more than it."""
    for sentence in case.sentences:
        quantities = case.quantities_in(sentence)
        found = (Excess(whole, _listed(case, sentence, order, quantities)) for order, whole in enumerate(quantities))
        yield from islice((excess for excess in found if _exceeds(case.request.narrative, excess)), 1)
