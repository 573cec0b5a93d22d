"""Amounts a unit apart."""

import pytest

from .narratives import names


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
