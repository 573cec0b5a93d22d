"""Where the cells of a table stand, and whether it is a table at all or a way to lay out a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from .boxes import Box, Cell, Line, Row, TableBox, contents, letters, lines
from .words import names_column

_FEW_ROWS = 6
_ARTICLE = 300
"""Letters of a cell that may be the article itself."""
_MOST_OF = 0.6
_MOST_PLACES = 1_000_000
"""Places of the grid that the cells of a table may ask for together."""
_LONGEST_LABEL = 16


class Placed(NamedTuple):
    """A cell in the grid; rows and columns count from 0."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


def placed(table: TableBox) -> list[Placed]:
    """The cells of `table` where a browser puts them, none over another, and no row or column without a cell.

    A span that would reach into another cell or out of its group of rows is cut.
    """
    found: list[Placed] = []
    first = 0
    rows = sorted(table.rows, key=lambda row: row.rank)
    for _, group in groupby(rows, key=lambda row: row.group):
        members = list(group)
        found.extend(_placed_in_group(members, first))
        first += len(members)
    return _without_gaps(found)


def _placed_in_group(rows: list[Row], first: int) -> Iterator[Placed]:
    widest = _widest(rows)
    taken: dict[int, int] = {}
    """The row below the last one that a column is taken to."""
    for at, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > at:
                column += 1
            asked = min(cell.columns, widest)
            free = (by for by in range(1, asked) if taken.get(column + by, 0) > at)
            width = next(free, asked) if taken else asked
            height = min(cell.rows or len(rows), len(rows) - at)
            if height > 1:
                taken.update(dict.fromkeys(range(column, column + width), at + height))
            yield Placed(cell, first + at, column, height, width)
            column += width


def _widest(rows: list[Row]) -> int:
    """The most columns that a cell is granted: as many as it asks for, as long as that stays within reason."""
    area = sum(min(cell.rows or len(rows), len(rows)) * cell.columns for row in rows for cell in row.cells)
    return max(len(row.cells) for row in rows) if area > _MOST_PLACES else area


def _without_gaps(cells: list[Placed]) -> list[Placed]:
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    dense = []
    for cell, row, column, height, width in cells:
        top, left = bisect_left(rows, row), bisect_left(columns, column)
        dense.append(
            Placed(cell, top, left, bisect_left(rows, row + height) - top, bisect_left(columns, column + width) - left)
        )
    return dense


def unfold(box: Box) -> None:
    """Takes apart the tables inside `box` that are none, innermost first."""
    for at, part in enumerate(box.parts):
        if isinstance(part, Box):
            unfold(part)
            if isinstance(part, TableBox) and _is_layout(part, placed(part)):
                box.parts[at] = _laid_out(part)
    if isinstance(box, TableBox):
        for row in box.rows:
            for cell in row.cells:
                unfold(cell)


def _is_layout(table: TableBox, cells: list[Placed]) -> bool:
    """Whether the cells are parts of a page rather than of a table."""
    table.headed = _is_headed(cells)
    if "presentation" in table.names.split() or all(cell.column == 0 for cell in cells):
        return True
    if table.headed:
        return False
    weights = [sum(letters(line.text) for line in lines(cell.cell)) for cell in cells]
    total = sum(weights)
    nested = sum(weight for weight, cell in zip(weights, cells, strict=True) if _holds_table(cell.cell))
    few = len({cell.row for cell in cells}) <= _FEW_ROWS
    return nested > total / 2 or (few and max(weights) >= max(_ARTICLE, _MOST_OF * total))


def _laid_out(table: TableBox) -> Box:
    """The contents of a table that is none, one cell after the other."""
    box = Box("div", table.names, table.parts)
    rows = sorted(table.rows, key=lambda row: row.rank)
    box.parts.extend(Box(cell.tag, cell.names, cell.parts) for row in rows for cell in row.cells)
    return box


def _is_headed(cells: list[Placed]) -> bool:
    labels = ("".join("".join(line.text.split()) for line in _own_lines(cell.cell)) for cell in cells)
    return sum(len(label) <= _LONGEST_LABEL and names_column(label) for label in labels) > 1


def _own_lines(box: Box) -> Iterator[Line]:
    for part in box.parts:
        if isinstance(part, Line):
            yield part
        elif isinstance(part, Box) and not isinstance(part, TableBox):
            yield from _own_lines(part)


def _holds_table(box: Box) -> bool:
    return any(isinstance(part, TableBox) or (isinstance(part, Box) and _holds_table(part)) for part in contents(box))
