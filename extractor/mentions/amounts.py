"""Quantities and percentages: number, range, measure word, and whether it counts anything."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..records import Bound, Number
from .counting import Reach, ordered, uncounted
from .cueing import bound_after, bound_before, falls, is_money
from .lazy import Lazy
from .numerals import Numeral, plain, read_chinese, read_figure
from .units import Measure, read_unit

_DASH = Lazy(r"[-—]{1,2}|~{1,2}|至|到")
_LISTED = Lazy(r"[、和及与]|以及")
_FRACTION = Lazy(
    r"(百|千|万|[一二三四五六七八九十百]{1,3}|[0-9]{1,3})分之"
    r"(百(?![0-9一二三四五六七八九十])|(?:[0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九十百两]+(?:点[零〇一二三四五六七八九]+)?))"
    r"((?:[-—]{1,2}|至|到)(?:百分之|千分之)?([0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九十百]+))?([余多几])?"
)
_SLASH = Lazy(r"([1-9])/([2-9]|10)(?![0-9/.年月日%])")
_TENTHS = Lazy(r"([一二三四五六七八九半])(?![个名家座所条台栋户处套部辆月日年万千百十成])|([余多几])")
_MAX_LIST = 12
_SCALE_HEADS = frozenset("百千万亿")
_MYRIAD = 10**4
_NEAR = 24
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


def read_amount(text: str, at: int, previous: Amount | None) -> Amount | Refusal | None:
    """The quantity or percentage that begins with the figure or Chinese numeral at `at`.

    `previous` is the amount before it, whose bound and fall a list carries on. A `Refusal` is a
    number that is not marked; None where nothing can be read.
    """
    figure = text[at].isdecimal()
    special = (_slash(text, at) if figure else None) or _fraction(text, at)
    if special is not None:
        return _settle(text, at, special, previous)
    numeral = read_figure(text, at) if figure else read_chinese(text, at)
    if numeral is None:
        return None
    reach = _reach(text, at, numeral)
    if reach.measure is None:
        return _without_unit(text, at, reach, previous)
    if numeral.chinese and reach.measure.family != "percent" and reach.rule != "quantity.half":
        reason = uncounted(text, at, reach)
        if reason:
            return Refusal(reach.end, reason)
    reason = ordered(text, at, reach)
    if reason:
        return Refusal(reach.end, reason)
    return _settle(text, at, reach, previous)


def _and_half(text: str, numeral: Numeral) -> Reach | None:
    """一个半月, 两个半小时."""
    match = _PIECE_AND_HALF.match(text, numeral.end)
    if match is None or numeral.high is not None or numeral.more:
        return None
    unit = "小时" if match[1] in ("小时", "钟头") else f"个{match[1]}"
    measure = Measure(match.end(), unit, "measure", 1)
    return Reach(match.end(), numeral.value + _HALF, None, measure, numeral, "quantity.half")


def _share_of_people(text: str, at: int, numeral: Numeral) -> Measure | None:
    """The 成 of 近五成群众, which could begin a word but for the bound before the number."""
    end = numeral.end
    if not text.startswith("成", end) or not 1 <= numeral.value <= _TENTH or bound_before(text, at) is None:
        return None
    return Measure(end + 1, "", "percent", _TENTH)


def _reach(text: str, at: int, numeral: Numeral) -> Reach:
    halved = _and_half(text, numeral)
    if halved is not None:
        return halved
    measure = read_unit(text, numeral.end) or _share_of_people(text, at, numeral)
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
    if measure is not None and measure.unit in _HALVED and high is None and _AND_HALF.match(text, end):
        return Reach(end + 1, numeral.value + _HALF, None, measure, numeral, "quantity.half")
    kind = "percentage" if measure and measure.family == "percent" else "quantity"
    return Reach(end, numeral.value, high, measure, numeral, f"{kind}.{_way(numeral, high, measure)}")


_TENTH = 10
_HALVED = frozenset(("年", "天", "小时", "倍", "公里"))
_HALF = Decimal("0.5")
_PIECE_AND_HALF = Lazy(r"个半(月|小时|钟头|学期|季度|工作日|星期)")
_AND_HALF = Lazy(r"半(?![载封数年])")


def _way(numeral: Numeral, high: Decimal | None, measure: Measure | None) -> str:
    if high is not None:
        return "range"
    if measure is not None and measure.family == "percent":
        return "sign" if measure.end - numeral.end == 1 else "point"
    return "chinese" if numeral.chinese else "unit"


def _ranged(text: str, at: int, numeral: Numeral, measure: Measure | None, end: int) -> Reach | None:
    """3-4个, 80%—99%, 40至60平方米: a second number of the same unit after a dash."""
    dash = _DASH.match(text, end)
    if dash is None or numeral.high is not None or dash.end() >= len(text):
        return None
    if measure is not None and dash.group() in "至到" and at and text[at - 1] in _ANCHORED:
        return None
    second = (read_chinese if numeral.chinese else read_figure)(text, dash.end())
    other = None if second is None else read_unit(text, second.end)
    if second is None or other is None or not _same(measure, other):
        return None
    low = numeral.value
    if measure is None and numeral.scale == 1 and second.scale > 1 and low <= second.value / second.scale:
        low *= second.scale
    if low >= second.value:
        return None
    times = _TENTH if other.factor == _TENTH else 1
    kind = "percentage" if other.family == "percent" else "quantity"
    return Reach(
        other.end,
        low * times,
        second.value * times,
        other._replace(factor=1) if times > 1 else other,
        second._replace(chinese=numeral.chinese),
        f"{kind}.range",
    )


def _same(measure: Measure | None, other: Measure) -> bool:
    return measure is None or (other.unit, other.factor) == (measure.unit, measure.factor)


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
    money_to = previous.end if previous is not None and previous.unit == "元" and at - previous.end < _NEAR else None
    if numeral.scale >= _MYRIAD and is_money(text, at, numeral.end, money_to):
        measure = Measure(numeral.end, "元", "measure", 1)
        return _settle(text, at, reach._replace(measure=measure, rule="quantity.money"), previous)
    if numeral.chinese and (numeral.scale == 1 or text[at] in _SCALE_HEADS):
        return None
    if numeral.scale == 1 and not _bare_stands(text, at, numeral.end):
        return None
    return _settle(text, at, reach._replace(rule="quantity.bare"), previous)


def _bare_stands(text: str, at: int, end: int) -> bool:
    """Whether a number without measure word reads as a count or level: words stand next to it."""
    before, after = text[at - 1 : at], text[end : end + 1]
    if before and ((before.isascii() and before not in " \n:(") or before in "·/"):
        return False
    if text[at] == "0" and text[at + 1 : at + 2].isdecimal():
        return False
    if "\u4e00" <= after <= "\u9fff":
        return True
    return before in "（(：:" or "\u4e00" <= before <= "\u9fff" or after == "+"


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


def _settle(text: str, at: int, reach: Reach, previous: Amount | None) -> Amount:
    measure = reach.measure
    percentage = measure is not None and measure.family == "percent"
    factor = (
        Decimal(str(measure.factor)) if measure is not None and percentage and measure.factor != _TENTH else Decimal(1)
    )
    start, sign = _signed(text, at, signed=percentage or (measure is not None and measure.unit == "摄氏度"))
    chained = (
        previous is not None
        and previous.end < at <= previous.end + 2
        and bool(_LISTED.fullmatch(text, previous.end, at))
    )
    bound = _bound(text, at, reach) or (_carried_bound(text, reach, previous) if chained and previous else None)
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


def _bound(text: str, at: int, reach: Reach) -> Bound | None:
    bound = bound_before(text, at) or bound_after(text, reach.end)
    if bound == "approx" and reach.measure is not None and reach.measure.unit == "年" and text[at - 1] == "近":
        return None
    return bound or ("at_least" if reach.numeral.more else None)


def _carried_bound(text: str, reach: Reach, previous: Amount) -> Bound | None:
    """不超过45元和20元: the bound of the number before it in a list of one unit."""
    same = previous.unit == ("" if reach.measure is None else reach.measure.unit)
    return previous.bound if same and _carried(text, previous) else None


def _carried(text: str, previous: Amount) -> bool:
    return bound_before(text, previous.start) in ("at_least", "at_most") and text[previous.start - 1] != "超"


def _signed(text: str, at: int, *, signed: bool) -> tuple[int, int]:
    """Where a printed minus makes the number begin, and the sign."""
    if at == 0 or text[at - 1] not in _MINUS or text[at - 2 : at - 1] in ("-", *_MINUS):
        return at, 1
    before = text[max(0, at - 4) : at - 1].rstrip(" ")[-1:]
    if before in _SIGN_AFTER or (signed and "\u4e00" <= before <= "\u9fff"):
        return at - 1, -1
    return at, 1


_MINUS = "-−－"
_SIGN_AFTER = frozenset(("", "长", "减", "幅", "差", "额", "（", "(", "为", "比", "：", ":", "，", "、", ",", "；"))
