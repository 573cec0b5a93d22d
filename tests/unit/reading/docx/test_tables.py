"""Tables as grids."""

import pytest

from extractor.reading.blocks import Grid
from extractor.reading.docx import read
from extractor.records import Place
from tests.wordfiles import cell, paragraph, row, run, table, word

from .reading import checks_of, grid_of, text_of

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def wide(span: int) -> str:
    """A cell property: so many columns."""
    return f'<w:gridSpan w:val="{span}"/>'


class TestGrids:
    """Where cells stand."""

    def test_plain(self) -> None:
        """Rows and columns count from 0."""
        assert [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 1), ("丁", 1, 1, 1, 1)] == grid_of(
            table(row("甲", "乙"), row("丙", "丁"))
        )

    def test_merged_cells_stand_once(self) -> None:
        """Cells merged across and down are one cell that covers several."""
        body = table(
            row(cell("序号", DOWN), cell("进展", wide(2))),
            row(cell("", GOES_ON), "投资", "完成率"),
            row(cell("", GOES_ON), "3.2万元", "64%"),
        )

        assert [
            ("序号", 0, 0, 3, 1),
            ("进展", 0, 1, 1, 2),
            ("投资", 1, 1, 1, 1),
            ("完成率", 1, 2, 1, 1),
            ("3.2万元", 2, 1, 1, 1),
            ("64%", 2, 2, 1, 1),
        ] == grid_of(body)

    def test_block_merged_both_ways(self) -> None:
        """A cell may cover columns and rows at once."""
        body = table(row(cell("甲", wide(2) + DOWN), "乙"), row(cell("", wide(2) + GOES_ON), "丙"))

        assert [("甲", 0, 0, 2, 2), ("乙", 0, 2, 1, 1), ("丙", 1, 2, 1, 1)] == grid_of(body)

    def test_merges_that_do_not_fit_stay_apart(self) -> None:
        """A cell that goes on with nothing, or with another width, is a cell of its own."""
        body = table(row(cell("甲", DOWN), "乙"), row(cell("丙", wide(2) + GOES_ON)), row("丁", cell("戊", GOES_ON)))

        assert [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 2), ("丁", 2, 0, 1, 1), ("戊", 2, 1, 1, 1)] == (
            grid_of(body)
        )

    def test_merge_ends_with_the_next_cell(self) -> None:
        """A second merge below the first is another cell."""
        body = table(row(cell("甲", DOWN)), row(cell("", GOES_ON)), row(cell("乙", DOWN)), row(cell("", GOES_ON)))

        assert [("甲", 0, 0, 2, 1), ("乙", 2, 0, 2, 1)] == grid_of(body)

    def test_old_merge_across(self) -> None:
        """The older way to merge across is read too, once for each row."""
        begin, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
        body = table(row(cell("甲", begin), cell("", on), "乙"), row("丙", "丁", "戊"))

        assert [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1)] == grid_of(body)[:2]

    def test_ragged_rows(self) -> None:
        """Rows may begin late and end early."""
        body = table(
            row("甲", "乙", "丙"),
            row("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
            row("戊"),
        )

        assert [("丁", 1, 1, 1, 1), ("戊", 2, 0, 1, 1)] == grid_of(body)[3:]

    @pytest.mark.parametrize("span", ["0", "-5", "x", "1000000000", ""])
    def test_absurd_spans(self, span: str) -> None:
        """A width that is none is one column; no cell covers more than a table of Word has."""
        columns = grid_of(table(row(cell("甲", f'<w:gridSpan w:val="{span}"/>'))))[0][4]

        assert columns in (1, 63)

    def test_wrapped_rows_and_cells(self) -> None:
        """Rows and cells in content controls and custom XML are read in place."""
        control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
        rows = row("甲", "乙") + control.format(row("丙", "丁"))
        inner = f"<w:tr>{cell('戊')}{control.format(cell('己'))}<w:customXml>{cell('庚')}</w:customXml></w:tr>"

        assert "甲\t乙\n丙\t丁\n戊\t己\t庚" == text_of(table(rows, inner))

    def test_empty_table(self) -> None:
        """A table without a row is none."""
        assert "甲" == text_of(table() + paragraph("甲"))


class TestCells:
    """What stands in cells."""

    def test_nested_table(self) -> None:
        """A table in a cell is a grid in a grid."""
        body = table(row(cell(paragraph("上") + table(row("甲", "乙")) + paragraph("下")), "右"))
        outer = next(block for block in read(word(body)).blocks if isinstance(block, Grid))

        assert [False, True, False] == [isinstance(block, Grid) for block in outer.cells[0].blocks]
        assert "上\n甲\t乙\n下\t右" == text_of(body)

    def test_places(self) -> None:
        """Paragraphs and tables are counted together in the body; cells by table, row and column, all from 1."""
        body = paragraph("上") + table(row("甲", cell(table(row("子"))))) + paragraph("下") + table(row("乙"))
        blocks = read(word(body)).blocks
        first, second = (block for block in blocks if isinstance(block, Grid))
        inner = first.cells[1].blocks[0]

        assert [Place(paragraph=1), Place(paragraph=3)] == [
            block.place for block in blocks if not isinstance(block, Grid)
        ]
        assert [Place(table=1, row=1, column=1), Place(table=1, row=1, column=2)] == [
            each.place for each in first.cells
        ]
        assert isinstance(inner, Grid)
        assert [Place(table=2, row=1, column=1), Place(table=3, row=1, column=1)] == [
            inner.cells[0].place,
            second.cells[0].place,
        ]

    def test_several_paragraphs(self) -> None:
        """The paragraphs of a cell are lines."""
        assert "甲\n乙\t丙" == text_of(table(row(cell(paragraph("甲") + paragraph("乙")), "丙")))

    def test_inserted_cell_text(self) -> None:
        """Revisions in cells are read like those of the body."""
        changed = paragraph(f"<w:ins>{run('已完工')}</w:ins><w:del><w:r><w:delText>在建</w:delText></w:r></w:del>")

        assert ("已完工", ["deleted"]) == (text_of(table(row(cell(changed)))), checks_of(table(row(cell(changed)))))
