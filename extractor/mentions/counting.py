"""Whether a number with its measure word counts anything real (see `docs/annotation.md`)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from .numerals import Numeral
from .tables import countable
from .units import Measure

_MANY = 10
_RANKS = 100
_DAYS = 31
_FLOORS = frozenset(("至上", "到上"))
_OCCASIONS = frozenset("次批期轮层步届遍趟回")
_STOREYS = frozenset("共高上下各均为")


class Reach(NamedTuple):
    """A number with its range and measure word, before it is judged."""

    end: int
    low: Decimal
    high: Decimal | None
    measure: Measure | None
    numeral: Numeral
    rule: str


def ordered(text: str, at: int, reach: Reach) -> str | None:
    """Why a figure with measure word is an order, not a count: 前3位, 施工至18层, 25日前."""
    unit = reach.measure.unit if reach.measure else ""
    before = text[at - 1 : at]
    if unit in ("位", "名", "强") and before in ("前", "后", "居", "列") and reach.low < _RANKS:
        return None if before == "后" and text[at - 2 : at - 1] in ("落", "退", "延", "推") else "rank"
    if unit == "层" and before in ("至", "到", "第", "负", "在"):
        return "floor"
    if unit == "月" or (unit == "日" and reach.low > _DAYS and text.startswith(("起", "前", "止"), reach.end)):
        return "damaged_date"
    if unit == "日" and reach.rule == "quantity.unit" and reach.low <= _DAYS and _is_day(text, reach.end):
        return "day_without_month"
    return None


def _is_day(text: str, end: int) -> bool:
    return not text.startswith(("内", "以内", "之内", "时间", "游", "历"), end)


def uncounted(text: str, at: int, reach: Reach) -> str | None:
    """Why a Chinese numeral with measure word counts nothing real; None where it does."""
    measure = reach.measure
    if measure is None:
        return None
    many = reach.low >= _MANY or reach.numeral.more
    if text[at] in "百千万亿" and reach.numeral.end - at == 1 and measure.unit != "岁":
        return "denominator" if text[at - 1 : at] in ("每", "按") else "vague"
    if measure.unit == "层":
        return None if text[at - 1 : at] in _STOREYS and text[at - 2 : at] not in _FLOORS else "floor"
    if reach.low == 1 and not many:
        return _one(text, at, reach.end, measure)
    return _several(text, reach, measure, many=many)


def _several(text: str, reach: Reach, measure: Measure, *, many: bool) -> str | None:
    table = countable()
    written = _written(text, reach.numeral.end, measure.end)
    if many or written in table.several or measure.family == "occasion":
        summed = measure.family == "thing" and not many and table.abstract.match(text, reach.end)
        return "summary" if summed else None
    return "occasion" if measure.unit in _OCCASIONS else "summary"


def _one(text: str, at: int, end: int, measure: Measure) -> str | None:
    """Why 一 counts nothing: it counts a deliverable (一座天桥) or measures (一公里)."""
    table = countable()
    before, unit = text[at - 1 : at], measure.unit
    if unit not in table.one:
        return "occasion" if unit in _OCCASIONS else "determiner"
    if before and before in table.determiners:
        return "determiner"
    if measure.family == "measure":
        return None
    if table.abstract.match(text, end):
        return "summary"
    noun = text[end : end + 1].isalpha()
    return "determiner" if unit == "个" and noun and not table.deliverable.search(text, end, end + 10) else None


def _written(text: str, start: int, end: int) -> str:
    """The measure word as it stands, without what it is counted by or an alternative in brackets."""
    return re.split(r"[/（(]", text[start:end], maxsplit=1)[0]
