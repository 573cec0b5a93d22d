"""Ruling lines as the cells they bound; where a line is missing between two cells, they are one merged cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .model import Rule

_THICK = 4.0
"""Points up to which a box is a line."""
_NEAR = 3.0
"""Points within which two lines are one, or meet."""
_COVERED = 0.7
"""Share of a cell's side that must be drawn."""


class LatticeCell(NamedTuple):
    """A cell with its edges; rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float


class Lattice(NamedTuple):
    """A ruled table: where its columns and rows are parted, and its cells by row, then column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[LatticeCell, ...]

    @property
    def left(self) -> float:
        """Left edge."""
        return self.xs[0]

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.ys[0]

    @property
    def right(self) -> float:
        """Right edge."""
        return self.xs[-1]

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point stands inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class _Stroke(NamedTuple):
    """A line at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


def lattices_of(rules: Iterable[Rule]) -> list[Lattice]:
    """The ruled tables that `rules` draw, from top to bottom; lines that bound no cell are left aside."""
    across, down = _strokes(rules)
    found = [_lattice(group_across, group_down) for group_across, group_down in _connected(across, down)]
    return sorted((lattice for lattice in found if lattice), key=lambda lattice: (lattice.top, lattice.left))


def _strokes(rules: Iterable[Rule]) -> tuple[list[_Stroke], list[_Stroke]]:
    across: list[_Stroke] = []
    down: list[_Stroke] = []
    for rule in rules:
        width, height = rule.right - rule.left, rule.bottom - rule.top
        if height <= _THICK and width >= height:
            across.append(_Stroke((rule.top + rule.bottom) / 2, rule.left, rule.right))
        elif width <= _THICK:
            down.append(_Stroke((rule.left + rule.right) / 2, rule.top, rule.bottom))
    return _merged(across), _merged(down)


def _merged(strokes: list[_Stroke]) -> list[_Stroke]:
    """Strokes that lie on one line and touch, as one: borders are often drawn cell by cell, or as dashes."""
    merged: list[_Stroke] = []
    for level in _levels([stroke.at for stroke in strokes]):
        own = sorted(
            (stroke for stroke in strokes if level.start <= stroke.at <= level.end), key=lambda stroke: stroke.start
        )
        begun, end = own[0].start, own[0].end
        for stroke in own[1:]:
            if stroke.start > end + _NEAR:
                merged.append(_Stroke(level.at, begun, end))
                begun, end = stroke.start, stroke.end
            end = max(end, stroke.end)
        merged.append(_Stroke(level.at, begun, end))
    return merged


def _levels(values: Iterable[float]) -> list[_Stroke]:
    """Values that are nearly the same as one: their middle, least and greatest."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [_Stroke(sum(group) / len(group), group[0], group[-1]) for group in groups]


