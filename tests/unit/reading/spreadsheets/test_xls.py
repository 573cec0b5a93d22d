"""Legacy workbooks, as LibreOffice writes them."""

from datetime import datetime

import pytest
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from extractor.errors import ReadError
from extractor.reading import load
from extractor.records import Place
from tests.biff import BIFF5, BIFF8, container, label, number, record, stream
from tests.unit.reading.spreadsheets.workbooks import converted, workbook


def write(book: Workbook, sheet: Worksheet) -> None:
    """A table with merged cells, a date, a rate, a hidden row and a hidden sheet."""
    sheet.merge_range(0, 0, 0, 3, "进度表")
    sheet.write_row(1, 0, ["序号", "项目", "完成率", "日期"])
    sheet.merge_range(2, 0, 3, 0, 1)
    sheet.write(2, 1, "公厕\n改造")
    sheet.write(2, 2, 0.5151, book.add_format({"num_format": "0.00%"}))
    sheet.write_datetime(2, 3, datetime(2024, 6, 5), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    sheet.write_row(3, 1, ["路灯", 1, True])
    sheet.write(4, 1, "隐藏")
    sheet.set_row(4, None, None, {"hidden": True})
    other = book.add_worksheet("底稿")
    other.write(0, 0, "乙")
    other.hide()


@pytest.mark.office
def test_workbook() -> None:
    """Numbers are as shown, merged cells whole, hidden rows and sheets left out and told."""
    source = load(converted(workbook(write), "xls"), "a.xls")

    assert source.text == "进度表\n序号\t项目\t完成率\t日期\n1\t公厕\n改造\t51.51%\t2024-06-05\n路灯\t1\tTRUE"
    assert {"hidden_sheets", "hidden_text"} == {note.check for note in source.notes}
    assert source.tables[0].cells[5].rows == 2
    assert Place(sheet="进度表", row=3, column=1) == source.places_of(source.tables[0].cells[5].span)[0].place


@pytest.mark.office
@pytest.mark.parametrize("size", [1_600, 4_000])
def test_cut_off(size: int) -> None:
    """A workbook of which the end is missing is refused."""
    with pytest.raises(ReadError) as caught:
        load(converted(workbook(write), "xls")[:size], "a.xls")

    assert caught.value.code in ("damaged", "format")


def test_container_without_a_workbook() -> None:
    """What only looks like a workbook is refused."""
    with pytest.raises(ReadError) as caught:
        load(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf_16_le") + b"\0" * 2000, "a.xls")

    assert caught.value.code == "damaged"


@pytest.mark.parametrize(("version", "name"), [(BIFF5, "Book"), (BIFF8, "Workbook")])
def test_texts_of_both_versions(version: int, name: str) -> None:
    """Texts in a code page and in UTF-16 are read alike."""
    cells = label(0, 0, "序号", version) + label(0, 1, "完成率", version) + number(1, 0, 5)
    source = load(container(stream(cells, version), name), "a.xls")

    assert ("序号\t完成率\n5\t", ()) == (source.text, source.notes)


def test_locked() -> None:
    """A workbook behind a password says so."""
    with pytest.raises(ReadError) as caught:
        load(container(stream(number(0, 0, 5), BIFF8, first=record(0x2F, bytes(54))), "Workbook"), "a.xls")

    assert caught.value.code == "locked"


@pytest.mark.office
def test_things_on_cells() -> None:
    """Errors and comments are told; white letters and formats that show nothing are left out."""

    def marked(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_formula(0, 0, "=A2/0", None, "#DIV/0!")
        sheet.write(0, 1, "甲", book.add_format({"font_color": "white", "bg_color": "blue"}))
        sheet.write(0, 2, "乙", book.add_format({"font_color": "white"}))
        sheet.write(0, 3, 5, book.add_format({"num_format": ";;;"}))
        sheet.write_comment(0, 0, "批注")

    source = load(converted(workbook(marked), "xls"), "a.xls")

    assert ("#DIV/0!\t甲", {"error_values", "comments", "hidden_text"}) == (
        source.text,
        {note.check for note in source.notes},
    )
