"""Values as a spreadsheet shows them, by their number formats."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

from .codes import Section, sections
from .dates import write_date
from .numerals import in_numerals
from .numeric import write_general, write_number
from .words import system_format

GENERAL = "General"
_PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)
"""Digits that Excel keeps of a number."""
_DATES = ("date", "elapsed", "half")
_WITH_TEXT = 4


def shown_number(value: float, code: str, *, date1904: bool = False) -> str:
    """`value` by the format `code`, without blanks at the ends; empty where the format shows nothing."""
    if not math.isfinite(value):
        return str(value)
    exact = _PRECISION.create_decimal(repr(value))
    section, signed = _section_for(exact, sections(code))
    if section.system:
        section = sections(system_format(section.system) or code)[0]
    if section.has(*_DATES):
        return write_date(section, value, date1904=date1904).strip()
    sign = "-" if exact < 0 and signed else ""
    if section.has("general") or not section.tokens:
        return (sign + _with_general(section, abs(exact))).strip() if section.tokens else ""
    if not section.has("digit", "text"):
        return (sign + "".join(token.text for token in section.tokens)).strip()
    if section.has("text"):
        return shown_text(sign + write_general(abs(exact)), code)
    return in_numerals(sign + write_number(section.tokens, abs(exact)).strip(), section.numerals)


def shown_text(text: str, code: str) -> str:
    """`text` by the format `code`."""
    found = sections(code)
    section = found[3] if len(found) >= _WITH_TEXT else found[-1]
    if not section.has("text"):
        return text if len(found) < _WITH_TEXT else "".join(token.text for token in section.tokens).strip()
    parts = [
        text if token.kind == "text" else token.text if token.kind == "literal" else "" for token in section.tokens
    ]
    return "".join(parts).strip()


def _section_for(value: Decimal, found: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section that is for `value`, and whether it leaves the sign to be written."""
    numeric = found[:3]
    if any(section.condition for section in numeric):
        default = len(numeric) - 1
        chosen = next((at for at, one in enumerate(numeric) if one.condition and one.condition.holds(value)), default)
        return numeric[chosen], True
    if len(numeric) == 1:
        return numeric[0], True
    if value < 0:
        return numeric[1], False
    return (numeric[2], True) if not value and len(numeric) > 2 else (numeric[0], True)  # noqa: PLR2004


def _with_general(section: Section, value: Decimal) -> str:
    number = in_numerals(write_general(value), section.numerals)
    return "".join(number if token.kind == "general" else token.text for token in section.tokens)
