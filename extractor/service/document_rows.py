"""The row of a document's table that a narrative stands in, with the header above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from ..records import Cell, SourceText
from ..segmenting.documents import Document
from ..segmenting.headers import headers
from ..segmenting.lattice import Lattice
from ..spans import Passage, Span

_MOST_ROWS: Final = 12
"""Rows shown of a narrative that stands in more, and rows of a table without a header that is shown whole."""


class ShownCell(NamedTuple):
    """A cell of the document's table, the table turned so that each of its columns is a line."""

    text: str
    heads: bool
    """It belongs to the header."""
    here: bool
    """The narrative stands in it."""
    lines: int
    """Lines it reaches over: columns of the document's table."""
    places: int
    """Places of a line it reaches over: rows of the document's table."""


TurnedRow = tuple[tuple[ShownCell, ...], ...]
"""Lines from the top: in each the header of a column, then its cells."""


def row_of(source: SourceText, narrative: Passage) -> TurnedRow | None:
    """The rows of a table that `narrative` stands in; None where it stands in none.

    A narrative put together from figures stands in several cells of a row; one in a merged cell stands in several rows.
    """
    spans = [Span(piece.source, piece.source + piece.length) for piece in narrative.pieces]
    table = next((each for each in source.tables if any(map(each.span.contains, spans))), None)
    lattice = Lattice(Document(source), table) if table else None
    if lattice is None or not lattice.cells:
        return None
    own = {cell for cell in lattice.cells if any(map(cell.span.overlaps, spans))}
    head = [row for header in headers(lattice) for row in range(header.top, header.bottom)]
    rows = [row for row, cells in enumerate(lattice.rows) if own & set(cells) and row not in head]
    body = rows[:_MOST_ROWS]
    if not body:
        return None
    above = [row for row in head if row < body[0]]
    if not above and lattice.height <= _MOST_ROWS:
        body = [*range(lattice.height)]
    return tuple(_turned(lattice, above, body, own)) or None


def _turned(
    lattice: Lattice, head: Sequence[int], body: Sequence[int], own: set[Cell]
) -> Iterator[tuple[ShownCell, ...]]:
    """Each column of some rows as a line; a place that no cell covers is an empty cell."""
    shown = [*head, *body]
    cover = [{column: cell for cell in lattice.rows[row] for column in _columns(cell)} for row in shown]
    for column in range(lattice.width):
        line = []
        for place, row in enumerate(shown):
            cell = cover[place].get(column)
            if cell is None:
                line.append(ShownCell("", row in head, here=False, lines=1, places=1))
            elif column == cell.column and (place == 0 or cover[place - 1].get(column) != cell):
                same = takewhile(lambda each: each.get(column) == cell, cover[place:])  # noqa: B023 - used at once
                text = lattice.passage(cell).text
                line.append(ShownCell(text, row in head, cell in own, cell.columns, sum(1 for _ in same)))
        yield tuple(line)


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.columns)
