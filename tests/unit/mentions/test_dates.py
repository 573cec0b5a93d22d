"""Dates: spans of calendar words only, and both readings of what the text leaves open."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.mentions import find

from .notation import exclusions, mentions

_OPEN_YEARS = [
    ("month", "4月完工", "4月=2023-04-01..2023-04-30|2024-04-01..2024-04-30"),
    ("month under way", "8月施工", "8月=2023-08-01..2023-08-31"),
    ("month to come", "9月开工", "9月=2022-09-01..2022-09-30|2023-09-01..2023-09-30"),
    ("month with 份", "5月份", "5月份=2023-05-01..2023-05-31|2024-05-01..2024-05-31"),
    ("month end", "截至2月底", "2月底=2023-02-28|2024-02-29"),
    ("month end, other word", "较6月末增加", "6月末=2023-06-30|2024-06-30"),
    ("month start", "7月初开工", "7月初=2023-07-01|2024-07-01"),
    ("day", "4月9日验收", "4月9日=2023-04-09|2024-04-09"),
    ("day with 号", "4月9号验收", "4月9号=2023-04-09|2024-04-09"),
    ("day over the turn of the year", "11月30日", "11月30日=2022-11-30|2023-11-30"),
    ("day with 前后", "5月1日前后", "5月1日=2023-05-01|2024-05-01"),
    ("day with spaces", "3 月1 5 日", "3 月1 5 日=2023-03-15|2024-03-15"),
    ("first third", "10月上旬", "10月上旬=2022-10-01..2022-10-10|2023-10-01..2023-10-10"),
    ("second third", "6月中旬", "6月中旬=2023-06-11..2023-06-20|2024-06-11..2024-06-20"),
    ("last third", "2月下旬", "2月下旬=2023-02-21..2023-02-28|2024-02-21..2024-02-29"),
    ("first two thirds", "6月上中旬", "6月上中旬=2023-06-01..2023-06-20|2024-06-01..2024-06-20"),
    ("quarter", "二季度", "二季度=2023-04-01..2023-06-30|2024-04-01..2024-06-30"),
    ("quarter with 第", "第二季度", "第二季度=2023-04-01..2023-06-30|2024-04-01..2024-06-30"),
    ("first quarter", "首季", "首季=2023-01-01..2023-03-31|2024-01-01..2024-03-31"),
    ("quarter end", "四季度末", "四季度末=2022-12-31|2023-12-31"),
    ("half year", "上半年", "上半年=2023-01-01..2023-06-30"),
    ("second half", "下半年", "下半年=2023-07-01..2023-12-31"),
    ("months from the first", "首九個月", "首九個月=2023-01-01..2023-09-30"),
    ("first quarters", "前三季度", "前三季度=2023-01-01..2023-09-30"),
    ("first months", "前5個月", "前5個月=2023-01-01..2023-05-31|2024-01-01..2024-05-31"),
    ("first two months", "前两个月", "前两个月=2023-01-01..2023-02-28|2024-01-01..2024-02-29"),
    ("year end", "年底前", "年底=2022-12-31|2023-12-31"),
    ("year end, other word", "年末", "年末=2022-12-31|2023-12-31"),
    ("months from 元", "元-4月完成投资", "元-4月=2023-01-01..2023-04-30|2024-01-01..2024-04-30"),
    ("months from 元月", "元月至4月", "元月至4月=2023-01-01..2023-04-30|2024-01-01..2024-04-30"),
    ("元 of an amount before a month", "补助欧元至6月底", "6月底=2023-06-30|2024-06-30"),
    ("months with a hyphen", "1-7月份", "1-7月份=2023-01-01..2023-07-31"),
    ("months with a dash", "1—3月份", "1—3月份=2023-01-01..2023-03-31|2024-01-01..2024-03-31"),
    ("months with two hyphens", "2--4月份", "2--4月份=2023-02-01..2023-04-30|2024-02-01..2024-04-30"),
    ("months with 至", "1至6月", "1至6月=2023-01-01..2023-06-30"),
    ("months with a tilde", "8~9月", "8~9月=2023-08-01..2023-09-30"),
    ("months named twice", "9月—12月", "9月—12月=2022-09-01..2022-12-31|2023-09-01..2023-12-31"),
    ("months as a mean", "1—11月均值", "1—11月=2023-01-01..2023-11-30"),
    ("days with dots", "4.8-7.19", "4.8-7.19=2023-04-08..2023-07-19|2024-04-08..2024-07-19"),
    ("days with dots and dash", "3.8—5.20", "3.8—5.20=2023-03-08..2023-05-20|2024-03-08..2024-05-20"),
    ("cut-off with a dot", "截至5.31，", "5.31=2023-05-31|2024-05-31"),
    ("days of two months", "6月15日至7月20日", "6月15日至7月20日=2023-06-15..2023-07-20|2024-06-15..2024-07-20"),
    ("days of one month", "9月10日至12日", "9月10日至12日=2022-09-10..2022-09-12|2023-09-10..2023-09-12"),
    ("days of one month, one 日", "3月15至16日", "3月15至16日=2023-03-15..2023-03-16|2024-03-15..2024-03-16"),
    ("over the turn of the year", "10月至次年3月", "10月至次年3月=2023-10-01..2024-03-31"),
    ("Chinese month", "五月底", "五月底=2023-05-31|2024-05-31"),
    ("Chinese day", "十月一日", "十月一日=2022-10-01|2023-10-01"),
    ("Chinese compound day", "十一月二十日", "十一月二十日=2022-11-20|2023-11-20"),
    ("January by its name", "今年元月至3月", "今年元月至3月=2023-01-01..2023-03-31"),
    ("quarters", "一至三季度", "一至三季度=2023-01-01..2023-09-30"),
    ("lost 月", "1031日", "1031日=2022-10-31|2023-10-31"),
]

_GIVEN_YEARS = [
    ("day", "2020年1月1日", "2020年1月1日=2020-01-01"),
    ("spaces", "2020 年 1 月 1 日", "2020 年 1 月 1 日=2020-01-01"),
    ("month", "2022年10月", "2022年10月=2022-10-01..2022-10-31"),
    ("month end", "2024年6月底", "2024年6月底=2024-06-30"),
    ("year end", "2022年底", "2022年底=2022-12-31"),
    ("quarter", "2024年二季度", "2024年二季度=2024-04-01..2024-06-30"),
    ("first quarter", "2019年首季", "2019年首季=2019-01-01..2019-03-31"),
    ("half year", "2024年上半年", "2024年上半年=2024-01-01..2024-06-30"),
    ("months", "2023年1—7月份", "2023年1—7月份=2023-01-01..2023-07-31"),
    ("the year carries over in a range", "2022年7月至9月", "2022年7月至9月=2022-07-01..2022-09-30"),
    ("two years in a range", "2021年3月至2022年5月", "2021年3月至2022年5月=2021-03-01..2022-05-31"),
    ("next year in a range", "2022年12月至次年3月", "2022年12月至次年3月=2022-12-01..2023-03-31"),
    ("dots", "2022.7.1-2023.6.30", "2022.7.1-2023.6.30=2022-07-01..2023-06-30"),
    ("dots, one year", "2022.7.1-9.30", "2022.7.1-9.30=2022-07-01..2022-09-30"),
    ("months with dots", "2023.3-2023.5", "2023.3-2023.5=2023-03-01..2023-05-31"),
    ("one day with hyphens", "截至2020-05-31", "2020-05-31=2020-05-31"),
    ("Republican year", "民國112年3月底", "民國112年3月底=2023-03-31"),
    ("Republican year, bare", "110年3月底", "110年3月底=2021-03-31"),
    ("Republican range", "109年7月至112年12月", "109年7月至112年12月=2020-07-01..2023-12-31"),
    ("two-digit year", "23年5月", "23年5月=2023-05-01..2023-05-31"),
    ("Chinese year", "二〇二四年五月", "二〇二四年五月=2024-05-01..2024-05-31"),
    ("lost 年", "20209月", "20209月=2020-09-01..2020-09-30"),
    ("this month", "本月", "本月=2023-08-01..2023-08-31"),
    ("a day of this month", "本月20日", "本月20日=2023-08-20"),
    ("third of this month", "本月中旬", "本月中旬=2023-08-11..2023-08-20"),
    ("end of this month", "本月底", "本月底=2023-08-31"),
    ("month end without month", "月底前", "月底=2023-08-31"),
    ("last month", "受上月降雨影响", "上月=2023-07-01..2023-07-31"),
    ("end of last month", "较上月末", "上月末=2023-07-31"),
    ("start of next month", "下月初", "下月初=2023-09-01"),
    ("this quarter's end", "本季度末", "本季度末=2023-09-30"),
    ("this year", "今年3月", "今年3月=2023-03-01..2023-03-31"),
    ("last year", "去年12月中旬", "去年12月中旬=2022-12-11..2022-12-20"),
    ("end of last year", "比上年末增加", "上年末=2022-12-31"),
    ("end of last year, other word", "较去年底", "去年底=2022-12-31"),
    ("next year", "明年一季度", "明年一季度=2024-01-01..2024-03-31"),
    ("the year after", "次年1月", "次年1月=2024-01-01..2024-01-31"),
    ("last year to this", "去年11月至今年1月", "去年11月至今年1月=2022-11-01..2023-01-31"),
]

_FESTIVALS = [
    ("spring festival", "春节前", "春节=2023-01-22|2024-02-10"),
    ("the holiday", "春节期间", "春节=2023-01-21..2023-01-27|2024-02-10..2024-02-17"),
    ("Traditional script", "春節前", "春節=2023-01-22|2024-02-10"),
    ("national day", "力争国庆节前", "国庆节=2022-10-01|2023-10-01"),
    ("national holiday", "国庆期间", "国庆=2022-10-01..2022-10-07|2023-09-29..2023-10-06"),
    ("quoted", "预计“五一”前开放", "五一=2023-05-01|2024-05-01"),
    ("bare", "五一前完成", "五一=2023-05-01|2024-05-01"),
    ("figures that need a sign", "“十一”黄金周", "十一=2022-10-01..2022-10-07|2023-09-29..2023-10-06"),
    ("mid-autumn", "中秋前", "中秋=2022-09-10|2023-09-29"),
    ("dragon boat", "端午期间", "端午=2023-06-22..2023-06-24|2024-06-08..2024-06-10"),
    ("qingming", "清明前", "清明=2023-04-05|2024-04-04"),
    ("new year", "元旦前", "元旦=2023-01-01|2024-01-01"),
    ("of a year", "去年国庆", "去年国庆=2022-10-01"),
]


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [pytest.param(narrative, expected, id=why) for why, narrative, expected in (*_OPEN_YEARS, *_GIVEN_YEARS)],
)
def test_date(narrative: str, expected: str) -> None:
    """A calendar expression keeps its own words only and has a past and a future reading."""
    assert [expected] == mentions(narrative)


@pytest.mark.parametrize(
    ("narrative", "expected"), [pytest.param(narrative, expected, id=why) for why, narrative, expected in _FESTIVALS]
)
def test_festival(narrative: str, expected: str) -> None:
    """A festival is its day, or its public holiday where the text speaks of the whole of it."""
    assert [expected] == mentions(narrative)


@pytest.mark.parametrize(
    ("anchor", "narrative", "expected"),
    [
        (date(2022, 1, 21), "1-12月份", "1-12月份=2021-01-01..2021-12-31|2022-01-01..2022-12-31"),
        (date(2022, 2, 10), "前三季度", "前三季度=2021-01-01..2021-09-30|2022-01-01..2022-09-30"),
        (date(2022, 5, 10), "上半年", "上半年=2022-01-01..2022-06-30"),
        (date(2019, 11, 15), "1-10月份", "1-10月份=2019-01-01..2019-10-31"),
        (date(2019, 11, 15), "1-3月份", "1-3月份=2019-01-01..2019-03-31|2020-01-01..2020-03-31"),
    ],
)
def test_months_from_january_on(anchor: date, narrative: str, expected: str) -> None:
    """They tell of the year before where half a year is yet to come, and are this year's where they ended of late."""
    assert [expected] == mentions(narrative, anchor)


