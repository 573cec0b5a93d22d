"""Narratives for tests with their mentions marked in the text, so that no finder is needed.

``{12座}`` marks a number, ``{@5月底}`` a date; ``{~3位}`` is a number that the words around it call a
decrease. The narrative is the text without the marks.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from extractor.labelling import assemble, label
from extractor.records import (
    DateMention,
    DateRange,
    LabelledMark,
    Labelling,
    Ledger,
    Mention,
    NumberMention,
    PercentageLabel,
    QuantityLabel,
)
from extractor.spans import Span

_MARK = re.compile(r"\{([@~]?)([^{}]+)\}")
_NUMBER = re.compile(r"[\d.,]+|[一两二三四五六七八九十百]+")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_PAST = DateRange(date(2030, 5, 1), date(2030, 5, 31))
_FUTURE = DateRange(date(2031, 5, 1), date(2031, 5, 31))


class Marked(NamedTuple):
    """A narrative with its mentions."""

    narrative: str
    ledger: Ledger

    def label(self, task: str = "") -> Labelling:
        """The answer of the rules."""
        return label(self.narrative, self.ledger, task=task)

    def marks(self, task: str = "") -> tuple[LabelledMark, ...]:
        """The marks of the rules' answer."""
        return assemble(self.narrative, self.ledger, self.label(task))


def _value(text: str) -> tuple[float, str]:
    """Value and unit of a number as printed; enough for the sentences of these tests."""
    match = _NUMBER.match(text)
    assert match is not None
    digits, rest = match[0].replace(",", ""), text[match.end() :]
    scale = rest[:1] if rest[:1] in _SCALES else ""
    value = float(digits) if digits[0].isdigit() else float(_NUMERALS[digits])
    return value * _SCALES[scale], rest.removeprefix(scale)


def _mention(sign: str, text: str, span: Span) -> Mention:
    if sign == "@":
        return DateMention(span=span, text=text, past=_PAST, future=_FUTURE, rule="test")
    value, unit = _value(text)
    percent = unit in ("%", "成") or "百分" in unit
    return NumberMention(
        kind="percentage" if percent else "quantity",
        span=span,
        text=text,
        value=value,
        unit="" if percent else unit,
        falling=sign == "~",
        rule="test",
    )


def marked(template: str) -> Marked:
    """The narrative and mentions that `template` shows."""
    narrative = ""
    mentions: list[Mention] = []
    at = 0
    for match in _MARK.finditer(template):
        narrative += template[at : match.start()]
        span = Span(len(narrative), len(narrative) + len(match[2]))
        mentions.append(_mention(match[1], match[2], span))
        narrative += match[2]
        at = match.end()
    return Marked(narrative + template[at:], Ledger(mentions=tuple(mentions)))


def roles(template: str, task: str = "") -> list[str]:
    """The roles of the quantities of `template`, in order."""
    return [one.role for one in marked(template).label(task).labels if isinstance(one, QuantityLabel)]


def measures(template: str) -> list[str]:
    """Kind and role of the percentages of `template`, in order."""
    labels = marked(template).label().labels
    return [f"{one.measure} {one.role}" for one in labels if isinstance(one, PercentageLabel)]


def subjects(template: str, task: str = "") -> list[str]:
    """The subjects of the numbers of `template`, in order."""
    labels = marked(template).label(task).labels
    return [one.subject for one in labels if isinstance(one, QuantityLabel | PercentageLabel)]
