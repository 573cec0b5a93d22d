"""What holds for every narrative: complete, ordered, exact offsets, linear."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.mentions import find, read_quote
from extractor.records import DateMention, Ledger, NumberMention
from extractor.spans import Span

from .notation import ANCHOR

_SCRAPS = st.sampled_from(
    [
        *(
            "截至5月底，",
            "完成",
            "3座",
            "两所",
            "1.26亿元",
            "近八成",
            "％",
            "５",
            "第二批",
            "二〇二四年",
            "十",
            "余",
            "万",
            "亿",
        ),
        *(
            "《2020年方案》",
            "“五一”",
            "“两癌”",
            "G310",
            "K7+050",
            "1-7月份",
            "2022.7.1-2023.6.30",
            "；",
            "\n",
            " ",
            "\t",
        ),
        *(
            "百分之",
            "三分之二",
            "至",
            "-",
            "—",
            "、",
            ".",
            "①",
            "Ⅲ",
            "同比下降",
            "约",
            "以上",
            "個",
            "半年",
            "半",
            "民國",
            "年",
            "月",
        ),
    ]
)
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_SCRAPS, max_size=12).map("".join))
_DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31)) | st.none()
_UNITS = st.sampled_from(
    ["座", "户", "公里", "平方米", "个", "人次", "万元", "亿元", "台（套）", "微克/立方米", "个工作日"]
)
_BEFORE = st.sampled_from(
    [("", "exact"), ("约", "approx"), ("不少于", "at_least"), ("不超过", "at_most"), ("近", "approx")]
)
_AFTER = st.sampled_from([("", "exact"), ("左右", "approx"), ("以上", "at_least"), ("以内", "at_most")])


def _spans(ledger: Ledger) -> list[Span]:
    return [
        *(mention.span for mention in ledger.mentions),
        *(exclusion.span for exclusion in ledger.exclusions),
        *ledger.unexplained,
    ]


@settings(max_examples=400, deadline=None)
@given(_TEXTS, _DAYS)
def test_ledger_is_complete_and_exact(narrative: str, anchor: date | None) -> None:
    """On any text: no error, spans apart and in order, texts as they stand, every digit in exactly one span."""
    ledger = find(narrative, anchor)
    spans = _spans(ledger)
    covered = [at for span in spans for at in range(*span)]

    assert len(set(covered)) == len(covered)
    assert all(0 <= span.start < span.end <= len(narrative) for span in spans)
    assert sorted(mention.span for mention in ledger.mentions) == [mention.span for mention in ledger.mentions]
    assert sorted(each.span for each in ledger.exclusions) == [each.span for each in ledger.exclusions]
    assert all(each.text == each.span.of(narrative) for each in (*ledger.mentions, *ledger.exclusions))
    assert {at for at, char in enumerate(narrative) if char.isdecimal()} <= set(covered)


@settings(max_examples=150, deadline=None)
@given(st.lists(_SCRAPS, max_size=10).map("".join), _DAYS)
def test_a_sentence_before_only_shifts(narrative: str, anchor: date | None) -> None:
    """A sentence without numerals before the narrative shifts every span and changes nothing else."""
    before = "各项工作有序推进。\n"
    plain, shifted = find("\n" + narrative, anchor), find(before + narrative, anchor)
    by = len(before) - 1

    assert [span.shift(by) for span in _spans(plain)] == _spans(shifted)
    assert [each.model_copy(update={"span": each.span.shift(by)}) for each in plain.mentions] == list(shifted.mentions)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**9), st.integers(0, 2), _UNITS, _BEFORE, _AFTER)
def test_a_rendered_quantity_reads_back(
    digits: int, places: int, unit: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    """A value put into words is read back with its span, unit and bound."""
    value = Decimal(digits).scaleb(-places)
    printed = f"{value:,}" if places == 0 and digits % 2 else f"{value}"
    text = printed + unit
    narrative = f"完成{before[0]}{text}{after[0]}，"
    scale = {"万": 10**4, "亿": 10**8}.get(unit[0], 1)

    mention = find(narrative, None).mentions[0]

    assert isinstance(mention, NumberMention)
    assert text == mention.text
    assert float(value * scale) == pytest.approx(float(mention.value))
    assert unit.removeprefix("万").removeprefix("亿") == mention.unit
    assert (before[1] if before[0] else after[1]) == mention.bound


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_a_rendered_day_reads_back(day: date, anchor: date) -> None:
    """A day with its year is that day; without, its readings are that day of a year on either side of the anchor."""
    full, bare = f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日"
    with_year, without = find(full, anchor).mentions[0], find(bare, anchor).mentions[0]

    assert isinstance(with_year, DateMention)
    assert isinstance(without, DateMention)
    assert (day, day, full) == (with_year.past.first, with_year.future.last, with_year.text)
    assert without.past.first <= anchor <= without.future.last
    assert (day.month, day.day) == (without.past.first.month, without.past.first.day)
    assert (day.month, day.day) == (without.future.first.month, without.future.first.day)


@pytest.mark.parametrize(
    ("unit", "mentions", "exclusions", "unexplained"),
    [
        pytest.param("1", 0, 1, 0, id="digits"),
        pytest.param("一", 0, 0, 1, id="ones"),
        pytest.param("万", 0, 0, 1, id="myriads"),
        pytest.param("1-", 0, 1, 0, id="chain"),
        pytest.param("第", 0, 0, 0, id="ordinals"),
        pytest.param("1、", 0, 1, 0, id="list"),
        pytest.param("一、", 0, 1, 0, id="Chinese list"),
        pytest.param("“", 0, 0, 0, id="quotation marks"),
        pytest.param("《", 0, 0, 0, id="title marks"),
        pytest.param("成", 0, 0, 0, id="tenths"),
        pytest.param(" 100", 0, 1, 0, id="spaced digits"),
        pytest.param("2020-", 0, 1, 0, id="years"),
        pytest.param("半", 0, 0, 0, id="halves"),
        pytest.param("约", 0, 0, 0, id="cues"),
    ],
)
def test_a_megabyte_of_one_thing(unit: str, mentions: int, exclusions: int, unexplained: int) -> None:
    """A long run of anything is taken in one go, not again from each of its characters."""
    ledger = find(unit * (1_000_000 // len(unit)), ANCHOR)

    assert (mentions, exclusions, unexplained) == (
        len(ledger.mentions),
        len(ledger.exclusions),
        len(ledger.unexplained),
    )


def test_every_mention_names_its_rule() -> None:
    """The rule of a mention is dotted, its first part the kind."""
    ledger = find("截至5月底完成3座、两所，投资1.2亿，占八成，近三分之二，春节前3-4个", ANCHOR)

    assert [
        *("date.month_end", "quantity.unit", "quantity.chinese", "quantity.money"),
        *("percentage.tenths", "percentage.fraction", "date.festival", "quantity.range"),
    ] == [mention.rule for mention in ledger.mentions]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("130余万元", "130余万元", id="a quantity"),
        pytest.param(" 5月底 ", "5月底", id="white space around a date"),
        pytest.param("完成3座", None, id="more than a mention"),
        pytest.param("3座5台", None, id="two mentions"),
        pytest.param("第2名", None, id="no mention"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_read_quote(quote: str, expected: str | None) -> None:
    """A quote is read when it is one mention and nothing else."""
    mention = read_quote(quote, ANCHOR)

    assert expected == (None if mention is None else mention.text)
