"""Digits written as Chinese numerals, as the formats ``[DBNum1]`` to ``[DBNum3]`` ask for."""

from __future__ import annotations

import re

from .words import numerals_of

_DIGITS = re.compile("[0-9]+")
_GROUP = 4


def in_numerals(text: str, kind: str, *, digit_by_digit: bool = False) -> str:
    """`text` with its digits in the numerals of a `kind`; as it is where that is empty."""
    if not kind:
        return text
    table = numerals_of(kind)
    if digit_by_digit or not table.powers:
        return text.translate(str.maketrans("0123456789", table.digits))
    whole, point, part = text.partition(".")
    counted = _DIGITS.sub(lambda match: _counted(match[0], kind), whole)
    return counted + point + part.translate(str.maketrans("0123456789", table.digits))


def _counted(digits: str, kind: str) -> str:
    """A whole number in words; one beyond the largest power digit by digit."""
    table = numerals_of(kind)
    digits = digits.lstrip("0")
    if not digits:
        return table.digits[0]
    if len(digits) > _GROUP * len(table.groups):
        return digits.translate(str.maketrans("0123456789", table.digits))
    words, zero = "", False
    for at, digit in enumerate(digits):
        group, power = divmod(len(digits) - 1 - at, _GROUP)
        if digit == "0":
            zero = bool(words)
        else:
            words += (table.digits[0] if zero else "") + table.digits[int(digit)] + table.powers[power]
            zero = False
        if not power and set(digits[max(0, at - _GROUP + 1) : at + 1]) != {"0"}:
            words += table.groups[group]
    first = table.digits[1] + table.powers[1]
    return words[1:] if kind == "1" and words.startswith(first) else words
