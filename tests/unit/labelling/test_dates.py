"""Parts that dates play."""

from datetime import date

import pytest

from extractor.labelling import label
from extractor.records import DateLabel, DateMention, DateRange, Ledger
from extractor.spans import Span

from .marked import marked

ROWS = [
    ("explicit cut-off", "截至{@5月底}，已完成改造。", ["as_of"]),
    ("other spelling of the cut-off", "截止到{@4月20日}，累计完成。", ["as_of"]),
    ("bare up to at the start", "至{@2月20日}已复工。", ["as_of"]),
    ("expected", "预计{@7月中旬}投入使用。", ["planned"]),
    ("deadline after a plan", "计划{@9月底}前完成。", ["planned"]),
    ("strive for", "力争{@年底}前投用。", ["planned"]),
    ("next steps", "下步打算：{@12月上旬}完成设备安装。", ["planned"]),
    ("original plan", "原计划{@3月}动工。", ["planned"]),
    ("postponed to", "因供货延误，延至{@明年1月}架设。", ["planned"]),
    ("due", "应于{@9月底}前整改到位。", ["planned"]),
    ("not until", "设备采购需要到{@8月上旬}才开标。", ["planned"]),
    ("object brought forward", "{@3月}市水利局将《水库请示》报送省厅。", ["occurred"]),
    ("cut-off by one word", "止{@2月20日}，路基完成。", ["as_of"]),
    ("opened", "柏塘公园{@5月1日}开园。", ["occurred"]),
    ("in force from", "自{@1月1日}起执行新标准。", ["occurred"]),
    ("done before a day", "已于{@7月25日}前全部兑现到位。", ["occurred"]),
    ("meeting", "{@6月17日}召开推进会。", ["occurred"]),
    ("span of months", "{@1-7月份}发放低保金。", ["period"]),
    ("month of a figure", "{@4月}完成投资。", ["period"]),
    ("month reported on", "通报{@3月份}情况。", ["period"]),
    ("month before a figure", "{@5月}新设外资企业{9家}。", ["period"]),
    ("quarter", "{@一季度}发放补贴。", ["period"]),
    ("compared with", "较{@6月末}增加{2家}。", ["period"]),
    ("compared with a year end", "比{@去年底}提高{6.2个百分点}。", ["period"]),
    ("span of days", "{@6月15日至7月20日}暂停施工。", ["period"]),
    ("this month", "{@本月}收储指标。", ["period"]),
    ("due by the task", "{@7月底}前应完成{26座}。", ["planned"]),
    ("Traditional script", "預計{@2月底}完工。", ["planned"]),
]


@pytest.mark.parametrize(("reason", "template", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_parts(reason: str, template: str, expected: list[str]) -> None:
    """A date takes its part from the words around it and from its form."""
    labels = marked(template).label().labels

    assert expected == [one.role for one in labels if isinstance(one, DateLabel)], reason


def test_a_date_nearer_in_the_future_is_planned() -> None:
    """Without any cue the calendar decides: long past in one reading, soon in the other."""
    narrative = "截至6月15日，已招标；施工单位6月25日进场。"
    cut_off = DateRange(date(2031, 6, 15), date(2031, 6, 15))
    passed = DateRange(date(2030, 6, 25), date(2030, 6, 25))
    coming = DateRange(date(2031, 6, 25), date(2031, 6, 25))
    ledger = Ledger(
        mentions=(
            DateMention(span=Span(2, 7), text="6月15日", past=cut_off, future=cut_off, rule="test"),
            DateMention(span=Span(17, 22), text="6月25日", past=passed, future=coming, rule="test"),
        )
    )

    _, arrival = label(narrative, ledger).labels

    assert "planned" == getattr(arrival, "role", "")


def test_later_steps_of_a_plan_are_planned() -> None:
    """What is told to follow a planned step in its sentence, each step later than the last, is planned too."""
    narrative = "预计4月底开工，9月全面入住。"
    begun, since = date(2031, 4, 30), date(2031, 9, 1)
    ledger = Ledger(
        mentions=(
            DateMention(
                span=Span(2, 5),
                text="4月底",
                past=DateRange(begun.replace(year=2030), begun.replace(year=2030)),
                future=DateRange(begun, begun),
                rule="test",
            ),
            DateMention(
                span=Span(8, 10),
                text="9月",
                past=DateRange(since.replace(year=2030), date(2030, 9, 30)),
                future=DateRange(since, date(2031, 9, 30)),
                rule="test",
            ),
        )
    )

    assert ["planned"] * 2 == [getattr(each, "role", "") for each in label(narrative, ledger).labels]
