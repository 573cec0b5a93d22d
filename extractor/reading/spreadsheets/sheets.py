"""A sheet as its reader found it, before what is hidden was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from ...errors import ReadError

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
MAX_CELLS = 500_000
"""Most cells with something in them that a document may have."""


class SheetCell(NamedTuple):
    """A cell with the words it shows; rows and columns count from 0, as they stand in the workbook."""

    row: int
    column: int
    text: str


class Merge(NamedTuple):
    """Cells merged into one, from corner to corner, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet that are not empty, ascending by row."""

    name: str
    cells: list[SheetCell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    filtered: bool = False
    """Whether a filter hides rows."""
    uncalculated: list[str] = field(default_factory=list)
    """Names of cells whose formula has no value."""
    errors: list[str] = field(default_factory=list)
    """Names of cells that show an error, such as #REF!."""
    white: list[SheetCell] = field(default_factory=list)
    """Cells of white letters on a ground without colour of its own."""
    coloured: bool = False
    """Whether a table's style or a condition may colour the ground."""
    unseen: list[str] = field(default_factory=list)
    """Values whose format shows nothing."""

    def settle_white(self) -> None:
        """Takes white letters for seen where something else may colour the ground, else for unseen."""
        if self.coloured:
            self.cells = sorted([*self.cells, *self.white])
        else:
            self.unseen.extend(cell.text for cell in self.white)

    def name_of(self, row: int, column: int) -> str:
        """What a cell is called, such as ``表1!C5``."""
        return f"{self.name}!{get_column_letter(column + 1)}{row + 1}"


def check_position(row: int, column: int) -> None:
    """Raises `ReadError` for a cell outside of what a sheet can have."""
    if not (0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS):
        raise ReadError(
            f"has a cell in row {row + 1}, column {column + 1}, which no sheet has; save it anew", code="damaged"
        )


def check_count(cells: int) -> None:
    """Raises `ReadError` where a document has more cells than a bulletin may."""
    if cells > MAX_CELLS:
        raise ReadError(
            f"has more than the {MAX_CELLS:,} cells a bulletin may have; keep the sheets that are the bulletin",
            code="too_large",
        )
