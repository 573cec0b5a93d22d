"""The rows of a table, each cell under the column that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..records import NOWHERE, Cell
from ..spans import Passage, Span
from .columns import Roles, Row
from .figures import is_empty
from .headers import Column
from .lattice import Lattice, beneath

_BY_WEIGHT = (
    "narrative",
    "outcome",
    "period",
    "figure",
    "task",
    "heading",
    "unit",
    "problem",
    "plan",
    "status",
    "deadline",
)
"""Whose column a cell belongs to that reaches over several."""


class Strip(NamedTuple):
    """One row of a table by its columns."""

    row: int
    span: Span
    """From its first cell to its last."""
    cells: tuple[tuple[Cell, ...], ...]
    """For each column the cells in it that are not empty; one merged over rows is there in each of them."""
    words: Row
    new: tuple[int, ...]
    """Columns with a cell that begins in this row and is not empty."""
    wide: bool
    """Whether one cell reaches over more than half of the columns."""

    def shares(self, other: Strip, column: int) -> bool:
        """Whether the two rows have a merged cell in common in `column`."""
        return column not in self.new and bool(self.cells[column]) and self.cells[column] == other.cells[column]


def strips(lattice: Lattice, columns: Sequence[Column], top: int, bottom: int) -> Iterator[Strip]:
    """The rows `top` to `bottom`, the latter left out, that say something new."""
    roles = [column.role for column in columns]
    for row in range(top, bottom):
        placed: list[list[Cell]] = [[] for _ in columns]
        wide = False
        for cell in lattice.rows[row]:
            reached = [place for place, column in enumerate(columns) if beneath((cell,), column.first, column.last)]
            if reached and not is_empty(lattice.passage(cell).text):
                placed[_home(reached, roles, placed)].append(cell)
                wide = wide or (cell.row == row and 2 * len(reached) > len(columns))
        new = tuple(place for place, cells in enumerate(placed) if any(cell.row == row for cell in cells))
        if new:
            words = tuple(Passage.join(map(lattice.passage, cells), "\n") if cells else NOWHERE for cells in placed)
            yield Strip(row, lattice.span_of(row, row + 1), tuple(map(tuple, placed)), words, new, wide)


def _home(reached: Sequence[int], roles: Roles, placed: Sequence[Sequence[Cell]]) -> int:
    free = [place for place in reached if not placed[place]] or reached
    return min(free, key=lambda place: (_rank(roles[place]), place))


def _rank(role: str | None) -> int:
    return _BY_WEIGHT.index(role) if role in _BY_WEIGHT else len(_BY_WEIGHT)
