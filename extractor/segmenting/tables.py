"""Tables, wherever they come from: columns by their meaning, rows to drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..records import NOWHERE, Finding
from ..script import simplify
from ..spans import Passage
from .columns import Columns, Roles, Row, roles_of, settle
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .figures import is_bare, is_empty, is_measure, unit_of, with_unit
from .patterns import pattern
from .statuses import is_status_title

_INHERITED = frozenset({"heading", "unit", "leader", "deadline"})


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it; a cell merged into the one above is empty."""

    header: Row
    rows: tuple[Row, ...]
    roles: Roles = ()
    """Of the columns by their names, where these say more than `header` alone."""
    filled: bool = False
    """Whether merged cells are filled in, so that an empty one is empty."""
    numbers: tuple[int, ...] = ()
    """Of the `rows` in the document's own table, where these are not simply counted from 1."""
    titles: frozenset[int] | None = None
    """Places in `rows` of those that title the rows below; None where these are the ones with a single cell."""
    section: Passage = NOWHERE
    """The title that the table stands under."""
    amounts: Passage = NOWHERE
    """The unit of its amounts of money, where it stands above the table."""


@dataclass(slots=True)
class _Reading:
    """A table being read row by row."""

    table: Table
    columns: Columns
    section: Passage
    above: Row = ()
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def take(self, place: int, number: int) -> None:
        """The next row: the title of a section, a total, or an item."""
        cells = self.table.rows[place]
        filled = [cell for cell in cells if not is_empty(cell.text)]
        titles = len(filled) == 1 if self.table.titles is None else place in self.table.titles
        if titles or not filled:
            self.section = _title(filled[0]) if filled else self.section
            return
        if pattern("total").match(simplify(filled[0].text)):
            self.notes.append(total_left_out(number))
            return
        self.above = self._inherit(cells)
        draft = _draft(self.table, self.above, self.columns, self.section)
        if draft.narrative:
            self.drafts.append(draft)
        else:
            self.notes.append(_left_out(number, "no_progress_text", "没有进展情况，", "has no progress text"))

    def _inherit(self, row: Row) -> Row:
        if self.table.filled:
            return row
        above = self.above
        return tuple(
            above[index] if role in _INHERITED and not cell.text.strip() and index < len(above) else cell
            for index, (cell, role) in enumerate(zip(row, self.columns.roles, strict=False))
        )


def parse_tables(tables: Sequence[Table], layout: str, what: str) -> Parse | None:
    """The items of all `tables` of a document, None where there are none; `what` describes the tables."""
    readings = [_read(table) for table in tables]
    drafts = tuple(draft for reading in readings for draft in reading.drafts)
    if not drafts:
        return None
    columns = "/".join("".join(cell.text.split()) for cell in tables[0].header)
    why = f"{len(tables)} table(s) with {what}, columns {columns}"
    in_figures = all(reading.columns.in_figures for reading in readings if reading.drafts)
    in_figures = in_figures or all(is_measure(draft.narrative.text) for draft in drafts)
    return Parse(layout, drafts, why, tuple(note for reading in readings for note in reading.notes), in_figures)


def _read(table: Table) -> _Reading:
    """One draft a row with progress, and a note for each row and column that tells some and is none."""
    columns = settle(table.header, table.roles or roles_of(table.header), table.rows)
    reading = _Reading(table, columns, table.section)
    for place, number in enumerate(table.numbers or range(1, len(table.rows) + 1)):
        reading.take(place, number)
    if not columns.in_figures:
        reading.notes += _figures_left_out(table, columns.roles)
    return reading


def _figures_left_out(table: Table, roles: Roles) -> Iterator[Finding]:
    for column, (cell, role) in enumerate(zip(table.header, roles, strict=True)):
        if role == "figure" and any(row[column].text for row in table.rows if column < len(row)):
            name = "".join(cell.text.split())
            yield Finding(
                check="figures_left_out",
                severity="notice",
                zh=f"表格“{name}”一列的数字不在进展情况之内，未予提取",
                en=f"the figures in the column {name!r} stand beside the progress text and were left out",
            )


def total_left_out(row: int) -> Finding:
    """The note for a row that sums up others."""
    return _left_out(row, "total_left_out", "是合计，", "is a total")


def _left_out(row: int, check: str, zh: str, en: str) -> Finding:
    return Finding(
        check=check,
        severity="notice",
        zh=f"表格第{row}行{zh}未列为事项",
        en=f"row {row} of the table {en} and was left out",
    )


def _title(cell: Passage) -> Passage:
    found = enumerator_of(cell.text)
    return cell.cut(found.length) if found else cell


def _draft(table: Table, row: Row, columns: Columns, section: Passage) -> Draft:
    cells: dict[str, list[Passage]] = {}
    for name, cell, role in zip(table.header, row, columns.roles, strict=False):
        if role is not None and not is_empty(cell.text):
            named = role == "figure" or (role == "task" and is_bare(cell.text) and bool(unit_of(name)))
            cells.setdefault(role, []).append(with_unit(name, cell, table.amounts) if named else cell)

    def joined(role: str) -> Passage:
        return Passage.join(cells.get(role, ()), "\n")

    section_status = section if is_status_title(section.text) else NOWHERE
    return Draft(
        narrative=joined("figure" if columns.in_figures else "narrative"),
        number=joined("number"),
        heading=joined("heading") or (NOWHERE if section_status else section),
        task=joined("task"),
        units=joined("unit"),
        leaders=tuple(cells.get("leader", ())),
        deadline=joined("deadline"),
        problems=joined("problem"),
        plans=joined("plan"),
        status=joined("status") or section_status,
    )
