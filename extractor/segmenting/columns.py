"""What the columns of a table hold: told by their names, and by what stands in them where a name leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import NamedTuple

from ..script import simplify
from ..spans import Passage
from .fields import header_role
from .figures import is_bare, is_empty, is_measure
from .patterns import pattern
from .statuses import status_class

PROGRESS = frozenset({"narrative", "outcome", "period"})
"""Roles of columns that may tell progress in words."""
_LONG_CELL = 14

Row = tuple[Passage, ...]
Roles = Sequence[str | None]


class Columns(NamedTuple):
    """The settled roles of a table's columns."""

    roles: tuple[str | None, ...]
    in_figures: bool
    """Whether progress is told by the `figure` columns alone; else these stand beside the words, and are not read."""


def roles_of(header: Iterable[Passage]) -> tuple[str | None, ...]:
    """The role of each column by its name alone."""
    return tuple(header_role(cell.text) for cell in header)


def is_header(cells: Sequence[Passage]) -> bool:
    """Whether the cells name columns: one of progress and at least one other, all but one in three of them known."""
    roles = roles_of(cells)
    known = {role for role in roles if role is not None}
    return bool(known & PROGRESS) and len(known) > 1 and sum(role is None for role in roles) <= len(roles) // 3


def settle(header: Row, names: Roles, rows: Sequence[Row]) -> Columns:
    """The roles of columns called `header`, which go by `names`, over `rows`."""
    cells = [[row[column] for row in rows if column < len(row)] for column in range(len(names))]
    narrated = "narrative" in names or "period" in names
    roles = [_role(role, column, narrated=narrated) for role, column in zip(names, cells, strict=True)]
    words = [role == "narrative" and not _all(column, is_bare) for role, column in zip(roles, cells, strict=True)]
    in_figures = not any(words) and any(role in ("narrative", "figure") for role in roles)
    for place, column in enumerate(cells):
        unnamed = roles[place] is None and in_figures and not _aside(header[place])
        if (roles[place] == "narrative" and not words[place]) or (unnamed and _all(column, is_measure)):
            roles[place] = "figure"
    return Columns(tuple(roles), in_figures)


def _role(name: str | None, cells: Sequence[Passage], *, narrated: bool) -> str | None:
    """The role of one column; what is done is its status where another column, `narrated`, tells how."""
    if name in ("outcome", "period"):
        return "status" if name == "outcome" and narrated and _looks_like_status(cells) else "narrative"
    return None if name == "status" and not _looks_like_status(cells) else name


def _all(cells: Sequence[Passage], looks: Callable[[str], bool]) -> bool:
    """Whether every cell that is not empty looks so, and there is one."""
    texts = [cell.text for cell in cells if not is_empty(cell.text)]
    return bool(texts) and all(map(looks, texts))


def _aside(name: Passage) -> bool:
    """Whether a column of numbers says when, whose or which, and not how much."""
    return pattern("aside").search(simplify("".join(name.text.split()))) is not None


def _looks_like_status(cells: Sequence[Passage]) -> bool:
    texts = [cell.text for cell in cells if cell.text.strip()]
    if not texts:
        return False
    return median(map(len, texts)) <= _LONG_CELL and any(status_class(text) for text in texts)
