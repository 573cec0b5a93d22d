"""Pages as blocks in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..blocks import Block
from .continuing import joined_tables
from .lattices import lattices_of
from .lines import Line, lines_of
from .model import Page
from .parts import Part, TablePart
from .setting import edges_of, set_in_page
from .tables import blocks_of, tables_of


def blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs and tables that stand on `pages`, each put together over lines and pages.

    A place has the page and the box where a block begins, and the certainty of its least certain word.
    """
    taken = [_Taken(page) for page in pages]
    widths: defaultdict[int, list[Line]] = defaultdict(list)
    for each in taken:
        widths[round(each.page.width)].extend(each.lines)
    edges = {width: edges_of(lines, width) for width, lines in widths.items()}
    parts = [part for each in taken for part in each.parts(edges[round(each.page.width)])]
    return blocks_of(joined_tables(parts))


class _Taken:
    """A page taken apart."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tables, free = tables_of(page, lattices_of(page.rules))
        self.lines = lines_of(word for word in free)

    def parts(self, edges: tuple[float, float]) -> list[Part]:
        """Lines and tables from top to bottom."""
        lines = set_in_page(self.lines, self.page, edges)
        placed: list[tuple[float, Part]] = [(line.line.top, line) for line in lines]
        placed += [(_top(table), table) for table in self.tables]
        return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _top(table: TablePart) -> float:
    return min(cell.edges[1] for cell in table.cells)