def test_lists_of_days_and_months() -> None:
    """The later members of a list share the month that the first names, the earlier ones the unit."""
    assert ["5月10日=2023-05-10|2024-05-10", "12日=2023-05-12|2024-05-12"] == mentions("5月10日、12日")
    assert ["7=2023-07-01..2023-07-31|2024-07-01..2024-07-31", "8月份=2023-08-01..2023-08-31"] == mentions("7、8月份")
    assert ["三=2023-07-01..2023-09-30", "四季度=2022-10-01..2022-12-31|2023-10-01..2023-12-31"] == mentions(
        "三、四季度"
    )


def test_the_month_of_the_date_before() -> None:
    """当月 and 次月 refer to the month last named; right after it, 当月 says nothing new."""
    assert ["1月份=2023-01-01..2023-01-31|2024-01-01..2024-01-31", "当月=2023-01-01..2023-01-31"] == mentions(
        "1月份全市完成，当月无到位"
    )
    assert ["10月=2022-10-01..2022-10-31|2023-10-01..2023-10-31"] == mentions("10月当月完成")


@pytest.mark.parametrize("narrative", ["5月底", "本月", "春节前", "1-7月份", "年底", "去年3月"])
def test_no_anchor_date(narrative: str) -> None:
    """Without an anchor date an open year is an exclusion with that reason."""
    ledger = find(narrative, None)

    assert ((), ["no_anchor_date"]) == (ledger.mentions, [each.reason for each in ledger.exclusions])


