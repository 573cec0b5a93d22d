"""Tables: their cells in the grid, and tables that are none."""

import pytest

from extractor.reading.blocks import Grid
from extractor.records import Place
from tests.unit.reading.composed import cells_of, grids_of, text_of
from tests.unit.reading.html.pages import page

PROSE = "截至6月底，已完成主体工程，累计完成投资500万元，其余在建。"


def grid(table: str) -> Grid:
    """The only table of a page."""
    (found,) = grids_of(page(f"<table>{table}</table>").blocks)
    return found


class TestSpans:
    """Merged cells, as browsers show them."""

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (  # merged down and across
                "<tr><td rowspan=2>1<td colspan=2>甲<tr><td>乙<td>丙",
                [(0, 0, 2, 1, "1"), (0, 1, 1, 2, "甲"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丙")],
            ),
            (  # beyond the end
                "<tr><td rowspan=9>1<td>甲<tr><td>乙",
                [(0, 0, 2, 1, "1"), (0, 1, 1, 1, "甲"), (1, 1, 1, 1, "乙")],
            ),
            (  # to the end of the group, and not into the next
                "<tbody><tr><td rowspan=0>1<td>甲<tr><td>乙<tbody><tr><td>2<td>丙",
                [(0, 0, 2, 1, "1"), (0, 1, 1, 1, "甲"), (1, 1, 1, 1, "乙"), (2, 0, 1, 1, "2"), (2, 1, 1, 1, "丙")],
            ),
            (  # wider than the table
                "<tr><td colspan=9>题<tr><td>1<td>甲",
                [(0, 0, 1, 2, "题"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "甲")],
            ),
            (  # into a cell from above
                "<tr><td>1<td rowspan=2>2<td>3<tr><td colspan=3>4",
                [(0, 0, 1, 1, "1"), (0, 1, 2, 1, "2"), (0, 2, 1, 1, "3"), (1, 0, 1, 1, "4")],
            ),
            (  # nonsense
                "<tr><td rowspan=x colspan=-1>1<td colspan=0>2<td colspan='2px'>3<tr><td>4<td>5<td>6<td>7",
                [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2"), (0, 2, 1, 2, "3"),
                 *((1, at, 1, 1, str(at + 4)) for at in range(4))],
            ),
            (  # rows and columns that nothing begins in are not seen
                "<tr><td rowspan=2 colspan=2>1<td rowspan=2>2<tr><tr><td colspan=2>3<td>4",
                [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2"), (1, 0, 1, 1, "3"), (1, 1, 1, 1, "4")],
            ),
            (  # foot above the body
                "<tfoot><tr><td>合计<td>9<tbody><tr><td>甲<td>4<thead><tr><th>县<th>数",
                [(0, 0, 1, 1, "县"), (0, 1, 1, 1, "数"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "4"),
                 (2, 0, 1, 1, "合计"), (2, 1, 1, 1, "9")],
            ),
            (  # rows of different lengths
                "<tr><td>1<tr><td>2<td>3",
                [(0, 0, 1, 1, "1"), (1, 0, 1, 1, "2"), (1, 1, 1, 1, "3")],
            ),
        ],
    )  # fmt: skip
    def test_cells_stand_where_browsers_put_them(
        self, rows: str, expected: list[tuple[int, int, int, int, str]]
    ) -> None:
        """Spans are granted as far as they meet no other cell and no end."""
        assert expected == cells_of(grid(rows))


class TestContents:
    """What stands in cells and around them."""

    def test_breaks_in_a_cell(self) -> None:
        """A break or paragraph in a cell is a line of its own."""
        found = grid("<tr><td>1<td><p>甲</p><p>乙<br>丙</p>丁")

        assert [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "甲\n乙\n丙\n丁")] == cells_of(found)

    def test_caption_and_strays_stand_before_the_table(self) -> None:
        """What is between the cells without being in one is shown above."""
        content = page("<table><caption>附表</caption>单位：万元<tr><td>1<td>甲<tr>注：快报数</table>")

        assert text_of(content) == "附表\n单位：万元\n注：快报数\n1\t甲"

    def test_fields_of_a_form(self) -> None:
        """What was filled in is read; a field to search the site by is not."""
        content = page(
            "<input value=请输入><table><tr><td>进展<td><input value=已完工5个><input type=hidden value=x></table>"
        )

        assert text_of(content) == "进展\t已完工5个"

    def test_form_between_row_and_cell(self) -> None:
        """Elements where none may be do not part cells from their row."""
        assert text_of(page("<table><tr><form><td>1<td>2</form><tr><td>3<td>4</table>")) == "1\t2\n3\t4"

    def test_cells_without_a_table(self) -> None:
        """Cells that stand alone are paragraphs."""
        assert text_of(page("<tr><td>1</td><td>2</td></tr>")) == "1\n2"

    def test_places_count_from_one(self) -> None:
        """A cell's place is its table, row and column; a nested table counts after the one that holds it."""
        found = grid("<tr><th>序号<th>进展情况<tr><td>1<td>甲<table><tr><td>3月<td>5个<tr><td>4月<td>6个</table>")
        (nested,) = grids_of(found.cells[3].blocks)

        assert [Place(table=1, row=2, column=2), Place(table=2, row=2, column=1)] == [
            found.cells[3].place,
            nested.cells[2].place,
        ]


class TestLayout:
    """Tables that lay out a page."""

    @pytest.mark.parametrize(
        "table",
        [
            "<table><tr><td>{}</td></tr></table>",
            "<table><tr><td>说明<td><p>甲</p>{}</table>",
            "<table><tr><td><table><tr><td>{}</table></table>",
            "<table role=presentation><tr><td>说明<td>{}</table>",
        ],
    )
    def test_table_inside_is_found(self, table: str) -> None:
        """The table that is one stands among the blocks, however many are around it."""
        inner = "<table><tr><th>序号<th>进展情况<tr><td>1<td>已完成5项</table>"

        assert ["序号", "进展情况", "1", "已完成5项"] == [
            text for *_, text in cells_of(grids_of(page(table.format(inner)).blocks)[0])
        ]

    def test_article_in_a_cell(self) -> None:
        """A cell that holds an article is a part of the page."""
        content = page(f"<table><tr><td>通报<td>专栏<tr><td>栏目<td>{f'<p>{PROSE}</p>' * 20}</table>")

        assert [] == grids_of(content.blocks)

    def test_long_narrative_is_no_article(self) -> None:
        """A table whose columns or rows are called as those of bulletins are is one, however long its cells."""
        rows = f"<tr><td>项目名称<td>东门路改造<tr><td>进展情况<td>{f'<p>{PROSE}</p>' * 30}"

        assert len(grid(rows).cells) == 4

    def test_one_cell_wide(self) -> None:
        """A table of one column is a run of paragraphs."""
        assert [] == grids_of(page("<table><tr><td>甲<tr><td>乙</table>").blocks)
