"""Quantities and percentages: number, range, measure word, and whether it counts anything."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ..records import Bound, Number
from ._cueing import bound_after, bound_before, falls, is_money
from ._numerals import Numeral, plain, read_chinese, read_figure
from ._tables import countable
from ._units import Measure, read_unit

_DASH = re.compile(r"[-—]{1,2}|~{1,2}|至|到")
_LISTED = re.compile(r"[、和及与]|以及")
_FRACTION = re.compile(
    r"(百|千|万|[一二三四五六七八九十百]{1,3}|[0-9]{1,3})分之"
    r"(百(?![0-9一二三四五六七八九十])|(?:[0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九十百两]+(?:点[零〇一二三四五六七八九]+)?))"
    r"((?:[-—]{1,2}|至|到)(?:百分之|千分之)?([0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九十百]+))?([余多几])?"
)
_SLASH = re.compile(r"([1-9])/([2-9]|10)(?![0-9/.年月日%])")
_TENTHS = re.compile(r"([一二三四五六七八九半])(?![个名家座所条台栋户处套部辆月日年万千百十成])|([余多几])")
_MAX_LIST = 12
_ANCHORED = frozenset("由从自")
_PER = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


class Amount(NamedTuple):
    """A quantity or percentage in the folded text."""

    start: int
    end: int
    value: Number
    value_max: Number | None
    unit: str
    bound: Bound
    falling: bool
    percentage: bool
    rule: str


class Refusal(NamedTuple):
    """A number that counts nothing real, and why."""

    end: int
    reason: str


class Reach(NamedTuple):
    """A number with its range and measure word, before it is judged."""

    end: int
    low: Decimal
    high: Decimal | None
    measure: Measure | None
    numeral: Numeral
    rule: str


def read_amount(text: str, at: int, previous: Amount | None) -> Amount | Refusal | None:
    """The quantity or percentage that begins with the figure or Chinese numeral at `at`.

    `previous` is the amount before it, whose bound and fall a list carries on. A `Refusal` is a
    number that the guidelines do not count; None where nothing can be read.
    """
    figure = text[at].isdecimal()
    special = _slash(text, at) if figure else _fraction(text, at)
    if special is not None:
        return _settle(text, at, special, previous)
    numeral = read_figure(text, at) if figure else read_chinese(text, at)
    if numeral is None:
        return None
    reach = _reach(text, at, numeral)
    if reach.measure is None:
        return _without_unit(text, at, reach, previous)
    if numeral.chinese and reach.measure.family != "percent":
        reason = _uncounted(text, at, reach)
        if reason:
            return Refusal(reach.end, reason)
    reason = _ordered(text, at, reach)
    if reason:
        return Refusal(reach.end, reason)
    return _settle(text, at, reach, previous)


def _reach(text: str, at: int, numeral: Numeral) -> Reach:
    measure = read_unit(text, numeral.end)
    if measure is not None and measure.factor == _TENTH:
        if not (1 <= numeral.value <= _TENTH):
            measure = None
        else:
            return _tenths(text, at, numeral, measure)
    end = measure.end if measure else numeral.end
    ranged = _ranged(text, at, numeral, measure, end)
    if ranged is not None:
        return ranged
    high = numeral.high
    kind = "percentage" if measure and measure.family == "percent" else "quantity"
    return Reach(end, numeral.value, high, measure, numeral, f"{kind}.{_way(numeral, high, measure)}")


_TENTH = 10


def _way(numeral: Numeral, high: Decimal | None, measure: Measure | None) -> str:
    if high is not None:
        return "range"
    if measure is not None and measure.family == "percent":
        return "sign" if measure.end - numeral.end == 1 else "point"
    return "chinese" if numeral.chinese else "unit"


def _ranged(text: str, at: int, numeral: Numeral, measure: Measure | None, end: int) -> Reach | None:
    """3-4个, 80%—99%, 40至60平方米: a second number of the same unit after a dash."""
    dash = _DASH.match(text, end)
    if dash is None or numeral.high is not None:
        return None
    if measure is not None and dash.group() in "至到" and at and text[at - 1] in _ANCHORED:
        return None
    start = dash.end()
    if start >= len(text):
        return None
    second = read_figure(text, start) if not numeral.chinese else read_chinese(text, start)
    if second is None:
        return None
    other = read_unit(text, second.end)
    if other is None or (measure is not None and (other.unit, other.factor) != (measure.unit, measure.factor)):
        return None
    low = numeral.value
    if measure is None and numeral.scale == 1 and second.scale > 1 and low <= second.value / second.scale:
        low *= second.scale
    if low >= second.value:
        return None
    kind = "percentage" if other.family == "percent" else "quantity"
    if other.factor == _TENTH:
        return Reach(other.end, low * _TENTH, second.value * _TENTH, other._replace(factor=1), numeral, f"{kind}.range")
    return Reach(other.end, low, second.value, other, second._replace(chinese=numeral.chinese), f"{kind}.range")


def _tenths(text: str, at: int, numeral: Numeral, measure: Measure) -> Reach:
    """八成, 四成半, 七成二, 六成多."""
    value, high, end, more = numeral.value * _TENTH, numeral.high, measure.end, numeral.more
    trail = _TENTHS.match(text, end)
    if trail and trail[1] and numeral.chinese:
        value += 5 if trail[1] == "半" else "零一二三四五六七八九".index(trail[1])
        end = trail.end()
    elif trail and trail[2]:
        more, end = True, trail.end()
    ranged = _ranged(text, at, numeral, measure, measure.end)
    if ranged is not None:
        return ranged
    return Reach(
        end,
        value,
        None if high is None else high * _TENTH,
        measure._replace(end=end, factor=1),
        numeral._replace(more=more),
        "percentage.tenths",
    )


def _fraction(text: str, at: int) -> Reach | None:
    """百分之五, 千分之三, 三分之二."""
    match = _FRACTION.match(text, at)
    if match is None:
        return None
    of, part, second = match[1], match[2], match[4]
    value, high = _number(part), _number(second) if second else None
    per = _PER.get(of)
    if per is None:
        whole = _number(of)
        if value is None or whole is None or not value <= whole:
            return None
        value = (value * 100 / whole).quantize(Decimal("0.01"))
        per = Decimal(1)
        high = None
    if value is None:
        return None
    numeral = Numeral(match.end(), value, None, 1, bool(match[5]), chinese=True)
    measure = Measure(match.end(), "", "percent", 1)
    return Reach(
        match.end(), value * per, None if high is None else high * per, measure, numeral, "percentage.fraction"
    )


def _slash(text: str, at: int) -> Reach | None:
    """2/3以上."""
    match = _SLASH.match(text, at)
    if match is None or int(match[1]) >= int(match[2]) or (at and text[at - 1] in "0123456789/."):
        return None
    value = (Decimal(match[1]) * 100 / Decimal(match[2])).quantize(Decimal("0.01"))
    numeral = Numeral(match.end(), value, None, 1, more=False, chinese=False)
    return Reach(match.end(), value, None, Measure(match.end(), "", "percent", 1), numeral, "percentage.fraction")


def _number(text: str) -> Decimal | None:
    if text[0].isdecimal():
        return Decimal(text)
    if text == "百":
        return Decimal(100)
    numeral = read_chinese(text, 0)
    return numeral.value if numeral and numeral.end == len(text) and numeral.high is None else None


def _without_unit(text: str, at: int, reach: Reach, previous: Amount | None) -> Amount | None:
    """A bare number: money, the first of a list that shares a unit, or a count without measure word."""
    listed = _listed(text, reach)
    if listed is not None:
        return _settle(text, at, listed, previous)
    numeral = reach.numeral
    if numeral.scale >= 10**4 and is_money(text, at, numeral.end):
        measure = Measure(numeral.end, "元", "measure", 1)
        return _settle(text, at, reach._replace(measure=measure, rule="quantity.money"), previous)
    if numeral.chinese and numeral.scale == 1:
        return None
    if numeral.scale == 1 and not _bare_stands(text, at, numeral.end):
        return None
    return _settle(text, at, reach._replace(rule="quantity.bare"), previous)


def _bare_stands(text: str, at: int, end: int) -> bool:
    """Whether a number without measure word reads as a count or level: words stand next to it."""
    before, after = text[at - 1 : at], text[end : end + 1]
    if before and (before.isascii() and before not in " \n:(" or before in "·/"):
        return False
    if text[at] == "0" and text[at + 1 : at + 2].isdecimal():
        return False
    if "\u4e00" <= after <= "\u9fff":
        return True
    return before in "（(：:" or "\u4e00" <= before <= "\u9fff"


def _listed(text: str, reach: Reach) -> Reach | None:
    """15.4、17.9个百分点: the unit stands after the last number of a list."""
    end = reach.numeral.end
    for _ in range(_MAX_LIST):
        joint = _LISTED.match(text, end)
        if joint is None or joint.end() >= len(text):
            return None
        read = read_chinese if reach.numeral.chinese else read_figure
        following = read(text, joint.end())
        if following is None:
            return None
        measure = read_unit(text, following.end)
        if measure is not None:
            return _share(reach, following, measure)
        end = following.end
    return None


def _share(reach: Reach, last: Numeral, measure: Measure) -> Reach | None:
    low = reach.low
    if measure.family == "percent":
        return reach._replace(measure=measure, low=low * Decimal(measure.factor), rule="percentage.list")
    if reach.numeral.scale == 1 and last.scale > 1:
        low *= last.scale
    return reach._replace(measure=measure, low=low, rule="quantity.list")


def _ordered(text: str, at: int, reach: Reach) -> str | None:
    """Why a figure with measure word is an order, not a count: 前3位, 施工至18层, 25日前."""
    unit = reach.measure.unit if reach.measure else ""
    before = text[at - 1 : at]
    if unit in ("位", "名", "强") and before in ("前", "后", "居", "列") and reach.low < _RANKS:
        return None if before == "后" and text[at - 2 : at] != "居后" else "rank"
    if unit == "层" and before in ("至", "到", "第", "负", "在"):
        return "floor"
    if unit == "日" and reach.rule == "quantity.unit" and reach.low <= _DAYS and _is_day(text, reach.end):
        return "day_without_month"
    return None


_RANKS = 100
_DAYS = 31


def _is_day(text: str, end: int) -> bool:
    return not text.startswith(("内", "以内", "之内", "时间", "游", "历"), end)


def _uncounted(text: str, at: int, reach: Reach) -> str | None:
    """Why a Chinese numeral with measure word counts nothing real; None where it does."""
    assert reach.measure is not None  # noqa: S101 - the caller has looked
    table = countable()
    unit, value = reach.measure.unit, reach.low
    many = value >= _TENTH or reach.numeral.more
    bare_scale = text[at] in "百千万亿" and reach.numeral.end - at == 1 and unit != "岁"
    if bare_scale:
        return "denominator" if text[at - 1 : at] in ("每", "按") else "vague"
    if (
        unit == "层"
        and text[at - 1 : at] in ("共", "高", "上", "下", "各", "均", "为")
        and text[at - 2 : at] not in _FLOORS
    ):
        return None
    if unit == "层":
        return "floor"
    if value == 1 and not many:
        return _one(text, at, reach, unit)
    if many or unit.partition("/")[0] in table.several or reach.measure.family == "occasion":
        if reach.measure.family == "thing" and not many and table.abstract.match(text, reach.end):
            return "summary"
        return None
    return "occasion" if unit in ("次", "轮", "遍", "趟", "回", "步") else "summary"


_FLOORS = frozenset(("至上", "到上"))


def _one(text: str, at: int, reach: Reach, unit: str) -> str | None:
    table = countable()
    before = text[at - 1 : at]
    if unit not in table.one:
        return "occasion" if unit in ("次", "批", "期", "轮", "层", "步", "届", "遍") else "determiner"
    if reach.measure is not None and reach.measure.family == "measure":
        return "determiner" if before in tuple("每同任某这那该") else None
    if before and before in table.determiners:
        return "determiner"
    if table.abstract.match(text, reach.end):
        return "summary"
    if (
        unit == "个"
        and not table.deliverable.search(text, reach.end, reach.end + 10)
        and text[reach.end : reach.end + 1].isalpha()
    ):
        return "determiner"
    return None


def _settle(text: str, at: int, reach: Reach, previous: Amount | None) -> Amount:
    measure = reach.measure
    percentage = measure is not None and measure.family == "percent"
    factor = (
        Decimal(str(measure.factor)) if measure is not None and percentage and measure.factor != _TENTH else Decimal(1)
    )
    start, sign = _signed(text, at, percentage=percentage)
    chained = (
        previous is not None
        and previous.end < at <= previous.end + 2
        and bool(_LISTED.fullmatch(text, previous.end, at))
    )
    bound = bound_before(text, at) or bound_after(text, reach.end)
    if bound is None and reach.numeral.more:
        bound = "at_least"
    if bound is None and chained and previous is not None and previous.unit == (measure.unit if measure else ""):
        bound = previous.bound if _carried(text, previous) else None
    falling = falls(text, at, share=percentage) or (chained and previous is not None and previous.falling)
    high = reach.high
    return Amount(
        start,
        reach.end,
        plain(sign * reach.low * factor),
        None if high is None else plain(high * factor),
        "" if measure is None else measure.unit,
        bound or "exact",
        falling and sign > 0,
        percentage,
        reach.rule,
    )


def _carried(text: str, previous: Amount) -> bool:
    return bound_before(text, previous.start) in ("at_least", "at_most") and text[previous.start - 1] != "超"


def _signed(text: str, at: int, *, percentage: bool) -> tuple[int, int]:
    """Where a printed minus makes the number begin, and the sign."""
    if at == 0 or text[at - 1] != "-" or text[at - 2 : at - 1] == "-":
        return at, 1
    before = text[at - 2 : at - 1]
    if before in _SIGN_AFTER or (percentage and "\u4e00" <= before <= "\u9fff"):
        return at - 1, -1
    return at, 1


_SIGN_AFTER = frozenset(("", "长", "（", "(", "为", "比", "：", ":", "，", "、", ","))
