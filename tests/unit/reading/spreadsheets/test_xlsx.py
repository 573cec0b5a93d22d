"""Excel workbooks."""

import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from extractor.errors import ReadError
from extractor.reading.blocks import Paragraph
from extractor.reading.spreadsheets.xlsx import read
from extractor.records import Place
from tests.unit.reading.composed import cells_of, checks_of, grids_of, text_of
from tests.unit.reading.grids import Laid, laid_grids
from tests.unit.reading.spreadsheets.workbooks import formatted, parts, rows, workbook

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
ROW = "<sheetData><row r='1'>{}</row></sheetData>"


def text(data: bytes) -> str:
    """The text of a workbook of which nothing is to be said."""
    content = read(data)

    assert set() == checks_of(content)
    return text_of(content)


class TestValues:
    """Cells as they are shown."""

    @pytest.mark.parametrize(
        ("value", "code", "expected"),
        [
            (0.5151, "0.00%", "51.51%"),
            (0.5151, "General", "0.5151"),
            (12345.6, "#,##0.00", "12,345.60"),
            (845.2, '0.0"万元"', "845.2万元"),
            (45448, 'yyyy"年"m"月"d"日"', "2024年6月5日"),
            (45448, "m/d/yyyy", "6/5/2024"),
            (3, "General", "3"),
        ],
    )
    def test_numbers(self, value: float, code: str, expected: str) -> None:
        """A number is read in its format."""
        assert expected == text(formatted(value, code))

    def test_calendar_of_1904(self) -> None:
        """A workbook may count its days from 1904."""

        def write(book: Workbook, sheet: Worksheet) -> None:
            sheet.write_datetime(0, 0, datetime(2024, 6, 5), book.add_format({"num_format": "yyyy-m-d"}))  # noqa: DTZ001

        assert text(workbook(write, date_1904=True)) == "2024-6-5"

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            (
                "<c t='inlineStr'><is><t>甲</t><r><t xml:space='preserve'> 乙</t></r><rPh><t>yi</t></rPh></is></c>",
                "甲 乙",
            ),
            ("<c t='str'><f>A2</f><v>甲_x000D_\n乙</v></c>", "甲\n乙"),
            ("<c t='b'><v>1</v></c><c t='b'><v>0</v></c>", "TRUE\tFALSE"),
            ("<c t='d'><v>2024-06-05</v></c>", "45448"),
            ("<c><v>1.5E3</v></c>", "1500"),
            ("<c><v>完成</v></c>", "完成"),  # no number, whatever its kind says
            ("<c t='s'><v>0</v></c><c t='s'><v>1</v></c>", "督查通报\t附表"),
            ("<c s='9'><v>5</v></c>", "5"),  # a style that is not there
            ("<c r='C1'><v>1</v></c><c><v>2</v></c><c r='B1'><v>3</v></c>", "3\t1\t2"),
        ],
    )
    def test_kinds(self, cell: str, expected: str) -> None:
        """Strings of every kind, truth values, dates by name, cells without a place."""
        strings = "<si><t>督查</t><phoneticPr/><rPh><t>du</t></rPh><r><t>通报</t></r></si><si><t>附表</t></si>"

        assert expected == text(parts(ROW.format(cell), strings=strings))

    @pytest.mark.parametrize("namespace", [STRICT, "http://example.org/other"])
    def test_other_namespaces(self, namespace: str) -> None:
        """The strict form of the format, and those of other programs, are read alike."""
        assert text(parts(ROW.format("<c><v>5</v></c>"), namespace=namespace)) == "5"

    def test_lines_in_a_cell(self) -> None:
        """A break in a cell is one of the text."""
        assert text(rows(["序号", "进展"], [1, "甲\n乙"])) == "序号\t进展\n1\t甲\n乙"

    def test_text_that_looks_like_a_formula(self) -> None:
        """What is no formula in the file is text."""
        assert text(workbook(lambda _, sheet: sheet.write_string(0, 0, "=1+1"))) == "=1+1"


