"""Facts put briefly into words."""

from __future__ import annotations

from collections.abc import Iterable

from ..records import Blocker, Bound, Date, FieldConfidence, Number, Percentage, Quantity
from .words import Language, word


def summary(marks: Iterable[Quantity | Percentage | Blocker]) -> str:
    """The marks in Chinese, one a line."""
    return "\n".join(_line(mark) for mark in marks)


def in_words(mark: Quantity | Percentage | Date | Blocker, lang: Language = "zh") -> str:
    """What a mark amounts to: ``约 32,000 元``, ``2031-05-01 – 2031-05-31``, or the category of an obstacle."""
    match mark:
        case Quantity():
            return _amount(mark.value, mark.value_max, mark.bound, mark.unit, lang)
        case Percentage():
            return _amount(mark.value, mark.value_max, mark.bound, "%", lang)
        case Date():
            return f"{mark.from_}" if mark.from_ == mark.to else f"{mark.from_} – {mark.to}"
        case Blocker():
            halted = word("halted", mark.halted, lang)
            return word("category", mark.category, lang) + (f" · {halted}" if halted else "")


def _line(mark: Quantity | Percentage | Blocker) -> str:
    match mark:
        case Blocker():
            return f"【{in_words(mark)}】{mark.text}"
        case Percentage():
            return f"{mark.subject} {in_words(mark)}".strip()
        case Quantity():
            return f"{mark.subject} {in_words(mark)}（{word('quantities', mark.role)}）".strip()


def _amount(value: Number, value_max: Number | None, bound: Bound, unit: str, lang: Language) -> str:
    number = _plain(value) if value_max is None else f"{_plain(value)}–{_plain(value_max)}"
    measured = number + (unit if unit == "%" or not unit else f" {unit}")
    limit = word("bound", bound, lang)
    if not limit:
        return measured
    return f"{limit} {measured}" if bound == "approx" else f"{measured} {limit}"


def _plain(value: Number) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").rstrip(".")


def by_field(sure: FieldConfidence | None, lang: Language) -> str:
    """How likely each field of a fact is to be right, on one line; empty where it is not known."""
    told = (f"{word('confidence_of', name, lang)} {value:.2f}" for name, value in sure or () if value is not None)
    return "，".join(told) if lang == "zh" else ", ".join(told)
