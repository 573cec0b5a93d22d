"""Blocks as a web page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from extractor.reading.blocks import Block, Grid, GridCell

from .sizes import shape


def written(blocks: Sequence[Block]) -> bytes:
    """`blocks` as paragraphs and tables, merged cells merged by rowspan and colspan."""
    head = '<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8"><title>公开信息</title></head>'
    return f"{head}\n<body>\n{_markup(blocks)}\n</body>\n</html>\n".encode()


def _markup(blocks: Sequence[Block]) -> str:
    return "\n".join(
        _table(block) if isinstance(block, Grid) else f"<p>{escape(block.text).replace(chr(10), '<br>')}</p>"
        for block in blocks
    )


def _table(grid: Grid) -> str:
    rows = [
        "<tr>" + "".join(_cell(cell) for cell in grid.cells if cell.row == row) + "</tr>"
        for row in range(shape(grid).height)
    ]
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _cell(cell: GridCell) -> str:
    spans = {"rowspan": cell.rows, "colspan": cell.columns}
    attributes = "".join(f' {name}="{count}"' for name, count in spans.items() if count > 1)
    return f"<td{attributes}>{_markup(cell.blocks)}</td>"
