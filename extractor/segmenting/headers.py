"""The header rows of a table: which there are, and what the columns under them are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..records import Cell
from ..spans import Passage
from .columns import PROGRESS
from .documents import squeeze
from .fields import header_role
from .figures import is_bare, is_unit
from .lattice import Lattice, beneath

_DEEPEST = 3
_FEWEST_NAMES = 2
_LOWEST = 4
"""Rows from the top in which an unknown header may begin."""
_LONGEST_NAME = 60
"""Most characters, white space aside, in a cell of a header; it may say how it is to be filled in."""
_LONGEST_PART = 12
"""The same for a cell that divides the column above it."""
_NAMES_AN_ITEM = frozenset({"number", "heading", "task", "unit", "leader", "deadline"})
_UNDER = frozenset({"task", "plan", "deadline", "problem", "figure"})
"""Roles that a column keeps when it is divided by periods."""
_SENTENCE_END = re.compile(r"[。；;！!？?]$")
_INDEX = re.compile(r"[（(]?(?:\d{1,2}|[甲乙丙丁]|[A-Z]|栏次)[)）]?")


class Column(NamedTuple):
    """A column with a name of its own, over the places `first` to `last`, the latter left out."""

    first: int
    last: int
    name: Passage
    """The names above each other, from the top."""
    role: str | None


Judge = Callable[[Sequence[Column]], Sequence[str | None] | None]
"""The roles of columns, or None where they head no table of items."""


class Header(NamedTuple):
    """Header rows `top` to `bottom`, the latter left out, and the columns under them."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names without white space."""
        return names_of(self.columns)

    def over(self, lattice: Lattice) -> tuple[Column, ...] | None:
        """The same columns in a table without a header, where it has as many."""
        if lattice.width == max(column.last for column in self.columns):
            return self.columns
        rows = (row for row in lattice.rows if len(row) == len(self.columns))
        return next((tuple(map(_moved, self.columns, row)) for row in rows), None)

    @property
    def in_words(self) -> bool:
        """Whether a column is named for progress, and not for a figure alone."""
        return any(column.role in PROGRESS for column in self.columns)


def _moved(column: Column, cell: Cell) -> Column:
    return column._replace(first=cell.column, last=cell.column + cell.columns)


def names_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """The names of columns without white space."""
    return tuple("".join(column.name.text.split()) for column in columns)


def by_names(columns: Sequence[Column]) -> Sequence[str | None] | None:
    """The roles of columns named for progress and for what it is of, at least half of them by known names."""
    roles = [column.role for column in columns]
    known = {role for role in roles if role is not None}
    told = bool(known & (PROGRESS | {"figure"})) and bool(known & _NAMES_AN_ITEM)
    return roles if told and sum(role is None for role in roles) <= len(roles) // 2 else None


def candidate(lattice: Lattice) -> Header | None:
    """The uppermost rows that may be a header by their form, whatever the names."""
    return next(filter(None, (_formed_at(lattice, row) for row in range(min(lattice.height, _LOWEST)))), None)


def headers(lattice: Lattice, judge: Judge = by_names) -> Iterator[Header]:
    """Each header of a table from the top; one further down must repeat it, number anew, or stand under a title."""
    first: Header | None = None
    row = 0
    while row < lattice.height:
        found = _header_at(lattice, row, judge)
        if found and (first is None or found.names == first.names or _begins_anew(lattice, found)):
            first = first or found
            yield found
            row = found.bottom
        else:
            row += 1


def _begins_anew(lattice: Lattice, header: Header) -> bool:
    above = [cell for cell in lattice.rows[header.top - 1] if _text(lattice, cell)]
    return len(above) <= 1 or any(column.role == "number" for column in header.columns)


def _header_at(lattice: Lattice, top: int, judge: Judge) -> Header | None:
    formed = _formed_at(lattice, top)
    roles = judge(formed.columns) if formed else None
    if formed is None or roles is None:
        return None
    columns = tuple(column._replace(role=role) for column, role in zip(formed.columns, roles, strict=True))
    index = formed.bottom < lattice.height and _is_index(lattice, formed.bottom)
    return Header(top, formed.bottom + index, columns)


def _formed_at(lattice: Lattice, top: int) -> Header | None:
    """The rows from `top` on that have the form of a header."""
    cells = lattice.rows[top]
    filled = [text for cell in cells if (text := _text(lattice, cell))]
    names = all(cell.row == top for cell in cells) and not any(map(_is_no_name, filled))
    if len(filled) < _FEWEST_NAMES or not names:
        return None
    bottom = min(top + max(cell.rows for cell in cells), lattice.height)
    if bottom - top > _DEEPEST:
        return None
    while bottom < lattice.height and bottom - top < _DEEPEST and _divides(lattice, bottom):
        bottom += 1
    if bottom < lattice.height and _is_units(lattice, bottom):
        bottom += 1
    return Header(top, bottom, _columns(lattice, top, bottom))


def _is_no_name(text: str) -> bool:
    return is_bare(text) or len(text) > _LONGEST_NAME or _SENTENCE_END.search(text) is not None


def _divides(lattice: Lattice, row: int) -> bool:
    """Whether a row only gives names to the parts of the columns above it."""
    cells = [cell for cell in lattice.rows[row] if cell.row == row]
    parts = [cell for cell in cells if _text(lattice, cell)]
    wide = [cell for cell in lattice.rows[row - 1] if cell.columns > 1 and cell.row + cell.rows == row]
    divided = [cell for above in wide for cell in beneath(parts, above.column, above.column + above.columns)]
    texts = [_text(lattice, cell) for cell in parts]
    names = all(len(text) <= _LONGEST_PART and not is_bare(text) for text in texts)
    return len(parts) > 1 and names and len(divided) == len(parts) and len(parts) > len(wide)


def _is_units(lattice: Lattice, row: int) -> bool:
    """Whether a row says nothing but the units of columns."""
    texts = [text for cell in lattice.rows[row] if cell.row == row and (text := _text(lattice, cell))]
    return bool(texts) and all(map(is_unit, texts))


def _is_index(lattice: Lattice, row: int) -> bool:
    """Whether a row counts the columns: 1, 2, 3 or 甲, 乙, 1."""
    texts = [text for cell in lattice.rows[row] if (text := _text(lattice, cell))]
    return len(texts) > _FEWEST_NAMES and len(set(texts)) == len(texts) and all(map(_INDEX.fullmatch, texts))


def _columns(lattice: Lattice, top: int, bottom: int) -> tuple[Column, ...]:
    columns = []
    for leaf in lattice.rows[bottom - 1]:
        first, last = leaf.column, leaf.column + leaf.columns
        above = [cell for row in range(top, bottom) for cell in beneath(lattice.rows[row], first, last)]
        parts = [squeeze(lattice.passage(cell)) for cell in dict.fromkeys(above)]
        named = [part for part in parts if part]
        texts = [part.text for part in named if not is_unit(part.text)]
        columns.append(Column(first, last, Passage.join(named, "\n"), _role(texts)))
    return tuple(columns)


def _role(parts: Sequence[str]) -> str | None:
    """What a column is for, by its names above each other: the lowest tells, those above it where it does not."""
    if not parts:
        return None
    *above, name = parts
    own, over = header_role(name), header_role("".join(above))
    if own == "period" and over in _UNDER:
        return over
    return own or header_role("".join(parts)) or over


def _text(lattice: Lattice, cell: Cell) -> str:
    return "".join(lattice.passage(cell).text.split())