class TestNotes:
    """What is told of values."""

    def test_formula_without_a_value(self) -> None:
        """A cell that was never calculated is read as empty and named."""
        book = openpyxl.Workbook()
        book.worksheets[0].append(["甲", "=1+1"])
        data = io.BytesIO()
        book.save(data)
        content = read(data.getvalue())

        assert ("甲", {"uncalculated"}) == (text_of(content), checks_of(content))
        assert "Sheet!B1" in content.notes[0].zh

    def test_formula_with_an_empty_value(self) -> None:
        """An empty text is a value."""
        assert text(parts(ROW.format("<c><v>1</v></c><c t='str'><f>A2</f><v></v></c>"))) == "1"

    def test_error(self) -> None:
        """An error is read as it is shown, and its cell named."""
        content = read(workbook(lambda _, sheet: sheet.write_formula(0, 0, "=A2/0", None, "#DIV/0!")))

        assert ("#DIV/0!", {"error_values"}) == (text_of(content), checks_of(content))

    def test_text_that_is_not_there(self) -> None:
        """A cell whose text the workbook lacks is told as an error."""
        content = read(parts(ROW.format("<c t='s'><v>9</v></c><c t='s'><v>-1</v></c>"), strings="<si><t>甲</t></si>"))

        assert ("\ufffd\t\ufffd", {"error_values"}) == (text_of(content), checks_of(content))

    def test_things_over_cells(self) -> None:
        """Comments, text boxes, pictures and charts are counted."""

        def write(book: Workbook, sheet: Worksheet) -> None:
            sheet.write(0, 0, 5)
            sheet.write_comment(0, 0, "批注")
            sheet.insert_textbox(2, 2, "注：快报数")
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=进度表!$A$1"})
            sheet.insert_chart(9, 9, chart)
            alone = book.add_chart({"type": "pie"})
            alone.add_series({"values": "=进度表!$A$1"})
            book.add_chartsheet("图").set_chart(alone)

        assert {"comments", "shapes", "charts", "chartsheets"} == checks_of(read(workbook(write)))


class TestHidden:
    """What is not seen is not read, and is told."""

    def test_rows_and_columns(self) -> None:
        """Hidden rows and columns are left out with what is in them."""

        def write(_: Workbook, sheet: Worksheet) -> None:
            for row in range(4):
                sheet.write_row(row, 0, [f"{row}{column}" for column in range(4)])
            sheet.set_row(1, None, None, {"hidden": True})
            sheet.set_row(2, 0)
            sheet.set_column(1, 1, None, None, {"hidden": True})
            sheet.set_column(2, 2, 0)

        content = read(workbook(write))

        assert ("00\t03\n30\t33", {"hidden_text"}) == (text_of(content), checks_of(content))

    def test_filter(self) -> None:
        """Rows that a filter hides are told as such."""

        def write(_: Workbook, sheet: Worksheet) -> None:
            sheet.write_column(0, 0, ["状态", "完成", "滞后"])
            sheet.autofilter(0, 0, 2, 0)
            sheet.filter_column(0, "x == 滞后")
            sheet.set_row(1, None, None, {"hidden": True})

        content = read(workbook(write))

        assert ("状态\n滞后", {"filtered_text"}) == (text_of(content), checks_of(content))

    @pytest.mark.parametrize("way", ["hide", "very_hidden"])
    def test_sheets(self, way: str) -> None:
        """Hidden and very hidden sheets are named."""

        def write(book: Workbook, sheet: Worksheet) -> None:
            sheet.write(0, 0, "甲")
            other = book.add_worksheet("底稿")
            other.write(0, 0, "乙")
            getattr(other, way)()

        content = read(workbook(write))

        assert ("甲", {"hidden_sheets"}) == (text_of(content), checks_of(content))
        assert "底稿" in content.notes[0].zh

    def test_empty_hidden_things_are_not_told(self) -> None:
        """Nothing is said of hidden rows and sheets that hold nothing."""

        def write(book: Workbook, sheet: Worksheet) -> None:
            sheet.write(0, 0, "甲")
            sheet.set_row(5, None, None, {"hidden": True})
            book.add_worksheet("底稿").hide()

        assert text(workbook(write)) == "甲"

    def test_format_that_shows_nothing(self) -> None:
        """A value in the format ;;; is not seen."""

        def write(book: Workbook, sheet: Worksheet) -> None:
            sheet.write(0, 0, "甲")
            sheet.write(0, 1, 100, book.add_format({"num_format": ";;;"}))

        assert ("甲", {"hidden_text"}) == (text_of(read(workbook(write))), checks_of(read(workbook(write))))

    def test_white_letters(self) -> None:
        """White letters are seen on a coloured ground alone, or where a table's style may colour it."""

        def write(book: Workbook, sheet: Worksheet) -> None:
            sheet.write(0, 0, "甲", book.add_format({"font_color": "white", "bg_color": "blue"}))
            sheet.write(0, 1, "乙", book.add_format({"font_color": "white"}))
            sheet.write(0, 2, "丙", book.add_format({"font_color": "white", "bg_color": "white"}))

        def write_table(book: Workbook, sheet: Worksheet) -> None:
            write(book, sheet)
            sheet.conditional_format(0, 0, 0, 5, {"type": "no_blanks", "format": book.add_format({"bg_color": "red"})})

        content = read(workbook(write))

        assert ("甲", {"hidden_text"}) == (text_of(content), checks_of(content))
        assert text(workbook(write_table)) == "甲\t乙\t丙"

    def test_words_under_a_merged_cell(self) -> None:
        """What a merged cell covers is not seen."""

        def write(_: Workbook, sheet: Worksheet) -> None:
            sheet.merge_range(0, 0, 0, 1, "甲")
            sheet.write(0, 1, "乙")

        content = read(workbook(write))

        assert ("甲", {"hidden_text"}) == (text_of(content), checks_of(content))


