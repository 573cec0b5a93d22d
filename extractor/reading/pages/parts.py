"""What a page is taken apart into before it becomes blocks: lines with the measure they are set in, and tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from .lines import Line
from .model import Page

_EVEN, _APART = 0.6, 2.5
"""Ems by which the blanks beside a centred line differ at most, and that they are at least."""


class Measure(NamedTuple):
    """The edges that lines are set between, in points, and how far apart they usually are."""

    left: float
    right: float
    pitch: float


class SetLine(NamedTuple):
    """A line, the measure it is set in, and its page."""

    line: Line
    measure: Measure
    page: Page

    @property
    def indent(self) -> float:
        """Ems from the edge to its first letter."""
        return (self.line.left - self.measure.left) / self.line.em

    @property
    def room(self) -> float:
        """Ems from its last letter to the edge; for a centred line, those on both sides."""
        right = (self.measure.right - self.line.right) / self.line.em
        return right + self.indent if abs(right - self.indent) < _EVEN and min(right, self.indent) > _APART else right


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with what stands in it; rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    parts: tuple[Part, ...]
    page: Page
    edges: tuple[float, float, float, float]
    """Left, top, right and bottom on its page."""

    @property
    def text(self) -> str:
        """Its words without white space, as far as they stand in lines."""
        return "".join("".join(part.line.text.split()) for part in self.parts if isinstance(part, SetLine))

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.parts

    def moved(self, rows: int) -> TableCell:
        """The same cell so many rows further down."""
        return replace(self, row=self.row + rows)


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table, or as much of it as stands on one page."""

    xs: tuple[float, ...]
    """Where its columns are parted."""
    cells: tuple[TableCell, ...]
    """By row, then column."""
    page: Page
    """The page that it begins on."""

    @property
    def height(self) -> int:
        """Number of its rows."""
        return max(cell.row + cell.rows for cell in self.cells)

    def row(self, number: int) -> list[TableCell]:
        """The cells that reach over a row, by column."""
        return sorted(
            (cell for cell in self.cells if cell.row <= number < cell.row + cell.rows), key=lambda cell: cell.column
        )


Part = SetLine | TablePart
