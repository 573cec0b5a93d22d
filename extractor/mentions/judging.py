"""What a numeral is: rules of one signature, tried in order; the first that answers decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .amounts import Amount, Refusal, read_amount
from .dates import Context, Dated, read_date
from .exclusions import (
    Passed,
    chinese_name,
    enumerated,
    long_run,
    named,
    numbered,
    ordinal,
    place_name,
    vague,
    worded,
    year,
)
from .lazy import Lazy
from .numerals import chinese_end

_DATELIKE = Lazy(r"[0-9]{1,4}[年月日号季.\-—~至到、和/度]|[0-9]{5,6}月|[0-9]{3,4}日")
_CHINESE_DATELIKE = Lazy(r"[零〇一二三四五六七八九十]{1,6}[年月日号季至到、和及\-—~]|[五十七六八三][一八·]")
_YEAR_NEXT = frozenset("年-—~至/、和学届级")
_UNSURE = frozenset(("quantity.bare", "quantity.list"))
_FIRM = frozenset(
    {
        *("enumerator", "phase", "label", "clock_time", "school_year", "name", "parity"),
        *("fixed_term", "ordinal", "multiplication", "size_class", "serial"),
    }
)
"""Reasons that stand even where the numeral could be read as an amount."""
_DETERMINED_BY = frozenset("每按某")
_SCALES = frozenset("百千万亿十")

Finding = Amount | Dated | Passed


class Place(NamedTuple):
    """Where a numeral begins, and what has been read before it."""

    text: str
    at: int
    floor: int
    """Where the last finding ends."""
    context: Context
    amount: Amount | None
    """The last amount."""


Rule = Callable[[Place], Finding | None]


def judge_figure(place: Place) -> Finding | None:
    """What the figure at the place is."""
    return _first(_FIGURE_RULES, place)


def judge_chinese(place: Place) -> Finding | None:
    """What the Chinese numeral at the place is."""
    return _first(_CHINESE_RULES, place)


def judge_ordinal(place: Place) -> Finding | None:
    """What the 第 at the place begins: a quarter, or an ordinal."""
    return read_date(place.text, place.at, place.context) or ordinal(place.text, place.at)


def _first(rules: tuple[Rule, ...], place: Place) -> Finding | None:
    for rule in rules:
        found = rule(place)
        if found is not None:
            return found
    return None


def _named(place: Place) -> Passed | None:
    return named(place.text, place.at)


def _enumerated(place: Place) -> Passed | None:
    return enumerated(place.text, place.at)


def _dated(place: Place) -> Dated | None:
    if not _DATELIKE.match(place.text, place.at):
        return None
    return read_date(place.text, place.at, place.context)


def _numbered(place: Place) -> Passed | None:
    return numbered(place.text, place.at)


def _year(place: Place) -> Passed | None:
    """A bare year that is written as one."""
    text, at = place.text, place.at
    written = text[at] in "12" and (text[at + 4 : at + 5] in _YEAR_NEXT or text[at + 3 : at + 4] == "年")
    return year(text, at) if written or text[at - 1 : at] == "国" else None


def _amount(place: Place) -> Amount | Passed | None:
    found = read_amount(place.text, place.at, place.amount)
    if isinstance(found, Refusal):
        return Passed(place.at, found.end, found.reason)
    if found is None or found.rule not in _UNSURE:
        return found
    passed = long_run(place.text, place.at)
    if passed is None and found.rule == "quantity.bare":
        passed = year(place.text, place.at)
    return passed or found


def _last_resort(place: Place) -> Passed | None:
    return year(place.text, place.at) or long_run(place.text, place.at)


def _word_before(place: Place) -> Passed | None:
    """A word that begins before the numeral: 进一步, 统一."""
    word = worded(place.text, place.at, place.floor)
    return word if word is not None and word.start < place.at else None


def _vague(place: Place) -> Passed | None:
    return vague(place.text, place.at)


def _chinese_dated(place: Place) -> Dated | Passed | None:
    if not _CHINESE_DATELIKE.match(place.text, place.at):
        return None
    return read_date(place.text, place.at, place.context) or year(place.text, place.at)


def _chinese_amount(place: Place) -> Finding | None:
    """The longest of amount, word and name that begin with the numeral; a firm name wins."""
    text, at = place.text, place.at
    amount = read_amount(text, at, place.amount)
    end = amount.end if amount is not None else at
    word = worded(text, at, at)
    if word is not None and word.end > end:
        return word
    name = chinese_name(text, at)
    if name is not None and (not isinstance(amount, Amount) or name.end > end or name.reason in _FIRM):
        return name
    if isinstance(amount, Amount):
        return word if word is not None and word.end == end else amount
    if amount is not None:
        return word or Passed(at, amount.end, amount.reason)
    return word or place_name(text, at)


def _determined(place: Place) -> Passed | None:
    """每千人, 每一, 前三."""
    text, at = place.text, place.at
    before, end = text[at - 1 : at], chinese_end(text, at)
    if before == "前" and end - at == 1:
        return Passed(at - 1, end, "rank")
    if before in _DETERMINED_BY:
        return Passed(at, end, "denominator" if text[at] in _SCALES else "determiner")
    return None


def _lone_scale(place: Place) -> Passed | None:
    """万 or 千 without a number before it or a measure word behind: a character of a name, such as 万寿."""
    end = chinese_end(place.text, place.at)
    return Passed(place.at, end, "lexical") if end - place.at == 1 and place.text[place.at] in _SCALES else None


_FIGURE_RULES: tuple[Rule, ...] = (_named, _enumerated, _dated, _numbered, _year, _amount, _last_resort)
_CHINESE_RULES: tuple[Rule, ...] = (
    _word_before,
    _enumerated,
    _vague,
    _chinese_dated,
    _chinese_amount,
    _determined,
    _lone_scale,
)
