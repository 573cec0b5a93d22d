"""Tables drawn as rows of cells.

A cell is a string, or a table inside the cell. ``^`` belongs to the cell above it, ``<`` to the one on its left.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from extractor.reading.blocks import Block, Grid, GridCell, Paragraph
from extractor.reading.composing import Composition
from extractor.records import SourceText

UP, LEFT = "^", "<"
Drawn = Sequence[Sequence[str | Grid]]
"""A table row by row; all rows are equally long."""


def table(*rows: Sequence[str | Grid]) -> Grid:
    """The table drawn as `rows`; each line of a cell is a paragraph of its own."""
    cells = [
        GridCell(row, column, _blocks(drawn), _depth(rows, row, column), _width(line, column))
        for row, line in enumerate(rows)
        for column, drawn in enumerate(line)
        if drawn not in (UP, LEFT)
    ]
    return Grid(tuple(cells))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A paragraph for each line of `text` that is not blank."""
    return tuple(Paragraph(line) for line in text.splitlines() if line.strip())


def composed(blocks: Sequence[Block], stem: str = "demo") -> SourceText:
    """The document that a reader makes of `blocks`."""
    composition = Composition()
    composition.add(blocks)
    digest = sha256(composition.text.encode()).hexdigest()
    return SourceText(
        name=f"{stem}.blocks",
        stem=stem,
        sha256=digest,
        format="blocks",
        text=composition.text,
        tables=tuple(composition.tables),
        places=tuple(composition.places),
    )


def _blocks(drawn: str | Grid) -> tuple[Block, ...]:
    if isinstance(drawn, Grid):
        return (drawn,)
    return tuple(Paragraph(line) for line in drawn.split("\n"))


def _width(line: Sequence[str | Grid], column: int) -> int:
    after = next((place for place in range(column + 1, len(line)) if line[place] != LEFT), len(line))
    return after - column


def _depth(rows: Drawn, row: int, column: int) -> int:
    after = next((place for place in range(row + 1, len(rows)) if rows[place][column] != UP), len(rows))
    return after - row
