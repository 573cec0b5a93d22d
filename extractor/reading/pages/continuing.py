"""Tables that go on over pages: repeated headers dropped, broken rows and cells put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .paragraphs import is_broken_on_purpose, starts_item
from .parts import Part, SetLine, TableCell, TablePart

_NEAR = 6.0
"""Points by which the edges of one table may differ from page to page."""


def joined_tables(parts: Sequence[Part]) -> list[Part]:
    """`parts` in reading order, a table that follows one of the same width on the page before made part of it."""
    joined: list[Part] = []
    latest = 0
    for part in parts:
        before = joined[-1] if joined else None
        if isinstance(part, TablePart) and isinstance(before, TablePart) and _continues(before, part, latest):
            joined[-1] = _joined(before, part)
        else:
            joined.append(part)
        latest = part.page.number
    return joined


def _continues(before: TablePart, table: TablePart, latest: int) -> bool:
    """Whether `table` may be the rest of `before`, which reached the page `latest`."""
    return (
        table.page.number == latest + 1
        and abs(before.xs[0] - table.xs[0]) <= _NEAR
        and abs(before.xs[-1] - table.xs[-1]) <= _NEAR
    )


def _joined(before: TablePart, table: TablePart) -> TablePart:
    xs = _united(before.xs, table.xs)
    upper, lower = _spread(before, xs), _without_header(before, _spread(table, xs))
    if lower is None:
        return upper
    height = upper.height
    if _is_broken_row(upper, lower):
        return _stitched(upper, lower, height - 1)
    return _stitched(upper, lower, height)


def _united(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    united = list(one)
    united += [x for x in other if all(abs(x - known) > _NEAR for known in one)]
    return tuple(sorted(united))


def _spread(table: TablePart, xs: tuple[float, ...]) -> TablePart:
    """The same table, its columns counted by `xs`."""
    at = [min(range(len(xs)), key=lambda index, x=x: abs(xs[index] - x)) for x in table.xs]  # type: ignore[misc]
    cells = tuple(
        replace(cell, column=at[cell.column], columns=at[cell.column + cell.columns] - at[cell.column])
        for cell in table.cells
    )
    return replace(table, xs=xs, cells=cells)


def _without_header(before: TablePart, table: TablePart) -> TablePart | None:
    """`table` without the first rows that repeat those of `before`; None where nothing else is left."""
    rows = 0
    while rows < min(before.height, table.height) and _signs(before, rows) == _signs(table, rows):
        rows += 1
    while rows and any(cell.row < rows < cell.row + cell.rows for cell in table.cells):
        rows -= 1
    if rows == table.height:
        return None
    cells = tuple(cell.moved(-rows) for cell in table.cells if cell.row >= rows)
    return replace(table, cells=cells)


def _signs(table: TablePart, row: int) -> list[tuple[int, int, str]]:
    return [(cell.column, cell.columns, cell.text) for cell in table.row(row)]


def _is_broken_row(upper: TablePart, lower: TablePart) -> bool:
    """Whether the first row of `lower` is the rest of the last one of `upper`."""
    pairs = _pairs(upper, lower)
    if pairs is None:
        return False
    filled = [(above, below) for above, below in pairs if not below.is_blank]
    if not filled or any(_begins_anew(above, below) for above, below in filled):
        return False
    lacking = [above for above, below in pairs if below.is_blank and _is_always_filled(upper, above.column)]
    return bool(lacking) or all(_is_unfinished(above, below) for above, below in filled)


def _pairs(upper: TablePart, lower: TablePart) -> list[tuple[TableCell, TableCell]] | None:
    """The cells of the last row of `upper` with those below them; None where they are not as wide."""
    above, below = upper.row(upper.height - 1), lower.row(0)
    if [(cell.column, cell.columns) for cell in above] != [(cell.column, cell.columns) for cell in below]:
        return None
    return list(zip(above, below, strict=True))


def _is_always_filled(table: TablePart, column: int) -> bool:
    return all(not cell.is_blank for cell in table.cells if cell.column == column)


def _lines(cell: TableCell) -> list[SetLine]:
    return [part for part in cell.parts if isinstance(part, SetLine)]


def _begins_anew(above: TableCell, below: TableCell) -> bool:
    last, first = _lines(above), _lines(below)
    return bool(first) and bool(last) and is_broken_on_purpose(last[-1], first[0]) and starts_item(last[-1], first[0])


def _is_unfinished(above: TableCell, below: TableCell) -> bool:
    last, first = _lines(above), _lines(below)
    if not last or not first:
        return False
    return not (is_broken_on_purpose(last[-1], first[0]) or starts_item(last[-1], first[0]))


def _stitched(upper: TablePart, lower: TablePart, at: int) -> TablePart:
    """`lower` below `upper`, its first row being row `at`; a cell that goes on over the break is one cell."""
    broken = at < upper.height
    continued: dict[int, TableCell] = {}
    moved = []
    last = {cell.column: cell for cell in upper.row(upper.height - 1)}
    for cell in (each.moved(at) for each in lower.cells):
        above = last.get(cell.column)
        if (
            cell.row == at
            and above is not None
            and above.columns == cell.columns
            and (broken or _is_merged(upper, cell))
        ):
            bottom = cell.row + cell.rows
            continued[cell.column] = replace(above, rows=bottom - above.row, parts=(*above.parts, *cell.parts))
        else:
            moved.append(cell)
    kept = [continued.get(cell.column, cell) if cell is last.get(cell.column) else cell for cell in upper.cells]
    cells = sorted([*kept, *moved], key=lambda cell: (cell.row, cell.column))
    return replace(upper, cells=tuple(cells))


def _is_merged(upper: TablePart, cell: TableCell) -> bool:
    """Whether a blank cell on top of a page is the rest of the one above, as others of its column are merged."""
    return cell.is_blank and (cell.rows > 1 or any(each.rows > 1 for each in upper.cells if each.column == cell.column))
