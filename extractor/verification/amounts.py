"""How exactly amounts are printed, and what they add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ..records import Number, Percentage, Quantity

_PRINTED: Final = re.compile(r"\d+(?:[.．]\d+)?")
_GROUPING: Final = str.maketrans("", "", ", ，")


def exactly(number: Number) -> Decimal:
    """The number as it is printed, without what binary fractions add to it."""
    return Decimal(str(number))


def plain(number: Number) -> str:
    """The digits of a number, never with an exponent."""
    return f"{exactly(number):f}"


def is_exact(figure: Quantity | Percentage) -> bool:
    """Whether a figure is one number, neither a bound nor a range."""
    return figure.bound == "exact" and figure.value_max is None


def total_of(quantities: Iterable[Quantity]) -> Decimal:
    """What quantities add up to."""
    return sum((exactly(quantity.value) for quantity in quantities), Decimal(0))


def step_of(quantity: Quantity) -> Decimal:
    """What one unit of the last printed digit is worth: 100万元 for 1.26亿元, 0 for whole counts."""
    printed = _PRINTED.findall(quantity.text.translate(_GROUPING))
    if len(printed) != 1 or not (shown := Decimal(printed[0].replace("．", "."))):
        return Decimal(0)
    scale = abs(exactly(quantity.value)) / shown
    _, _, decimals = printed[0].replace("．", ".").partition(".")
    return scale.scaleb(-len(decimals)) if decimals or scale != 1 else Decimal(0)


def slack_of(quantities: Iterable[Quantity]) -> Decimal:
    """How far the rounding of quantities can carry their sum from the truth."""
    return sum((step_of(quantity) for quantity in quantities), Decimal(0)) / 2
