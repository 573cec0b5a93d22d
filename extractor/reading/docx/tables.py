"""Tables as grids: merged cells once, ragged rows where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ...records import Place
from ..blocks import NO_PLACE, Block, Grid, GridCell
from .account import Account
from .markup import Element, W, child_value, number, switch
from .styles import is_shaded

_WIDEST = 63
"""Columns a cell may cover: as many as a table has in Word."""
_STAYS_INSIDE = {W + "tbl", W + "tc", W + "p"}


class CellReader(Protocol):
    """Reads what stands in a cell, which is `shaded` where its ground is coloured."""

    def __call__(self, cell: Element, /, *, shaded: bool) -> tuple[Block, ...]:
        """The blocks in `cell`."""


@dataclass
class _Cell:
    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1


def read_grid(
    table: Element, ordinal: int | None, account: Account, *, shaded: bool, read_cell: CellReader
) -> Grid | None:
    """The table as a grid, or None where it shows no row; `ordinal` counts it among those of the document, from 1."""
    cells: list[GridCell] = []
    for cell in _laid_out(table, account):
        place = NO_PLACE if ordinal is None else Place(table=ordinal, row=cell.row + 1, column=cell.column + 1)
        blocks = read_cell(cell.element, shaded=shaded or is_shaded(cell.element.find(W + "tcPr")))
        cells.append(GridCell(cell.row, cell.column, blocks, cell.rows, cell.columns, place))
    return Grid(tuple(cells)) if cells else None


def _laid_out(table: Element, account: Account) -> list[_Cell]:
    """The cells that the table shows, each with the part of the grid it covers."""
    cells: list[_Cell] = []
    merged: dict[int, _Cell] = {}
    for row, element in enumerate(_shown_rows(table, account)):
        properties = element.find(W + "trPr")
        column = _span(child_value(properties, "gridBefore"), 0)
        above, merged = merged, {}
        last: _Cell | None = None
        for cell in _spread(element, "tc"):
            own = cell.find(W + "tcPr")
            columns = _span(child_value(own, "gridSpan"), 1)
            merge, begun = _merge(own, "vMerge"), above.get(column)
            if _merge(own, "hMerge") == "continue" and last is not None:
                last.columns += columns if last.row == row else 0
                account.leave_out_all("hidden_text", cell)
            elif merge == "continue" and begun is not None and begun.columns == columns:
                begun.rows += 1
                merged[column] = begun
                last = begun
                account.leave_out_all("hidden_text", cell)
            else:
                last = _Cell(cell, row, column, columns)
                cells.append(last)
                if merge is not None:
                    merged[column] = last
            column += columns
    return cells


def _merge(properties: Element | None, name: str) -> str | None:
    merge = None if properties is None else properties.find(W + name)
    return None if merge is None else merge.get(W + "val", "continue")


def _shown_rows(table: Element, account: Account) -> Iterator[Element]:
    for row in _spread(table, "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            account.leave_out_all("deleted", row)
        elif switch(properties, "hidden"):
            account.leave_out_all("hidden_text", row)
        else:
            yield row


def _spread(parent: Element, name: str) -> Iterator[Element]:
    """The children called ``w:name``, those in content controls and other wrappers too."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag not in _STAYS_INSIDE:
            yield from _spread(child, name)


def _span(told: str | None, usual: int) -> int:
    span = number(told)
    return usual if span is None else min(max(span, usual), _WIDEST)
