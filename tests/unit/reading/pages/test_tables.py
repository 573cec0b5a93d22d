"""Ruled tables: merged cells, tables over pages, cells of several lines."""

from hypothesis import given

from extractor.reading.pages import Rule, blocks
from tests.unit.reading.composed import cells_of, grids_of
from tests.unit.reading.grids import Laid, laid_grids

from .printing import page, ruled, word

_XS = (72.0, 112.0, 312.0, 512.0)


def rows(*cells: tuple[str, ...], top: float = 100, number: int = 1) -> object:
    """A page with a table of three columns."""
    ys = [top + 30 * at for at in range(len(cells) + 1)]
    words = [
        word(text, _XS[column] + 5, ys[row] + 8) for row, line in enumerate(cells) for column, text in enumerate(line)
    ]
    return page([each for each in words if each.text], ruled(_XS, ys), number)


@given(laid_grids())
def test_merged_cells(laid: Laid) -> None:
    """Where a line between two cells is missing, they are one; every table comes back as it was drawn."""
    width, height = 100.0, 60.0
    rules, words = [], []
    for row, column, down, right, text in laid.cells:
        left, top = 20 + width * column, 20 + height * row
        edges = left, top, left + width * right, top + height * down
        rules += [Rule(*edges[:3], edges[1] + 0.5), Rule(edges[0], edges[3], edges[2], edges[3] + 0.5)]
        rules += [Rule(*edges[:2], edges[0] + 0.5, edges[3]), Rule(edges[2], edges[1], edges[2] + 0.5, edges[3])]
        words += [word(line, left + 5, top + 5 + 9 * at, 6) for at, line in enumerate(text.split("\n"))]

    (grid,) = grids_of(blocks([page(words, rules)]))

    assert [cell[:4] for cell in laid.cells] == [cell[:4] for cell in cells_of(grid)]
    assert ["".join(cell[4].split()) for cell in laid.cells] == ["".join(cell[4].split()) for cell in cells_of(grid)]


def test_table_over_pages() -> None:
    """A table that goes on is one; the header that is repeated is not read twice."""
    header = ("序号", "任务", "进展")
    first = rows(header, ("1", "新建公厕12座", "已建成7座。"))
    second = rows(header, ("2", "改造危桥3座", "全部完工。"), number=2)

    (grid,) = grids_of(blocks([first, second]))  # type: ignore[list-item]

    assert ["序号", "任务", "进展", "1", "新建公厕12座", "已建成7座。", "2", "改造危桥3座", "全部完工。"] == [
        cell[4] for cell in cells_of(grid)
    ]


def test_row_over_pages() -> None:
    """A row that the end of a page has cut is one row, and the words of its cells go on."""
    first = rows(("序号", "任务", "进展"), ("1", "新建公厕12座", "截至五月底已建成七座，其余五"))
    second = rows(("", "", "座正在装修。"), ("2", "改造危桥3座", "全部完工。"), number=2)

    (grid,) = grids_of(blocks([first, second]))  # type: ignore[list-item]

    assert "截至五月底已建成七座，其余五座正在装修。" == "".join(cells_of(grid)[5][4].split())
    assert 3 == max(cell[0] for cell in cells_of(grid)) + 1
