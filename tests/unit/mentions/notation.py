"""A short notation for what the finder says, so that a table row states only that.

A quantity is ``text=value`` with ``..`` between the ends of a range, its unit and a sign for its
bound: ``+`` at least, ``-`` at most, ``~`` approximate. A percentage has ``%`` for its unit. ``↓``
marks a fall. A date is ``text=first..last``, or one day, with ``|`` between two readings.
"""

from __future__ import annotations

from datetime import date

from extractor.mentions import find
from extractor.records import DateMention, DateRange, Mention, NumberMention

ANCHOR = date(2023, 8, 10)
_BOUNDS = {"exact": "", "at_least": "+", "at_most": "-", "approx": "~"}


def mentions(narrative: str, anchor: date | None = ANCHOR) -> list[str]:
    """The mentions of the narrative in the notation."""
    return [_noted(mention) for mention in find(narrative, anchor).mentions]


def exclusions(narrative: str, anchor: date | None = ANCHOR) -> list[str]:
    """The exclusions of the narrative as ``text:reason``."""
    return [f"{each.text}:{each.reason}" for each in find(narrative, anchor).exclusions]


def unexplained(narrative: str) -> list[str]:
    """The numerals of the narrative that nothing explains."""
    return [span.of(narrative) for span in find(narrative, ANCHOR).unexplained]


def _noted(mention: Mention) -> str:
    return _noted_date(mention) if isinstance(mention, DateMention) else _noted_number(mention)


def _noted_number(mention: NumberMention) -> str:
    value = f"{mention.value:.12g}"
    if mention.value_max is not None:
        value += f"..{mention.value_max:.12g}"
    unit = "%" if mention.kind == "percentage" else mention.unit
    return f"{mention.text}={value}{unit}{_BOUNDS[mention.bound]}{'↓' if mention.falling else ''}"


def _noted_date(mention: DateMention) -> str:
    past, future = _days(mention.past), _days(mention.future)
    return f"{mention.text}={past}" if past == future else f"{mention.text}={past}|{future}"


def _days(days: DateRange) -> str:
    return str(days.first) if days.first == days.last else f"{days.first}..{days.last}"
