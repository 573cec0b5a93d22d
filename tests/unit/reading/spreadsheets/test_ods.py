"""OpenDocument spreadsheets."""

import pytest
from hypothesis import given, settings

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.blocks import Content
from extractor.reading.spreadsheets.ods import read
from tests.unit.reading.composed import cells_of, checks_of, grids_of, text_of
from tests.unit.reading.grids import Laid, laid_grids
from tests.unit.reading.spreadsheets.test_xls import write
from tests.unit.reading.spreadsheets.workbooks import converted, package, workbook

_NAMESPACES = {"office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing"}
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _NAMESPACES.items()
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
HIDDEN = "<style:style style:name='h'><style:table-properties table:display='false'/></style:style>"
ENDLESS = "table:number-rows-repeated='900000'"
SECOND_HIDDEN = "<table:table-column/><table:table-column table:visibility='collapse'/>"
RUBY = "<text:ruby><text:ruby-base>乙</text:ruby-base><text:ruby-text>yi</text:ruby-text></text:ruby>"


def sheets(tables: str, styles: str = "", **files: str) -> bytes:
    """An OpenDocument spreadsheet with these tables."""
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return package({"mimetype": _MIME, "content.xml": content, **files})


def sheet(rows: str, columns: str = "") -> Content:
    """An OpenDocument spreadsheet of one sheet."""
    return read(sheets(f'<table:table table:name="表1">{columns}{rows}</table:table>'))


def row(*cells: str, more: str = "") -> str:
    """A row; a cell that is no element holds a paragraph."""
    paragraph = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    written = (one if one.startswith("<") else paragraph.format(one) for one in cells)
    return f"<table:table-row {more}>{''.join(written)}</table:table-row>"


class TestOpenDocument:
    """Sheets of OpenDocument."""

    @pytest.mark.office
    def test_written_by_libreoffice(self) -> None:
        """Numbers are as shown, hidden rows and sheets are left out, merged cells are whole."""
        source = load(converted(workbook(write), "ods"), "a.ods")

        assert source.text == "进度表\n序号\t项目\t完成率\t日期\n1\t公厕\n改造\t51.51%\t2024-06-05\n路灯\t1\tTRUE"
        assert {"hidden_sheets", "hidden_text"} == {note.check for note in source.notes}

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (row("甲<text:s text:c='2'/>乙<text:tab/>丙<text:line-break/>丁"), "甲 乙 丙\n丁"),
            (row("甲</text:p><text:p>乙"), "甲\n乙"),
            (
                row("<table:table-cell table:number-columns-repeated='2'><text:p>甲</text:p></table:table-cell>"),
                "甲\t甲",
            ),
            (row("甲", more="table:number-rows-repeated='2'") + row("乙"), "甲\n甲\n乙"),
            (
                row("甲<text:ruby><text:ruby-base>乙</text:ruby-base><text:ruby-text>yi</text:ruby-text></text:ruby>"),
                "甲乙",
            ),
            (row("甲", "<table:table-cell table:number-columns-repeated='16383'/>"), "甲"),
            (row("甲") + row("<table:table-cell/>", more="table:number-rows-repeated='1048575'"), "甲"),
        ],
    )
    def test_cells(self, rows: str, expected: str) -> None:
        """Breaks, blanks and repetitions are those of the sheet; empty ends are cut."""
        content = sheet(rows)

        assert (expected, set()) == (text_of(content), checks_of(content))

    @pytest.mark.parametrize(
        ("rows", "columns", "expected", "check"),
        [
            (row("甲") + row("乙", more="table:visibility='collapse'"), "", "甲", "hidden_text"),
            (row("甲") + row("乙", more="table:visibility='filter'"), "", "甲", "filtered_text"),
            (row("甲", "乙"), SECOND_HIDDEN, "甲", "hidden_text"),
            (
                row("<table:table-cell table:number-columns-spanned='2'><text:p>甲</text:p></table:table-cell>",
                    "<table:covered-table-cell><text:p>乙</text:p></table:covered-table-cell>"),
                "", "甲", "hidden_text",
            ),
            (row("甲<office:annotation><text:p>批注</text:p></office:annotation>"), "", "甲", "comments"),
            (row("甲<draw:custom-shape><text:p>注</text:p></draw:custom-shape>"), "", "甲", "shapes"),
            (row("甲<draw:frame><draw:image/></draw:frame>"), "", "甲", "pictures"),
            (row("甲", "<table:table-cell table:formula='of:=1+1'/>"), "", "甲", "uncalculated"),
            (row("甲", "<table:table-cell office:value-type='error'><text:p>#REF!</text:p></table:table-cell>"), "",
             "甲\t#REF!", "error_values"),
        ],
    )  # fmt: skip
    def test_what_is_told(self, rows: str, columns: str, expected: str, check: str) -> None:
        """What is left out and what may be wrong is told."""
        content = sheet(rows, columns)

        assert (expected, {check}) == (text_of(content), checks_of(content))

    def test_hidden_sheet(self) -> None:
        """A sheet is hidden by its style."""
        tables = "".join(
            f"<table:table table:name='{name}' table:style-name='{shown}'>{row(name)}</table:table>"
            for name, shown in (("甲", "v"), ("乙", "h"))
        )
        content = read(sheets(tables, HIDDEN))

        assert ("甲", {"hidden_sheets"}) == (text_of(content), checks_of(content))

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (sheets("<table:table/>"), "no_text"),
            (package({"mimetype": _MIME}), "damaged"),
            (package({"mimetype": _MIME, "META-INF/manifest.xml": "<m><encryption-data/></m>"}), "locked"),
            (package({"mimetype": _MIME, "content.xml": "<a>"}), "damaged"),
            (
                sheets(f"<table:table>{row('甲', more=ENDLESS)}</table:table>"),
                "too_large",
            ),
        ],
    )
    def test_refusals(self, data: bytes, code: str) -> None:
        """Empty, broken, locked and endless sheets say so."""
        with pytest.raises(ReadError) as caught:
            read(data)

        assert code == caught.value.code

    @settings(deadline=None)
    @given(laid_grids(least=1))
    def test_any_table_reads_back(self, laid: Laid) -> None:
        """A table of any merged cells is read as it was written."""
        rows = [["<table:covered-table-cell/>"] * laid.width for _ in range(laid.height)]
        for at, column, height, width, words in laid.cells:
            spans = f"table:number-rows-spanned='{height}' table:number-columns-spanned='{width}'"
            lines = "".join(f"<text:p>{line}</text:p>" for line in words.split("\n"))
            rows[at][column] = f"<table:table-cell {spans}>{lines}</table:table-cell>"

        assert [laid.cells] == [
            cells_of(grid) for grid in grids_of(sheet("".join(row(*cells) for cells in rows)).blocks)
        ]
