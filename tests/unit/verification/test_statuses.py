"""The printed status against the narrative and its numbers."""

import pytest

from extractor.records import ReportedStatus

from .narratives import names, words

AGAINST_WORDS: list[tuple[str, ReportedStatus, str | None]] = [
    ("因资金未到位，项目处于停工状态。", "completed", "status_disagrees"),
    ("危桥改造完工5座，剩余一座因梁板未到货，延至明年1月架设。", "completed", "status_disagrees"),
    ("年度计划的26座水库已全部完工；第二批9座正在招标。", "completed", None),
    ("零工市场建成5个，日均进场700人左右。", "completed", None),
    ("因资金未到位，项目处于停工状态。", "on_track", "halt_unreported"),
    ("因资金未到位，项目处于停工状态。", "delayed", None),
]
TASK = "新建公厕12座。"
AGAINST_NUMBERS: list[tuple[str, ReportedStatus, str | None]] = [
    ("已建成公厕11座。", "completed", "completed_short"),
    ("完成目标任务的91.7%。", "completed", "completed_short"),
    ("已建成公厕12座。", "completed", None),
    ("已建成公厕11座以上。", "completed", None),
    ("新建公厕管理用房11间。", "completed", None),
    ("完成二季度目标任务的91.7%。", "completed", None),
    ("一期建成公厕5座。", "completed", None),
    ("已建成公厕3座。", "not_started", "begun_unreported"),
    ("已完成设计方案3份。", "not_started", None),
    ("计划建成公厕3座。", "not_started", None),
    ("已建成公厕12座，全部投入使用。", "delayed", "done_unreported"),
    ("完成目标任务的100%。", "on_track", "done_unreported"),
    ("已建成公厕12座，正在办理移交。", "delayed", None),
    ("已建成公厕12座，配套管网完成60%。", "on_track", None),
    ("已建成公厕11座。", "on_track", None),
]
STATUS_CHECKS = {"status_disagrees", "halt_unreported", "completed_short", "begun_unreported", "done_unreported"}


@pytest.mark.parametrize(("narrative", "status", "expected"), AGAINST_WORDS)
def test_status_against_words(narrative: str, status: ReportedStatus, expected: str | None) -> None:
    """Work left, blocked or halted speaks against a status, unless it is other work than what is done."""
    assert ([expected] if expected else []) == [one for one in names(narrative, status=status) if one in STATUS_CHECKS]


@pytest.mark.parametrize(("narrative", "status", "expected"), AGAINST_NUMBERS)
def test_status_against_numbers(narrative: str, status: ReportedStatus, expected: str | None) -> None:
    """What is done of the task's target speaks against a status that says otherwise."""
    found = [one for one in names(narrative, task=TASK, status=status) if one in STATUS_CHECKS]

    assert ([expected] if expected else []) == found


def test_all_targets_must_be_met() -> None:
    """Work of which one of two targets is met is not done."""
    narrative, task = "新增就业2371人，占年任务91.2%；开展培训2043人次。", "新增就业2600人，开展培训1800人次。"

    assert "done_unreported" not in names(narrative, task=task, status="on_track")
    assert ["2043人次"] == words("开展培训2043人次。", "done_unreported", task="开展培训1800人次。", status="delayed")


@pytest.mark.parametrize(
    ("narrative", "status", "expected"),
    [
        pytest.param("已完成项目招标。", "completed", True, id="tender"),
        pytest.param("已完成可研报告编制。", "completed", True, id="study"),
        pytest.param("已完成項目招標。", "completed", True, id="Traditional script"),
        pytest.param("已完成项目招标，现已竣工。", "completed", False, id="and the work"),
        pytest.param("已完成项目招标。", "on_track", False, id="not called completed"),
        pytest.param("已建成12座。", "completed", False, id="the work alone"),
    ],
)
def test_step_taken_for_work(narrative: str, status: ReportedStatus, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """A tender or a study is no completion of the work."""
    assert expected is ("step_taken_for_work" in names(narrative, status=status))
