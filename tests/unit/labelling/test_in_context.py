"""What the rules take from around a mention: the day, the line, the whole, found by the finder itself."""

from datetime import date

import pytest

from extractor.labelling import assemble, label
from extractor.mentions import find
from extractor.records import Date, LabelledMark, Percentage, Quantity

ISSUED = date(2031, 7, 10)


def marks(narrative: str, task: str = "") -> list[LabelledMark]:
    """The marks of a narrative issued on 10 July 2031."""
    ledger = find(narrative, ISSUED)
    return list(assemble(narrative, ledger, label(narrative, ledger, task=task, anchor_date=ISSUED), ISSUED))


def roles(narrative: str) -> dict[str, str]:
    """The role of each quantity and date, by its words."""
    return {found.mark.text: found.mark.role for found in marks(narrative) if isinstance(found.mark, Quantity | Date)}


def days(narrative: str) -> list[str]:
    """The last day of each date."""
    return [str(found.mark.to) for found in marks(narrative) if isinstance(found.mark, Date)]


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("其余3处国庆节前全部建成。", "2031-10-01", id="to come, in words of completion"),
        pytest.param("预计6月底完工。", "2031-06-30", id="a plan for days just gone by"),
        pytest.param("预计5月投产。", "2031-05-31", id="a plan for a month just gone by"),
        pytest.param("6月底已完工。", "2031-06-30", id="done"),
        pytest.param("计划12月底完工。", "2031-12-31", id="a plan for days to come"),
        pytest.param("5月20日市长专题会议要求，9月前完工。", "2031-05-20", id="a meeting has been held"),
    ],
)
def test_years_by_the_issue_date(narrative: str, expected: str) -> None:
    """A date without a year is the nearest that its role allows; the first one of each narrative is looked at."""
    assert expected == days(narrative)[0]


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("余下2.4公里10月底前完成。", {"2.4公里": "pending", "10月底": "planned"}, id="promised by a date"),
        pytest.param("11个项目，开工10个。", {"11个": "target", "10个": "ongoing"}, id="a whole without a state"),
        pytest.param("将城南、城北四个中心确定为示范点。", {"四个": "actual"}, id="将 brings its object forward"),
        pytest.param(
            "新签约项目13个，其中10亿元以上项目2个、5000万元至1亿元项目5个、超20亿元项目6个。",
            {
                "13个": "actual",
                "2个": "actual",
                "5个": "actual",
                "6个": "actual",
                **dict.fromkeys(("10亿元", "5000万元至1亿元", "20亿元"), "reference"),
            },
            id="projects by size",
        ),
        pytest.param(
            "发放贷款100万元至200万元，惠及5家。", {"100万元至200万元": "actual", "5家": "actual"}, id="a range lent"
        ),
        pytest.param("将新建四个中心。", {"四个": "target"}, id="将 of the future"),
        pytest.param(
            "将补助标准由每人每月520元提高到570元。",
            {"520元": "reference", "570元": "actual"},
            id="将 before 由…提高到",
        ),
    ],
)
def test_roles(narrative: str, expected: dict[str, str]) -> None:
    """Structure around the number decides where cue words alone would mislead."""
    assert expected == roles(narrative)


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("北路点位因产权\n纠纷暂缓实施。", ["因产权\n纠纷暂缓实施"], id="a line broken inside a sentence"),
        pytest.param("管线迁改未完成，尚未进场。", ["管线迁改未完成，尚未进场"], id="the denied end of a need"),
        pytest.param("遇恶劣天气提前上岗。", [], id="what is provided for"),
        pytest.param("遇恶劣天气提前上岗、延迟下岗，共设高峰岗30个。", [], id="a habit of service"),
        pytest.param("遇高温天气，气温升至40℃，错峰作业。", [], id="a change of the weather alone"),
        pytest.param("遇大雪天气未发生一起滞留事件。", [], id="met with, and nothing came of it"),
        pytest.param("如遇大风天气，暂停高空作业。", [], id="a standing rule"),
        pytest.param("遇连续降雨，基坑无法开挖。", ["遇连续降雨，基坑无法开挖"], id="met with, and held up"),
        pytest.param("遇寒潮，未能按期开工。", ["遇寒潮，未能按期开工"], id="met with, and not begun"),
        pytest.param("两家企业均已停产。", [], id="a stop that was wanted"),
        pytest.param("抽检不合格87批次，已全部处置。", [], id="a finding with its number"),
    ],
)
def test_obstacles(narrative: str, expected: list[str]) -> None:
    """Obstacles are told from what only looks like one."""
    assert expected == [found.mark.text for found in marks(narrative) if found.mark.group == "blockers"]


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("增减 -1.40%", ("-1.40%", -1.4, "change"), id="a minus behind a space"),
        pytest.param("同比增减 −12人", ("−12人", -12, "change"), id="a minus of its own character"),
        pytest.param("环比增减 2.1%", ("2.1%", 2.1, "change"), id="增减 is no fall"),
    ],
)
def test_signed_changes(narrative: str, expected: tuple[str, float, str]) -> None:
    """A printed sign makes a change, and is kept."""
    mark = marks(narrative)[0].mark

    assert isinstance(mark, Quantity | Percentage)
    assert expected == (mark.text, mark.value, mark.role if isinstance(mark, Quantity) else mark.kind)


def test_a_line_does_not_tell_the_state_of_the_next() -> None:
    """In lines of names and values the plan of one is not that of the next."""
    assert {"30000万元": "target", "2150万元": "actual", "本月": "period"} == roles(
        "年度计划投资 30000万元\n本月 2150万元"
    )
