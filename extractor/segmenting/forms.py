"""Tables that hold an item as a form does: a label in one cell, and in the next what it names (项目名称｜…)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..records import NOWHERE
from ..script import simplify
from ..spans import Passage
from .columns import PROGRESS, Row
from .fields import header_role, label_role
from .figures import is_empty
from .lattice import Lattice
from .tables import Table

_LONGEST_LABEL = 12
_IDENTIFYING = frozenset({"number", "heading", "task", "unit"})
_FEWEST_LABELS = 2


class _Field(NamedTuple):
    """A label, its role, and the cells it names: one an item."""

    label: Passage
    role: str
    values: Row


def forms(lattice: Lattice) -> list[Table]:
    """The items of a table of labels and values, one table of one row each; none where it is no such table."""
    fields = list(_fields(lattice))
    roles = {field.role for field in fields}
    if len(fields) < _FEWEST_LABELS or not roles & PROGRESS or not roles & _IDENTIFYING:
        return []
    return [table for record in _records(fields) for table in _items(record)]


def _fields(lattice: Lattice) -> Iterator[_Field]:
    """Each label with the cells behind it in its row, or, where it has the row to itself, with the one below."""
    waiting: _Field | None = None
    for number, row in enumerate(lattice.rows):
        cells = [lattice.passage(cell) for cell in row if cell.row == number]
        if len(cells) > 1:
            yield from _row_fields(cells)
        elif cells and waiting and not label_role(_bare(cells[0])):
            yield waiting._replace(values=(cells[0],))
        role = label_role(_bare(cells[0])) if len(cells) == 1 else None
        waiting = _Field(cells[0], role, ()) if role else None


def _row_fields(cells: Sequence[Passage]) -> Iterator[_Field]:
    """The labels of a row, each with the cells up to the next; what stands directly behind a label is no label."""
    field: _Field | None = None
    for cell in cells:
        role = _role(cell) if field is None or field.values else None
        if role is None:
            field = field and field._replace(values=(*field.values, cell))
            continue
        if field:
            yield field
        field = _Field(cell, role, ())
    if field and field.values:
        yield field


def _role(cell: Passage) -> str | None:
    text = _bare(cell)
    return header_role(text) if len(text) <= _LONGEST_LABEL else None


def _bare(cell: Passage) -> str:
    return simplify("".join(cell.text.split())).rstrip("：:")


def _records(fields: Sequence[_Field]) -> Iterator[list[_Field]]:
    """The fields of each form; a new one begins where the label comes again that the first one began with."""
    begins = fields[0].label.text
    record: list[_Field] = []
    for field in fields:
        if record and field.label.text == begins:
            yield record
            record = []
        record.append(field)
    yield record


def _items(record: Sequence[_Field]) -> Iterator[Table]:
    """One table for each value of the progress; a field with fewer values has the same one for all."""
    header = tuple(field.label for field in record)
    roles = tuple(field.role for field in record)
    told = [len(field.values) for field in record if field.role in PROGRESS]
    for item in range(min(told, default=0)):
        row = tuple(_value(field, item, min(told)) for field in record)
        yield Table(header, (row,), roles, filled=True, titles=frozenset())


def _value(field: _Field, item: int, items: int) -> Passage:
    if items == 1:
        return Passage.join((value for value in field.values if not is_empty(value.text)), "\n")
    return field.values[item] if item < len(field.values) else (field.values or (NOWHERE,))[0]
