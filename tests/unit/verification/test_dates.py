"""Dates against the issue date, 5 June 2031."""

import pytest

from .narratives import names

CUTOFFS = [
    pytest.param("截至6月底，已建成7座。", True, id="end of the month of issue"),
    pytest.param("截至7月底，已建成7座。", True, id="end of the next month"),
    pytest.param("截至5月底，已建成7座。", False, id="month before"),
    pytest.param("截至9月底，已建成7座。", False, id="too far ahead to be a slip"),
    pytest.param("截至去年6月底，已建成7座。", False, id="last year by name"),
    pytest.param("截至2030年6月底，已建成7座。", False, id="with its year"),
    pytest.param("6月底前建成7座。", False, id="no cut-off"),
]


def test_cutoff_after_issue() -> None:
    """Data cannot be of a day after the bulletin, nor of all of a month that has only begun."""
    assert "cutoff_after_issue" in names("截至2031年7月底，已建成7座。")
    assert "cutoff_after_issue" in names("截至6月，已建成7座。")
    assert "cutoff_after_issue" not in names("截至本月，已建成7座。")


@pytest.mark.parametrize(("narrative", "expected"), CUTOFFS)
def test_cutoff_read_as_last_year(narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """A cut-off without a year that may lie just ahead is told, not silently read as last year's."""
    assert expected is ("cutoff_unclear" in names(narrative))


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("计划2031年3月底前完成招标。", True, id="gone by"),
        pytest.param("计划9月底前完成招标。", False, id="ahead"),
        pytest.param("计划2031年3月底前完成招标，目前已完成招标。", False, id="done, in the same sentence"),
        pytest.param(
            "控制价已审定。计划2031年3月底前完成招标。已完成招标，正在签订合同。", False, id="done, further on"
        ),
        pytest.param("计划2031年3月底前完成招标，目前尚未完成招标文件编制。", True, id="not done in words"),
        pytest.param("原计划2031年3月底开工，因征地推迟至8月底。", False, id="moved, as the text says itself"),
        pytest.param("5月份CPI数据将在6月15日前后发布。", False, id="the period of figures still to come"),
        pytest.param("预计2031年3月底建成公厕10座，已建成公厕12座。", False, id="the amount is reached"),
        pytest.param(
            "2031年3月底前应建成公厕10座，实际建成8座，另有2座正在施工。", True, id="the amount is not reached"
        ),
    ],
)
def test_plan_overdue(narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """A plan for a day gone by is noticed unless the text says that it was met or moved."""
    assert expected is ("plan_overdue" in names(narrative))


def test_plan_of_completed_work() -> None:
    """Where the printed status is completed, a plan gone by was met."""
    assert "plan_overdue" not in names("2031年3月底前补发到位。", status="completed")
