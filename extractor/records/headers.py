"""What is asked about the header of a table, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from ._base import Record

ColumnRole = Literal[
    "number", "heading", "task", "unit", "leader", "deadline", "narrative", "figure", "problem", "plan", "status"
]
"""What a column is for: the fields of an item, or a figure that is part of its progress."""
COLUMN_ROLES: tuple[ColumnRole, ...] = get_args(ColumnRole)
ColumnContent = Literal["numbers", "phrases", "sentences", "nothing"]


class HeaderQuestion(Record):
    """A table whose columns are not known by their names; nothing of its rows is told but their kind."""

    names: tuple[str, ...]
    """Of the columns, from the left, without white space."""
    contents: tuple[ColumnContent, ...]
    """What stands in each of them."""


HeaderReader = Callable[[HeaderQuestion], tuple[ColumnRole | None, ...]]
"""Tells what each column is for, None where it is for none of these; raises `ExtractorError` where it cannot."""