class TestTables:
    """Sheets as tables."""

    def test_places_are_those_of_the_workbook(self) -> None:
        """A cell's place has the numbers that Excel shows, whatever was left out above it."""

        def write(_: Workbook, sheet: Worksheet) -> None:
            sheet.write(9, 3, "甲")
            sheet.write(12, 5, "乙")
            sheet.set_row(11, None, None, {"hidden": True})

        (grid,) = grids_of(read(workbook(write)).blocks)

        assert [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, ""), (2, 0, 1, 1, ""), (2, 1, 1, 1, "乙")] == cells_of(grid)
        assert [Place(sheet="进度表", row=10, column=4), Place(sheet="进度表", row=13, column=6)] == [
            grid.cells[0].place,
            grid.cells[3].place,
        ]

    def test_merged_cell_that_is_partly_hidden(self) -> None:
        """It stands where the rest of it is seen."""

        def write(_: Workbook, sheet: Worksheet) -> None:
            sheet.write_column(0, 1, ["甲", "乙", "丙"])
            sheet.merge_range(0, 0, 2, 0, "住建局")
            sheet.set_row(0, None, None, {"hidden": True})

        (grid,) = grids_of(read(workbook(write)).blocks)

        assert [(0, 0, 2, 1, "住建局"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")] == cells_of(grid)

    def test_merges_that_overlap(self) -> None:
        """The earlier one holds."""
        merges = "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B2:C3'/><mergeCell ref='A9'/></mergeCells>"
        row = "<row r='{0}'><c r='A{0}'><v>{0}1</v></c><c r='B{0}'><v>{0}2</v></c><c r='C{0}'><v>{0}3</v></c></row>"
        content = read(parts(f"<sheetData>{''.join(row.format(at) for at in (1, 2, 3))}</sheetData>{merges}"))

        assert "11\t13\n23\n31\t32\t33" == text_of(content)

    def test_several_sheets_are_named(self) -> None:
        """A sheet's name stands above its table, where there are several with words."""

        def write(book: Workbook, sheet: Worksheet) -> None:
            sheet.write(0, 0, "甲")
            book.add_worksheet("空表")
            book.add_worksheet("附表").write(0, 0, "乙")

        content = read(workbook(write))

        assert "进度表\n甲\n附表\n乙" == text_of(content)
        assert [Place(sheet="进度表"), Place(sheet="附表")] == [
            block.place for block in content.blocks if isinstance(block, Paragraph)
        ]

    @settings(deadline=None)
    @given(laid_grids(least=1))
    def test_any_table_reads_back(self, laid: Laid) -> None:
        """A table of any merged cells is read as it was written."""

        def write(_: Workbook, sheet: Worksheet) -> None:
            for row, column, height, width, words in laid.cells:
                if height > 1 or width > 1:
                    sheet.merge_range(row, column, row + height - 1, column + width - 1, words)
                else:
                    sheet.write_string(row, column, words)

        assert [laid.cells] == [cells_of(grid) for grid in grids_of(read(workbook(write)).blocks)]


class TestRefusals:
    """Workbooks that cannot be read say why."""

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (rows([""]), "no_text"),
            (parts(ROW.format("<c><v>1</v>")), "damaged"),
            (parts("<sheetData><row r='1048577'><c><v>1</v></c></row></sheetData>"), "damaged"),
            (parts(ROW.format("<c r='XFE1'><v>1</v></c>")), "damaged"),
            (parts(ROW.format("<c><v>1</v></c>")).replace(b"one.xml", b"two.xml"), "damaged"),
            (rows(["甲"])[:-60], "damaged"),
        ],
    )
    def test_code_names_the_reason(self, data: bytes, code: str) -> None:
        """Empty, broken and cut off."""
        with pytest.raises(ReadError) as caught:
            read(data)

        assert code == caught.value.code

    def test_words_on_hidden_sheets_alone(self) -> None:
        """The message says what to do."""

        def write(book: Workbook, _: Worksheet) -> None:
            other = book.add_worksheet("底稿")
            other.write(0, 0, "乙")
            other.hide()

        with pytest.raises(ReadError, match="hidden sheets alone; unhide"):
            read(workbook(write))
