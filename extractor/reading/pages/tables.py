"""Words put into the cells of ruled tables, and tables made grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..blocks import Block, Grid, GridCell
from .lattices import Lattice, LatticeCell
from .lines import lines_of
from .model import Page, Word
from .paragraphs import paragraphs_of, place
from .parts import Part, SetLine, TableCell, TablePart
from .setting import padding_of, set_in_cell


def tables_of(page: Page, lattices: Sequence[Lattice]) -> tuple[list[TablePart], list[Word]]:
    """The tables of a page, those inside others in their cells, and the words that stand in none."""
    inner = {id(each): _around(each, lattices) for each in lattices}
    outer = [each for each in lattices if inner[id(each)] is None]
    held: dict[int, list[Word]] = {}
    free = []
    for word in page.words:
        own = _innermost(word, lattices)
        if own is None:
            free.append(word)
        else:
            held.setdefault(id(own), []).append(word)

    def table(lattice: Lattice) -> TablePart:
        nested = [table(each) for each in lattices if inner[id(each)] is lattice]
        return _table(page, lattice, held.get(id(lattice), []), nested)

    return [table(each) for each in outer], free


def grid_of(table: TablePart) -> Grid:
    """A table as its cells' blocks."""
    return Grid(
        tuple(
            GridCell(
                cell.row,
                cell.column,
                blocks_of(cell.parts),
                cell.rows,
                cell.columns,
                place(cell.page, cell.edges, (part for part in cell.parts if isinstance(part, SetLine))),
            )
            for cell in table.cells
        )
    )


def blocks_of(parts: Iterable[Part]) -> tuple[Block, ...]:
    """Parts in reading order as paragraphs and grids."""
    blocks: list[Block] = []
    lines: list[SetLine] = []
    for part in parts:
        if isinstance(part, SetLine):
            lines.append(part)
            continue
        blocks += paragraphs_of(lines)
        lines = []
        blocks.append(grid_of(part))
    return (*blocks, *paragraphs_of(lines))


def _around(lattice: Lattice, lattices: Sequence[Lattice]) -> Lattice | None:
    """The smallest table that this one stands in."""
    x, y = (lattice.left + lattice.right) / 2, (lattice.top + lattice.bottom) / 2
    width = lattice.right - lattice.left
    wider = [each for each in lattices if each is not lattice and each.holds(x, y) and each.right - each.left > width]
    return min(wider, key=lambda each: each.right - each.left, default=None)


def _innermost(word: Word, lattices: Sequence[Lattice]) -> Lattice | None:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    holding = [each for each in lattices if each.holds(x, y)]
    return min(holding, key=lambda each: each.right - each.left, default=None)


def _table(page: Page, lattice: Lattice, words: Sequence[Word], nested: Sequence[TablePart]) -> TablePart:
    contents: dict[LatticeCell, list[Word]] = {cell: [] for cell in lattice.cells}
    for word in words:
        own = _cell_at((word.left + word.right) / 2, (word.top + word.bottom) / 2, lattice)
        contents[own].append(word)
    filled = [(cell, lines_of(own)) for cell, own in contents.items()]
    padding = padding_of(filled)
    inside: dict[LatticeCell, list[TablePart]] = {}
    for table in nested:
        left, top, right, bottom = _edges(table)
        inside.setdefault(_cell_at((left + right) / 2, (top + bottom) / 2, lattice), []).append(table)
    cells = [
        _filled(page, cell, [*set_in_cell(lines, page, cell, padding), *inside.get(cell, [])]) for cell, lines in filled
    ]
    return TablePart(lattice.xs, tuple(cells), page)


def _filled(page: Page, cell: LatticeCell, parts: list[Part]) -> TableCell:
    parts.sort(key=lambda part: part.line.top if isinstance(part, SetLine) else _edges(part)[1])
    edges = cell.left, cell.top, cell.right, cell.bottom
    return TableCell(cell.row, cell.column, cell.rows, cell.columns, tuple(parts), page, edges)


def _edges(table: TablePart) -> tuple[float, float, float, float]:
    edges = [cell.edges for cell in table.cells]
    return (
        min(each[0] for each in edges),
        min(each[1] for each in edges),
        max(each[2] for each in edges),
        max(each[3] for each in edges),
    )


def _cell_at(x: float, y: float, lattice: Lattice) -> LatticeCell:
    for cell in lattice.cells:
        if cell.left <= x <= cell.right and cell.top <= y <= cell.bottom:
            return cell
    return min(
        lattice.cells, key=lambda cell: abs((cell.left + cell.right) / 2 - x) + abs((cell.top + cell.bottom) / 2 - y)
    )