def _connected(across: list[_Stroke], down: list[_Stroke]) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Lines that meet, directly or by way of others."""
    owner = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    heights = [stroke.at for stroke in across]
    for index, stroke in enumerate(down):
        for other in range(bisect_left(heights, stroke.start - _NEAR), len(across)):
            line = across[other]
            if line.at > stroke.end + _NEAR:
                break
            if line.start - _NEAR <= stroke.at <= line.end + _NEAR:
                owner[root(len(across) + index)] = root(other)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for at, stroke in enumerate([*across, *down]):
        groups.setdefault(root(at), ([], []))[at >= len(across)].append(stroke)
    return list(groups.values())


def _lattice(across: list[_Stroke], down: list[_Stroke]) -> Lattice | None:
    if not across or not down:
        return None
    across, down = _closed(across, down)
    xs = [level.at for level in _levels(stroke.at for stroke in down)]
    ys = [level.at for level in _levels(stroke.at for stroke in across)]
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 - edges on both sides
        return None
    return _compact(xs, ys, _cells(_Sides(xs, ys, across, down)))


def _closed(across: list[_Stroke], down: list[_Stroke]) -> tuple[list[_Stroke], list[_Stroke]]:
    """A table that is open at a side, or cut by the end of the page, closed where its lines end."""
    left, right = min(stroke.start for stroke in across), max(stroke.end for stroke in across)
    top, bottom = min(stroke.start for stroke in down), max(stroke.end for stroke in down)
    top, bottom = min(top, across[0].at), max(bottom, across[-1].at)
    edges = [end for end in (left, right) if all(abs(stroke.at - end) > 2 * _NEAR for stroke in down)]
    ends = [end for end in (top, bottom) if all(abs(stroke.at - end) > 2 * _NEAR for stroke in across)]
    return (
        sorted([*across, *(_Stroke(end, left, right) for end in ends)]),
        sorted([*down, *(_Stroke(edge, top, bottom) for edge in edges)]),
    )


class _Sides:
    """Which sides of the smallest cells are drawn."""

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], across: Sequence[_Stroke], down: Sequence[_Stroke]
    ) -> None:
        self.xs, self.ys = xs, ys
        self._below = [[stroke for stroke in across if abs(stroke.at - y) <= _NEAR] for y in ys]
        self._beside = [[stroke for stroke in down if abs(stroke.at - x) <= _NEAR] for x in xs]

    def right_of(self, row: int, column: int) -> bool:
        """Whether there is a line at the right of a cell."""
        return _is_covered(self._beside[column + 1], self.ys[row], self.ys[row + 1])

    def below(self, row: int, column: int) -> bool:
        """Whether there is a line under a cell."""
        return _is_covered(self._below[row + 1], self.xs[column], self.xs[column + 1])


def _is_covered(strokes: Sequence[_Stroke], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(stroke.end, end) - max(stroke.start, start)) for stroke in strokes)
    return drawn >= _COVERED * (end - start)


def _cells(sides: _Sides) -> list[LatticeCell]:
    """Rectangles of smallest cells without a line between them, as wide and then as high as they go."""
    height, width = len(sides.ys) - 1, len(sides.xs) - 1
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            last = column
            while last + 1 < width and (row, last + 1) not in taken and not sides.right_of(row, last):
                last += 1
            span = range(column, last + 1)
            lowest = row
            while lowest + 1 < height and _goes_on(sides, lowest, span, taken):
                lowest += 1
            taken.update((each, at) for each in range(row, lowest + 1) for at in span)
            edges = sides.xs[column], sides.ys[row], sides.xs[last + 1], sides.ys[lowest + 1]
            cells.append(LatticeCell(row, column, lowest - row + 1, len(span), *edges))
    return cells


def _goes_on(sides: _Sides, row: int, span: range, taken: set[tuple[int, int]]) -> bool:
    below = row + 1
    return (
        not any(sides.below(row, column) or (below, column) in taken for column in span)
        and not any(sides.right_of(below, column) for column in span[:-1])
        and (span[-1] + 1 == len(sides.xs) - 1 or sides.right_of(below, span[-1]) or (below, span[-1] + 1) in taken)
    )


def _compact(xs: list[float], ys: list[float], cells: list[LatticeCell]) -> Lattice | None:
    """Without rows and columns in which no cell begins."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    if len(cells) < 2:  # noqa: PLR2004 - a frame is no table
        return None
    ends_y, ends_x = [*rows, len(ys) - 1], [*columns, len(xs) - 1]
    packed = [
        cell._replace(
            row=bisect_left(rows, cell.row),
            column=bisect_left(columns, cell.column),
            rows=bisect_left(ends_y, cell.row + cell.rows) - bisect_left(rows, cell.row),
            columns=bisect_left(ends_x, cell.column + cell.columns) - bisect_left(columns, cell.column),
        )
        for cell in cells
    ]
    return Lattice(tuple(xs[at] for at in ends_x), tuple(ys[at] for at in ends_y), tuple(packed))
