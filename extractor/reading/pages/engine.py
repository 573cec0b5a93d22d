"""Pages as blocks in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..blocks import Block
from .continuing import joined_tables
from .furniture import furniture
from .lattices import lattices_of
from .lines import Line, lines_of
from .model import Page
from .parts import Part, TablePart
from .setting import edges_of, set_in_page
from .tables import blocks_of, tables_of


class Laid(NamedTuple):
    """The text of some pages."""

    blocks: tuple[Block, ...]
    margins: int
    """Characters of the running heads and page numbers that were left out."""


def blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs and tables that stand on `pages`, each put together over lines and pages.

    A place has the page and the box where a block begins, and the certainty of its least certain word.
    """
    return laid_out(pages).blocks


def laid_out(pages: Sequence[Page]) -> Laid:
    """As `blocks`, with an account of what was left out."""
    taken = [_Taken(page) for page in pages]
    margins = furniture([(each.page, each.lines) for each in taken])
    widths: defaultdict[int, list[Line]] = defaultdict(list)
    for each in taken:
        each.lines = [line for line in each.lines if (each.page.number, line) not in margins]
        widths[round(each.page.width)].extend(each.lines)
    edges = {width: edges_of(lines, width) for width, lines in widths.items()}
    parts = [part for each in taken for part in each.parts(edges[round(each.page.width)])]
    return Laid(blocks_of(joined_tables(parts)), sum(len("".join(line.text.split())) for _, line in margins))


class _Taken:
    """A page taken apart."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tables, free = tables_of(page, lattices_of(page.rules))
        self.lines = lines_of(free)

    def parts(self, edges: tuple[float, float]) -> list[Part]:
        """Lines and tables from top to bottom."""
        lines = set_in_page(self.lines, self.page, edges)
        placed: list[tuple[float, Part]] = [(line.line.top, line) for line in lines]
        placed += [(_top(table), table) for table in self.tables]
        return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _top(table: TablePart) -> float:
    return min(cell.edges[1] for cell in table.cells)
