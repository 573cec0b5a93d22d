"""The measure that lines are set in: between which edges, and how far apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median, quantiles

from .lattices import LatticeCell
from .lines import Line
from .model import Page
from .parts import Measure, SetLine

_USUAL_PITCH = 1.3
"""Ems between two lines where there are too few to measure."""
_FULL, _SOME = 1.1, 3
"""Ems from the edge at which a line is full, and how many such lines prove the edge."""
_UNKNOWN = 2.0
"""Ems that the edge is beyond the longest line where nothing tells that this one is full."""
_MOST_PADDING = 6.0
"""Points between the edge of a cell and its words, at most."""


def set_in_page(lines: Sequence[Line], page: Page, edges: tuple[float, float]) -> list[SetLine]:
    """Lines of running text between the `edges`, left and right."""
    measure = Measure(*edges, _pitch(lines))
    return [SetLine(line, measure, page) for line in lines]


def set_in_cell(lines: Sequence[Line], page: Page, cell: LatticeCell, padding: float) -> list[SetLine]:
    """Lines in a cell of a table whose words keep `padding` points from the edges."""
    measure = Measure(cell.left + padding, cell.right - padding, _pitch(lines))
    return [SetLine(line, measure, page) for line in lines]


def padding_of(filled: Sequence[tuple[LatticeCell, Sequence[Line]]]) -> float:
    """Points between the edges and the words of a table's cells, told at the left: marks may hang out at the right."""
    gaps = [line.left - cell.left for cell, lines in filled for line in lines]
    return min(max(min(gaps, default=0.0), 0.0), _MOST_PADDING)


def edges_of(lines: Sequence[Line], width: float) -> tuple[float, float]:
    """The edges that running text of a page `width` points wide is set between.

    The right one is where lines end that others continue; where none do, it is beyond the longest.
    """
    if not lines:
        return 0.0, width
    em = median(line.em for line in lines)
    left = _left(lines, em)
    right = max(line.right for line in lines)
    full = [line for line in lines if right - line.right <= _FULL * em]
    if len(full) >= max(_SOME, len(lines) // 20) or _is_wrapped(lines, full, em):
        return left, right
    return left, max(width - left, right + _UNKNOWN * em)


def _is_wrapped(lines: Sequence[Line], full: Sequence[Line], em: float) -> bool:
    """Whether a full line is followed by one that begins further left, as the second of a paragraph does."""
    pairs = ((line, after) for line, after in pairwise(lines) if line in full)
    return any(line.left - after.left > em for line, after in pairs)


def _left(lines: Sequence[Line], em: float) -> float:
    """The leftmost place where more than a stray line begins."""
    begins = Counter(round(line.left / em * 2) for line in lines)
    usual = [place for place, count in begins.items() if count >= max(1, len(lines) // 20)]
    nearest = min(usual)
    return min(line.left for line in lines if round(line.left / em * 2) == nearest)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance between the middles of two lines, in points."""
    gaps = [low.middle - high.middle for high, low in pairwise(lines) if low.middle > high.middle]
    if not lines:
        return 0.0
    least = _USUAL_PITCH * median(line.em for line in lines)
    if len(gaps) < _SOME:
        return max(least, min(gaps, default=0.0))
    return max(quantiles(gaps, n=4)[0], least)
