"""Done ÷ target against the printed percentage."""

from decimal import Decimal

import pytest

from extractor.spans import Span
from extractor.verification.claims import agrees

from .narratives import findings, names


@pytest.mark.parametrize(
    ("share", "printed", "value", "expected"),
    [
        ("51.505", "51.51%", 51.51, True),  # rounded
        ("60.34", "60%", 60, True),  # cut off
        ("60.9", "60%", 60, True),  # cut off, would round up
        ("97.83", "97.8%", 97.8, True),
        ("93.95", "93.96%", 93.96, True),  # one unit of the last digit
        ("27.0", "33.3%", 33.3, False),
        ("92.63", "92.36%", 92.36, False),  # digits changed about
    ],
)
def test_agrees(share: str, printed: str, value: float, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """A printed percentage agrees with a computed one to one unit of its last digit, or cut off there."""
    assert expected is agrees(Decimal(share), printed, value)


FITTING = [
    pytest.param("已建成7座，占目标任务的{58.3|85.3}%。", "新建公厕12座。", id="target of the task"),
    pytest.param("1～6月累计16.05亿元，占年计划50亿元的{32.1|31.2}%。", "", id="target in the phrase"),
    pytest.param(
        "6月完成46根，累计418根，占设计量（502根）的{83.3|38.3}%。", "", id="target in brackets in the phrase"
    ),
    pytest.param("发现隐患8716处，整改8598处，整改率{98.6|96.8}%。", "", id="rate of the work named"),
    pytest.param("应发补贴1417.34万元，实发1405.95万元，发放率为{99.2|92.9}%。", "", id="rate of a target"),
    pytest.param("12个项目，开工11个，开工率{91.7|97.1}%。", "", id="rate of what is begun"),
    pytest.param(
        "完成路基61.4公里、路面38.7公里，分别占年度任务的71.4%和{45|54}%。",
        "改建农村公路86公里，实施安防工程120公里。",
        id="in turn, of the one target that fits the other",
    ),
    pytest.param("计划甲区10公里、乙区20公里，完成6公里、8公里，分别占任务的60%、{40|45}%。", "", id="a target each"),
    pytest.param(
        "新增就业2371人，占年任务{91.2|92.1}%；开展培训2043人次，占年任务113.5%。",
        "新增就业2600人，开展培训1800人次。",
        id="a target each, of the task",
    ),
    pytest.param("累计完成2.3亿元，占年度投资计划4.4亿元的{52.9|53.9}%。", "", id="amounts are rounded too"),
]


@pytest.mark.parametrize(("narrative", "task"), FITTING)
def test_done_over_target(narrative: str, task: str) -> None:
    """A percentage that fits the amounts is left alone, one that does not is told."""
    head, _, rest = narrative.partition("{")
    (right, wrong), tail = rest.partition("}")[0].split("|"), rest.partition("}")[2]

    assert "completion_disagrees" not in names(f"{head}{right}{tail}", task=task)
    assert "completion_disagrees" in names(f"{head}{wrong}{tail}", task=task)


@pytest.mark.parametrize(
    ("narrative", "task"),
    [
        pytest.param("已发放120万元，占目标任务的30%。", "新建公厕12座。", id="another unit than the target's"),
        pytest.param(
            "甲县完成312公里，占任务的104%；乙县完成151公里，占任务的55.9%。", "硬化街巷890公里。", id="parts"
        ),
        pytest.param("完成管网1.8公里（含箱涵0.4公里），占任务的16%。", "新建管网11公里。", id="part in brackets"),
        pytest.param("已拆除174台、改气65台，完成率83.6%。", "整治燃煤锅炉286台。", id="two amounts done"),
        pytest.param(
            "申报58个、资金31.7亿元，审核通过22个、9.35亿元，通过率37.9%。", "", id="a rate of either of two units"
        ),
        pytest.param(
            "计划改造1.6万户，已动工1.31万户，完成1.12万户，完成率70%。", "", id="a rate of the first of three"
        ),
    ],
)
def test_percentages_of_something_else(narrative: str, task: str) -> None:
    """Where the words leave more than one reading, nothing is said."""
    assert "completion_disagrees" not in names(narrative, task=task)


def test_points_at_its_words() -> None:
    """The finding speaks of the quantity and the percentage, in both languages."""
    [finding] = findings("已建成7座，占目标任务的85.3%。", task="新建公厕12座。")

    assert (Span(3, 5), Span(12, 17)) == finding.spans
    assert "58.33%" in finding.zh
    assert "58.33 %" in finding.en


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("完成总工程量的120%。", True, id="nothing bears it out"),
        pytest.param("超额完成，占总工程量的120%。", False, id="surpassed in words"),
        pytest.param("已建成7座，占目标任务的117%。", False, id="with what was done"),
        pytest.param("完成总工程量的100%。", False, id="all"),
        pytest.param("产值同比增长120%。", False, id="growth"),
    ],
)
def test_more_than_all_of_the_work(narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """A completion of more than all is noticed where nothing bears it out."""
    assert expected is ("completion_over_whole" in names(narrative))
