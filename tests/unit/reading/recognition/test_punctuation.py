"""Marks and blanks of recognised lines."""

import pytest

from extractor.reading.recognition.punctuation import normalised


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("截至5月底,已建成7座;", "截至5月底，已建成7座；"),
        ("完成1,234户,时间10:30", "完成1,234户，时间10:30"),
        ("(四)畅通群众出行", "（四）畅通群众出行"),
        ("截至 5 月底 已完成", "截至5月底已完成"),
        ("AI Plus 计划", "AI Plus计划"),
    ],
)
def test_marks_in_chinese_are_wide(read: str, expected: str) -> None:
    """A mark beside a Chinese character is a wide one; between digits and letters it stays."""
    assert expected == normalised(read, (), wide=True)


def test_measured_marks_prevail() -> None:
    """A mark is as wide as its room says, whatever was read."""
    assert "北侧,南侧，东" == normalised("北侧，南侧,东", (None, None, False, None, None, True, None), wide=True)


def test_page_with_narrow_marks() -> None:
    """Where the marks of a page are narrow, so is one whose room is not known."""
    assert "预计完工," == normalised("预计完工，", (), wide=False)