def test_year_in_text_needs_no_anchor() -> None:
    """A date whose year is printed is read without an anchor date."""
    assert ["2020年5月底=2020-05-31"] == mentions("截至2020年5月底", None)


@pytest.mark.parametrize("narrative", ["6月31日", "2023年2月29日", "19月", "35日起"])
def test_damaged_date(narrative: str) -> None:
    """A day or month that does not exist is no date and says so."""
    assert ([], "damaged_date") == (mentions(narrative), exclusions(narrative)[0].rpartition(":")[2])


def test_leap_day_lies_years_away() -> None:
    """The readings of 2月29日 are the leap years around the anchor date."""
    assert ["2月29日=2020-02-29|2024-02-29"] == mentions("2月29日")


@pytest.mark.parametrize(
    "narrative",
    [
        "2021年",
        "今年",
        "全年",
        "2024年度",
        "去年同期",
        "目前",
        "近日",
        "近期",
        "下一步",
        "年初",
        "2019-20年度",
        "112年度",
        "民國110年",
    ],
)
def test_not_a_date(narrative: str) -> None:
    """Bare years and vague times are no dates."""
    assert [] == mentions(narrative)


def test_far_anchor_dates() -> None:
    """Anchor dates at the ends of the calendar are no error."""
    assert [] == mentions("5月底", date.min)
    assert [] == mentions("5月底", date.max)
