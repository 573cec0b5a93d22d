"""Where words stand in the original document."""

from __future__ import annotations

from typing import NamedTuple

from ..spans import Span
from ._base import Record


class Box(NamedTuple):
    """A rectangle of a page, in shares of the page's width and height from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Place(Record):
    """A place that a reader of the original can turn to; what its format does not have is None.

    All numbers count from 1.
    """

    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    """Place among the paragraphs and tables of the document, or of the cell."""
    certainty: float | None = None
    """How sure character recognition was, from 0 to 1; None where nothing had to be recognised."""


class Located(NamedTuple):
    """A stretch of a source, and its place in the original."""

    span: Span
    place: Place


class Cell(NamedTuple):
    """A cell of a table: its words, and the part of the grid that it fills.

    Rows and columns count from 0; a merged cell covers more than one.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Table(Record):
    """A table of a document; cells ascend by row, then column, and do not overlap."""

    span: Span
    cells: tuple[Cell, ...]
