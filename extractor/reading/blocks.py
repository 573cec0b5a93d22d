"""What a reader makes of a document, before it is one text.

A reader gives only what a person sees on the page; what it leaves out it tells in a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Finding, Place

NO_PLACE = Place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break inside it is one of the document's own."""

    text: str
    place: Place = NO_PLACE


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with whatever stands in it; rows and columns count from 0, a merged cell covers several."""

    row: int
    column: int
    blocks: tuple[Block, ...]
    rows: int = 1
    columns: int = 1
    place: Place = NO_PLACE


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its cells ascending by row, then column; a merged cell is there once."""

    cells: tuple[GridCell, ...]


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Content:
    """The visible blocks of a document in reading order."""

    blocks: tuple[Block, ...]
    notes: tuple[Finding, ...] = ()


def words(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The texts of all paragraphs, those in cells included, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for cell in block.cells:
                yield from words(cell.blocks)
