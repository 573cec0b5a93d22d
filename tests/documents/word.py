"""Blocks as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell

from extractor.reading.blocks import Block, Grid

from .sizes import shape, shares

_FONT = "Noto Sans CJK SC"
_PAGE = Mm(297), Mm(210)
_TEXT_WIDTH = Mm(257)
_PADDING = Mm(5)
"""Of a cell, on both sides together."""


def written(blocks: Sequence[Block]) -> bytes:
    """`blocks` on A4 pages laid across, merged cells merged by gridSpan and vMerge."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(9)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    _add(document, blocks, _TEXT_WIDTH)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(place: Document | _Cell, blocks: Sequence[Block], width: int) -> None:
    """Adds `blocks`; behind the last table there is an empty paragraph, which Word cannot do without."""
    for block in blocks:
        if isinstance(block, Grid):
            _add_grid(place, block, width)
        else:
            place.add_paragraph(block.text)
    if blocks and isinstance(blocks[-1], Grid):
        place.add_paragraph()


def _add_grid(place: Document | _Cell, grid: Grid, whole: int) -> None:
    height, width = shape(grid)
    parts = shares(grid)
    drawn = place.add_table(height, width)
    drawn.style = "Table Grid"
    drawn.autofit = False
    places = [list(row.cells) for row in drawn.rows]
    for column, share in zip(drawn.columns, parts, strict=True):
        column.width = Length(int(whole * share))
    for cell in grid.cells:
        first = places[cell.row][cell.column]
        if cell.rows * cell.columns > 1:
            first = first.merge(places[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        blank = first.paragraphs[0]._p  # noqa: SLF001
        room = int(whole * sum(parts[cell.column : cell.column + cell.columns])) - _PADDING
        _add(first, cell.blocks, room)
        if cell.blocks:
            blank.getparent().remove(blank)
