"""Boxes as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ...records import Place
from ..blocks import NO_PLACE, Block, Grid, GridCell, Paragraph
from .boxes import Box, Line, TableBox, lines
from .tables import placed


class Layer:
    """Lays the boxes of one page, counting its paragraphs and tables as they come."""

    def __init__(self) -> None:
        self._paragraphs, self._tables = count(1), count(1)

    def blocks(self, box: Box) -> tuple[Block, ...]:
        """The blocks of `box`, which is no part of a table."""
        return tuple(self._lay(box, inside=False))

    def _lay(self, box: Box, *, inside: bool) -> Iterator[Block]:
        """The blocks of `box`; those inside a cell have no place but the cell's."""
        for part in box.parts:
            if isinstance(part, Line):
                yield Paragraph(part.text, NO_PLACE if inside else Place(paragraph=next(self._paragraphs)))
            elif isinstance(part, Box):
                yield from self._lay(part, inside=inside)
        if isinstance(box, TableBox) and any(True for row in box.rows for cell in row.cells for _ in lines(cell)):
            if not inside:
                next(self._paragraphs)
            yield self._grid(box)

    def _grid(self, table: TableBox) -> Grid:
        number = next(self._tables)
        cells = [
            GridCell(
                row,
                column,
                tuple(self._lay(cell, inside=True)),
                rows,
                columns,
                Place(table=number, row=row + 1, column=column + 1),
            )
            for cell, row, column, rows, columns in placed(table)
        ]
        return Grid(tuple(cells))
