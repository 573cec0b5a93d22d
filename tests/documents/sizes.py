"""How large a table is, and how wide its columns."""

from __future__ import annotations

from typing import NamedTuple

from extractor.reading.blocks import Grid, words

_LEAST, _MOST = 4, 60
"""Characters that a column is at least and at most made room for."""


class Shape(NamedTuple):
    """Rows and columns of a table."""

    height: int
    width: int


def shape(grid: Grid) -> Shape:
    """The rows and columns that the cells of `grid` reach over."""
    height = max(cell.row + cell.rows for cell in grid.cells)
    return Shape(height, max(cell.column + cell.columns for cell in grid.cells))


def shares(grid: Grid) -> list[float]:
    """The share of the whole width that each column is given, by the length of its words."""
    room = [_LEAST] * shape(grid).width
    for cell in grid.cells:
        if cell.columns == 1:
            length = sum(map(len, words(cell.blocks)))
            room[cell.column] = min(_MOST, max(room[cell.column], length))
    return [each / sum(room) for each in room]
