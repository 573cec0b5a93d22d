"""Tables, wherever they come from: columns by the meaning of their headers, rows to drafts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ..records import NOWHERE, Finding
from ..script import simplify
from ..spans import Passage
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .fields import header_role
from .patterns import pattern
from .statuses import status_class

_INHERITED = frozenset({"heading", "unit", "leader", "deadline"})
_LONG_CELL = 14
_NO_TEXT = re.compile(r"[\W_]*")

Row = tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it; a cell merged into the one above is empty."""

    header: Row
    rows: tuple[Row, ...]


def roles_of(header: Iterable[Passage]) -> tuple[str | None, ...]:
    """The role of each column by its name alone."""
    return tuple(header_role(cell.text) for cell in header)


def is_header(cells: Sequence[Passage]) -> bool:
    """Whether the cells name columns: one of progress and at least one other, all but one of them known."""
    roles = roles_of(cells)
    known = {role for role in roles if role is not None}
    telling = known & {"narrative", "outcome", "period"}
    return bool(telling) and len(known) > 1 and sum(role is None for role in roles) <= len(roles) // 3


def parse_tables(tables: Sequence[Table], layout: str, what: str) -> Parse | None:
    """The items of all `tables` of a document, None where there are none; `what` describes the tables."""
    drafts: list[Draft] = []
    notes: list[Finding] = []
    for table in tables:
        found, remarks = drafts_of(table)
        drafts += found
        notes += remarks
    if not drafts:
        return None
    columns = "/".join("".join(cell.text.split()) for cell in tables[0].header)
    return Parse(layout, tuple(drafts), f"{len(tables)} table(s) with {what}, columns {columns}", tuple(notes))


def drafts_of(table: Table) -> tuple[tuple[Draft, ...], tuple[Finding, ...]]:
    """One draft a row with progress, and a note for each row that has a task but none."""
    roles = _settle(table)
    drafts: list[Draft] = []
    notes: list[Finding] = []
    above: Row = ()
    section = NOWHERE
    for number, cells in enumerate(table.rows, start=1):
        filled = [cell for cell in cells if _NO_TEXT.fullmatch(cell.text) is None]
        if len(filled) <= 1:
            section = _title(filled[0]) if filled else section
            continue
        if pattern("total").match(simplify(filled[0].text)):
            continue
        above = _inherit(cells, above, roles)
        draft = _draft(above, roles, section)
        if draft.narrative:
            drafts.append(draft)
        else:
            notes.append(_left_out(number))
    return tuple(drafts), tuple(notes)


def _left_out(row: int) -> Finding:
    return Finding(
        check="no_progress_text",
        severity="notice",
        zh=f"表格第{row}行没有进展情况，未列为事项",
        en=f"row {row} of the table has no progress text and was left out",
    )


def _title(cell: Passage) -> Passage:
    found = enumerator_of(cell.text)
    return cell.cut(found.length) if found else cell


def _settle(table: Table) -> tuple[str | None, ...]:
    """Column roles, where a name alone leaves it open, by what stands in the column."""
    roles = list(roles_of(table.header))
    if "narrative" not in roles:
        candidates = [index for index, role in enumerate(roles) if role in ("outcome", "period")]
        for index in candidates:
            roles[index] = "narrative"
    for index, role in enumerate(roles):
        if role in ("outcome", "period"):
            roles[index] = "status" if role == "outcome" else "narrative"
        elif role == "status" and not _looks_like_status(table, index):
            roles[index] = None
    return tuple(roles)


def _looks_like_status(table: Table, column: int) -> bool:
    texts = [row[column].text for row in table.rows if column < len(row) and row[column].text.strip()]
    if not texts:
        return False
    return median(map(len, texts)) <= _LONG_CELL and any(status_class(text) for text in texts)


def _inherit(row: Row, above: Row, roles: Sequence[str | None]) -> Row:
    return tuple(
        above[index] if role in _INHERITED and not cell.text.strip() and index < len(above) else cell
        for index, (cell, role) in enumerate(zip(row, roles, strict=False))
    )


def _draft(row: Row, roles: Sequence[str | None], section: Passage) -> Draft:
    cells: dict[str, list[Passage]] = {}
    for cell, role in zip(row, roles, strict=False):
        if role is not None and cell.text.strip():
            cells.setdefault(role, []).append(cell)

    def joined(role: str) -> Passage:
        return Passage.join(cells.get(role, ()), "\n")

    section_status = section if status_class(section.text) else NOWHERE
    return Draft(
        narrative=joined("narrative"),
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
