"""Blocks put together as one text, with the places and tables that its stretches came from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records import Cell, Located, Place, Table
from ..spans import Span
from .blocks import Block, Grid, Paragraph

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_TAB = re.compile(r"[ ]*\t[ ]*")


class Composition:
    """A text that grows block by block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.tables: list[Table] = []
        self.places: list[Located] = []

    @property
    def text(self) -> str:
        """All that was added so far."""
        return "".join(self._parts)

    def add(self, blocks: Sequence[Block], *, inside: Place | None = None) -> None:
        """The `blocks`, a line feed between them; in a cell, their place is that of the cell, `inside`."""
        for index, block in enumerate(blocks):
            if index:
                self._append("\n")
            if isinstance(block, Grid):
                self._add_grid(block)
            else:
                self._add_paragraph(block, inside)

    def _add_paragraph(self, paragraph: Paragraph, inside: Place | None) -> None:
        text = _UNPRINTABLE.sub("", _LINE_END.sub("\n", paragraph.text))
        start = self._length
        self._append(text if inside is None else _TAB.sub(" ", text))
        place = _within(paragraph.place, inside)
        if self._length > start and place != Place():
            self.places.append(Located(Span(start, self._length), place))

    def _add_grid(self, grid: Grid) -> None:
        start = self._length
        cells: list[Cell] = []
        row: int | None = None
        for cell in grid.cells:
            if row is not None:
                self._append("\t" if cell.row == row else "\n")
            row = cell.row
            begin = self._length
            self.add(cell.blocks, inside=cell.place)
            cells.append(Cell(Span(begin, self._length), cell.row, cell.column, cell.rows, cell.columns))
        self.tables.append(Table(span=Span(start, self._length), cells=tuple(cells)))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _within(place: Place, cell: Place | None) -> Place:
    """The place of words in a cell: the cell's, narrowed by whatever the words' own says besides."""
    if cell is None or cell == Place():
        return place
    return cell.model_copy(update=place.model_dump(exclude_none=True, round_trip=True)) if place != Place() else cell
