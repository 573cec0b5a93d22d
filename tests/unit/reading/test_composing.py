"""Blocks become one text that remembers where it came from."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.blocks import Block, Grid, GridCell, Paragraph, words
from extractor.reading.composing import Composition
from extractor.records import Cell, Located, Place
from extractor.spans import Span

CELL = Place(table=1, row=2, column=3)
texts = st.text(alphabet=st.sampled_from("甲乙1 \t\n\r\x00\x0b"), max_size=6)


def composed(*blocks: Block) -> Composition:
    """The `blocks` as one text."""
    composition = Composition()
    composition.add(blocks)
    return composition


def grids(inside: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    """Tables of one row whose cells hold some blocks."""
    return st.lists(st.lists(inside, max_size=2), min_size=1, max_size=3).map(
        lambda row: Grid(tuple(GridCell(0, column, tuple(blocks)) for column, blocks in enumerate(row)))
    )


blocks = st.recursive(st.builds(Paragraph, texts), grids, max_leaves=6)


def test_paragraphs_stand_on_lines_of_their_own() -> None:
    """Between two paragraphs stands one line feed."""
    assert "甲\n乙" == composed(Paragraph("甲"), Paragraph("乙")).text


def test_table_stands_row_by_row() -> None:
    """Cells are parted by tabs, rows by line feeds, and each cell knows its span and what it covers."""
    grid = Grid(
        (
            GridCell(0, 0, (Paragraph("序号"),), rows=2),
            GridCell(0, 1, (Paragraph("进展"),)),
            GridCell(1, 1, (Paragraph("已建成7座"),)),
        )
    )
    composition = composed(Paragraph("通报"), grid)
    [table] = composition.tables

    assert "通报\n序号\t进展\n已建成7座" == composition.text
    assert (Cell(Span(3, 5), 0, 0, 2, 1), Cell(Span(6, 8), 0, 1), Cell(Span(9, 14), 1, 1)) == table.cells
    assert Span(3, 14) == table.span


def test_place_of_a_cell_is_that_of_its_words() -> None:
    """Words in a cell stand where the cell stands, and on the page that they say themselves."""
    grid = Grid((GridCell(0, 0, (Paragraph("甲"), Paragraph("乙", Place(page=4))), place=CELL),))

    assert [
        Located(Span(0, 1), CELL),
        Located(Span(2, 3), Place(page=4, table=1, row=2, column=3)),
    ] == composed(grid).places


def test_tab_in_a_cell_parts_no_cells() -> None:
    """A tab that stands in a cell of the document is a space."""
    assert "甲 乙" == composed(Grid((GridCell(0, 0, (Paragraph("甲\t乙"),)),))).text


def test_nested_table_comes_before_its_holder() -> None:
    """A table in a cell is a table as well."""
    inner = Grid((GridCell(0, 0, (Paragraph("内"),)),))
    outer = Grid((GridCell(0, 0, (Paragraph("外"), inner)),))

    assert [Span(2, 3), Span(0, 3)] == [table.span for table in composed(outer).tables]


@given(st.lists(blocks, max_size=4))
def test_nothing_printable_is_lost(given_blocks: list[Block]) -> None:
    """Every character but control characters and line ends stands in the text, in order."""
    kept = [character for text in words(tuple(given_blocks)) for character in text if character in "甲乙1"]

    assert kept == [character for character in composed(*given_blocks).text if character in "甲乙1"]


@given(st.lists(blocks, max_size=4))
def test_cells_lie_in_their_table(given_blocks: list[Block]) -> None:
    """Spans of cells ascend, do not overlap, and stay inside the table's."""
    for table in composed(*given_blocks).tables:
        at = table.span.start
        for cell in table.cells:
            assert at <= cell.span.start <= cell.span.end <= table.span.end
            at = cell.span.end
