"""Cells that hold a bare figure, whose name and unit stand in the header: 完成投资（万元） over 1260."""

from __future__ import annotations

import re

from ..records import NOWHERE
from ..script import simplify
from ..spans import Passage
from .documents import squeeze
from .patterns import pattern

_NUMBER = r"[+\-－−]?\s*\d[\d,，]*(?:[.．]\d+)?"
_BARE = re.compile(rf"\s*{_NUMBER}\s*")
_MEASURE = re.compile(rf"\s*{_NUMBER}\s*[%％‰\w㎡]{{0,4}}\s*")
_EMPTY = re.compile(r"[\W_]*")
_LAST_LINE = re.compile(r"\n(.*)\Z")
_BRACKETS = re.compile(r"[（(\[【]([^（）()\[\]【】]*)[)）\]】]")


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: white space, a dash, a stroke."""
    return _EMPTY.fullmatch(text) is not None


def is_bare(text: str) -> bool:
    """Whether a cell holds a number without a unit."""
    return _BARE.fullmatch(text) is not None


def is_measure(text: str) -> bool:
    """Whether a cell holds a number, with or without a unit, and nothing else."""
    return _MEASURE.fullmatch(text) is not None


def is_unit(text: str) -> bool:
    """Whether a cell says nothing but in which unit a column is."""
    return pattern("unit_of_figures").fullmatch(simplify(text)) is not None


def unit_of(name: Passage) -> Passage:
    """The unit in a bracket of a column's name, as 万元 in 完成投资（单位：万元）, or on the last line of it."""
    for place in (*reversed(list(_BRACKETS.finditer(name.text))), *_LAST_LINE.finditer(name.text)):
        inside = name.cut(*place.span(1))
        match = pattern("unit_of_figures").fullmatch(simplify(inside.text))
        if match:
            return inside.cut(*match.span(1))
    return NOWHERE


def with_unit(name: Passage, cell: Passage, amounts: Passage = NOWHERE) -> Passage:
    """A bare figure behind the name of its column and before its unit, each in its own characters.

    `amounts` is the unit that stands above the table, for columns of money that name none. A cell that
    is no bare figure keeps its own words.
    """
    if is_empty(cell.text):
        return NOWHERE
    unit = unit_of(name)
    title = squeeze(name.sub(_LAST_LINE, "") if is_unit(name.text.split("\n")[-1]) else name.sub(_BRACKETS, ""))
    if not unit and pattern("money").search(simplify(title.text)):
        unit = amounts
    figure = Passage.join((cell, unit)) if is_bare(cell.text) else cell
    return Passage.join((title, figure), " ")
