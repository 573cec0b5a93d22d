"""Blocks as a workbook: a sheet for each table, with the paragraphs that stand above it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from extractor.reading.blocks import Block, Grid, words

from .sizes import shape, shares

_WIDTH = 160
"""Characters over all columns of a sheet."""


def written(blocks: Sequence[Block]) -> bytes:
    """`blocks`, merged cells merged; a whole number is a number, everything else text."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        wrapped = book.add_format({"text_wrap": True, "border": 1})
        sheet, row = book.add_worksheet(), 0
        tables = 0
        for block in blocks:
            if isinstance(block, Grid):
                _write_grid(sheet, row, block, wrapped)
                row += shape(block).height
                tables += 1
                continue
            if tables and row and _starts_sheet(block.text):
                sheet, row, tables = book.add_worksheet(), 0, 0
            sheet.write_string(row, 0, block.text)
            row += 1
    return file.getvalue()


def _starts_sheet(text: str) -> bool:
    return text.startswith("附件")


def _write_grid(sheet: Any, top: int, grid: Grid, wrapped: Any) -> None:  # noqa: ANN401
    for column, share in enumerate(shares(grid)):
        sheet.set_column(column, column, _WIDTH * share)
    for cell in grid.cells:
        text = "\n".join(words(cell.blocks))
        row, column = top + cell.row, cell.column
        if cell.rows * cell.columns > 1:
            sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", wrapped)
        if text.isdecimal() and not text.startswith("0"):
            sheet.write_number(row, column, int(text), wrapped)
        else:
            sheet.write_string(row, column, text, wrapped)
