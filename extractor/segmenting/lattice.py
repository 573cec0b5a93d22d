"""A table as rows and columns: which cell covers each place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from ..records import Cell, Table
from ..spans import Passage, Span
from .documents import Document

_row = attrgetter("row")
_WIDEST = 100
"""Most columns in which cells may begin; what is wider is no table of items."""


class Lattice:
    """A table of a document, its places found by row and column."""

    def __init__(self, document: Document, table: Table) -> None:
        self._document = document
        self.span = table.span
        self.cells = table.cells if len({cell.column for cell in table.cells}) <= _WIDEST else ()

    @cached_property
    def height(self) -> int:
        """Rows in which a cell begins, and those above them."""
        return max((cell.row + 1 for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """Columns that cells reach over."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells that cover each row, by column; one merged over several rows is in each of them."""
        covering: list[list[Cell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            for row in covering[cell.row : cell.row + cell.rows]:
                row.append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in covering)

    def passage(self, cell: Cell) -> Passage:
        """The words of a cell."""
        return self._document.passage(*cell.span).strip()

    def span_of(self, top: int, bottom: int) -> Span:
        """Where the cells stand that begin in rows `top` to `bottom`, the latter left out."""
        first, after = (bisect_left(self.cells, row, key=_row) for row in (top, bottom))
        return Span(self.cells[first].span.start, self.cells[after - 1].span.end) if first < after else Span(0, 0)


def beneath(cells: Sequence[Cell], first: int, last: int) -> list[Cell]:
    """Those of `cells` that share a column with `first` to `last`, the latter left out."""
    return [cell for cell in cells if cell.column < last and first < cell.column + cell.columns]
