"""Sheets as paragraphs and tables, without what is hidden and without rows and columns that are empty."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ...records import Place
from ..blocks import Block, Grid, GridCell, Paragraph
from .sheets import Merge, Sheet, SheetCell, check_count

_MOST_COVERED = 1_000_000


@dataclass(slots=True)
class Laid:
    """A sheet laid out, and what of it is hidden."""

    grid: Grid | None
    hidden: list[str] = field(default_factory=list)
    rows: int = 0
    """Hidden rows that hold words."""
    columns: int = 0


class _Shown(NamedTuple):
    """A cell that is seen, from corner to corner."""

    row: int
    column: int
    bottom: int
    right: int
    text: str


def blocks_of(laid: Sequence[tuple[str, Grid]]) -> tuple[Block, ...]:
    """The tables of a workbook, each under the name of its sheet where there are several."""
    blocks: list[Block] = []
    for name, grid in laid:
        if len(laid) > 1:
            blocks.append(Paragraph(name, Place(sheet=name)))
        blocks.append(grid)
    return tuple(blocks)


def lay(sheet: Sheet) -> Laid:
    """The table of `sheet`; a merged cell of which a part is hidden stands where the rest is.

    Empty rows between others leave a gap of one row. Raises `ReadError` where the table is too large.
    """
    laid = Laid(None)
    shown = list(_shown(sheet, laid))
    if shown:
        laid.grid = Grid(tuple(_cells(sheet, shown)))
    return laid


def _shown(sheet: Sheet, laid: Laid) -> Iterator[_Shown]:
    merges = _Merges(sheet)
    rows, columns = set(), set()
    for cell in sheet.cells:
        merge = merges.of(cell)
        top, left, bottom, right = merge or (cell.row, cell.column, cell.row, cell.column)
        row = next((row for row in range(top, bottom + 1) if row not in sheet.hidden_rows), None)
        column = next((column for column in range(left, right + 1) if column not in sheet.hidden_columns), None)
        if row is not None and column is not None and (top, left) == (cell.row, cell.column):
            yield _Shown(row, column, bottom, right, cell.text)
            continue
        laid.hidden.append(cell.text)
        rows.update([cell.row] if row is None else [])
        columns.update([cell.column] if column is None else [])
    laid.rows, laid.columns = len(rows), len(columns)


class _Merges:
    """Which merged cell a cell is in; one that reaches into an earlier one does not hold."""

    def __init__(self, sheet: Sheet) -> None:
        rows = sorted({cell.row for cell in sheet.cells})
        self._by_row: defaultdict[int, list[Merge]] = defaultdict(list)
        covered = 0
        for merge in sorted(sheet.merges):
            touched = rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)]
            covered += len(touched)
            if covered > _MOST_COVERED:
                check_count(covered)
            if not any(_overlap(merge, other) for row in touched[:1] for other in self._by_row[row]):
                for row in touched:
                    self._by_row[row].append(merge)

    def of(self, cell: SheetCell) -> Merge | None:
        """The merged cell that `cell` is in."""
        return next(
            (merge for merge in self._by_row.get(cell.row, ()) if merge.left <= cell.column <= merge.right), None
        )


def _overlap(one: Merge, other: Merge) -> bool:
    return one.left <= other.right and other.left <= one.right


def _cells(sheet: Sheet, shown: list[_Shown]) -> Iterator[GridCell]:
    shown.sort()
    rows, columns = sorted({cell.row for cell in shown}), sorted({cell.column for cell in shown})
    check_count(len(rows) * len(columns))
    indices = _indices(rows, sorted(sheet.hidden_rows))
    by_place = {(cell.row, cell.column): cell for cell in shown}
    taken = [0] * len(columns)
    for row, index in zip(rows, indices, strict=True):
        for at, column in enumerate(columns):
            if taken[at] > index:
                continue
            cell = by_place.get((row, column))
            if cell is None:
                yield GridCell(index, at, ())
                continue
            last = indices[bisect_right(rows, cell.bottom) - 1]
            end = bisect_right(columns, cell.right)
            end = next((right for right in range(at + 1, end) if taken[right] > index), end)
            taken[at:end] = [last + 1] * (end - at)
            place = Place(sheet=sheet.name, row=row + 1, column=column + 1)
            yield GridCell(index, at, (Paragraph(cell.text),), last + 1 - index, end - at, place)


def _indices(rows: list[int], hidden: list[int]) -> list[int]:
    """The row of the table for each row of the sheet; rows that are seen and empty leave a gap of one."""
    indices = [0]
    for before, row in pairwise(rows):
        between = row - before - 1
        unseen = bisect_left(hidden, row) - bisect_right(hidden, before)
        indices.append(indices[-1] + (2 if between > unseen else 1))
    return indices
