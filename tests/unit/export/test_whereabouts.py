"""Places in the original, in words."""

import pytest

from extractor.export.whereabouts import whereabouts
from extractor.records import Place


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place(), "", ""),
        (Place(paragraph=3), "第3段", "paragraph 3"),
        (Place(table=1, row=3, column=7), "表1 第3行第7列", "table 1 row 3, column 7"),
        (Place(page=2, table=1, row=3, column=7), "第2页 表1 第3行第7列", "page 2 table 1 row 3, column 7"),
        (Place(sheet="台账", row=5, column=7), "工作表“台账” G5", "sheet 台账 G5"),
        (Place(sheet="台账", row=1, column=28), "工作表“台账” AB1", "sheet 台账 AB1"),
        (Place(sheet="台账", row=1, column=702), "工作表“台账” ZZ1", "sheet 台账 ZZ1"),
    ],
)
def test_place_is_told_in_both_languages(place: Place, zh: str, en: str) -> None:
    """A reader finds the words by it."""
    assert (zh, en) == (whereabouts([place]), whereabouts([place], "en"))


def test_first_and_last_of_several() -> None:
    """Words over a page break stand in two places."""
    assert "第2页 – 第4页" == whereabouts([Place(page=2), Place(page=3), Place(page=4)])


def test_no_place() -> None:
    """Plain text has none."""
    assert not whereabouts([])
