"""Steps ahead of the work, and amounts a unit apart; each check on a case that is wrong and on one that is right."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.pipeline import extract_narrative
from extractor.records import NarrativeRequest, ReportedStatus


def names(narrative: str, *, task: str = "", status: ReportedStatus | None = None) -> set[str]:
    """The checks that found something."""
    request = NarrativeRequest(
        id="a/1", narrative=narrative, anchor_date=date(2031, 6, 5), task=task, reported_status=status
    )
    return {finding.check for finding in extract_narrative(request).findings}


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


@pytest.mark.parametrize(
    ("narrative", "task", "expected"),
    [
        pytest.param("已完成投资3500万元。", "完成投资3500元。", True, id="ten thousand times"),
        pytest.param("已完成投资3500万元。", "完成投资3000万元。", False, id="surpassed"),
        pytest.param("已完成投资3500万元。", "新建管网3公里。", False, id="another unit"),
        pytest.param("已发放1926.7万元。", "每人补贴600元。", False, id="of many, to each"),
        pytest.param("计划投资3500万元。", "完成投资3500元。", False, id="not done"),
    ],
)
def test_unit_slip(narrative: str, task: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """What is thousands of times the target was written in another unit."""
    assert expected is ("unit_slip" in names(narrative, task=task))
