"""The flattened ledger table: each cell on lines of its own behind a tab, rows end to end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..spans import Passage
from .documents import Document, Line
from .drafts import Draft, Parse
from .statuses import status_class
from .tables import Row, Table, drafts_of, is_header, roles_of

_WIDEST = 16
_SHORT_NAME = 8
_DEADLINE = re.compile(r"\d|月|季度|长期|全年|年底|年内|持续|按")
_LONG_FIELD = 40
_ANNEX = re.compile(r"\s*附\s*(?:件|表)")


def ledger(document: Document) -> Parse | None:
    """A document whose table was flattened cell by cell."""
    tables = _tables(_cells(document))
    drafts: list[Draft] = []
    notes: list[str] = []
    for table in tables:
        found, remarks = drafts_of(table)
        drafts += found
        notes += remarks
    if not drafts:
        return None
    columns = "/".join(cell.text.replace("\n", "").replace(" ", "") for cell in tables[0].header)
    return Parse("ledger", tuple(drafts), f"{len(tables)} table(s) of cells behind tabs, columns {columns}", tuple(notes))


def _cells(document: Document) -> list[Passage]:
    """Every cell: from its tab to the next one, or to the annex title that follows the last."""
    cells: list[Passage] = []
    opened: list[Line] = []
    for line in document.lines:
        if line.text.startswith("\t"):
            _close(document, opened, cells)
            opened = [line]
        elif opened and _ANNEX.match(line.text):
            _close(document, opened, cells)
            opened = []
        elif opened:
            opened.append(line)
    _close(document, opened, cells)
    return cells


def _close(document: Document, lines: Sequence[Line], cells: list[Passage]) -> None:
    if not lines:
        return
    at = lines[0].start
    end = lines[-1].span.end
    tabs = [at + offset for offset, character in enumerate(lines[0].text) if character == "\t"]
    for start, stop in zip(tabs, [*tabs[1:], end], strict=True):
        cells.append(document.passage(start + 1, max(stop, start + 1)).strip())


def _tables(cells: Sequence[Passage]) -> list[Table]:
    tables = []
    for (start, width), (stop, _) in pairwise((*_headers(cells), (len(cells), 0))):
        header = tuple(cells[start : start + width])
        tables.append(Table(header, tuple(_rows(cells[start + width : stop], header))))
    return tables


def _headers(cells: Sequence[Passage]) -> list[tuple[int, int]]:
    """Start and width of each header: the longest run of column names that holds one of progress."""
    names = [roles_of((cell,))[0] is not None for cell in cells]
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(cells):
        width = _header_width(cells, names, index)
        if width > 2 and is_header(cells[index : index + width]):
            found.append((index, width))
            index += width
        else:
            index += 1
    return found


def _header_width(cells: Sequence[Passage], names: Sequence[bool], start: int) -> int:
    """Cells from `start` that name columns; one short unknown name may stand between two known ones."""
    at = start
    while at < min(len(cells), start + _WIDEST):
        bridge = at > start and at + 1 < len(cells) and names[at + 1] and len("".join(cells[at].text.split())) <= _SHORT_NAME
        if not names[at] and not bridge:
            break
        at += 1
    return at - start


def _rows(cells: Sequence[Passage], header: Row) -> list[Row]:
    """The cells dealt out row by row; a row with a cell too few or too many is put right by what its cells look like."""
    roles = roles_of(header)
    rows: list[Row] = []
    at = 0
    while at < len(cells):
        length = _row_length(cells, at, roles)
        row = list(cells[at : at + length])
        if length < len(header):
            row += [Passage("", ())] * (len(header) - length)
        rows.append(tuple(_trim_last(row[: len(header)])))
        at += length
    return rows


def _row_length(cells: Sequence[Passage], at: int, roles: Sequence[str | None]) -> int:
    width = len(roles)
    left = len(cells) - at
    if left <= width:
        return left
    here = _misfits(cells[at : at + width], roles) + _misfits(cells[at + width : at + 2 * width], roles)
    if here == 0:
        return width
    options = [(here, 0, width)]
    for length in (width - 1, width + 1):
        rest = _misfits(cells[at + length : at + length + width], roles)
        options.append((rest + 1, abs(length - width), length))
    return min(options)[2]


def _misfits(cells: Sequence[Passage], roles: Sequence[str | None]) -> int:
    return sum(not _fits(cell.text, role) for cell, role in zip(cells, roles, strict=False))


def _fits(text: str, role: str | None) -> bool:
    bare = "".join(text.split())
    if not bare:
        return True
    if role == "deadline":
        return _DEADLINE.search(bare) is not None
    if role == "status":
        return len(bare) <= _LONG_FIELD and status_class(bare) is not None
    if role in ("unit", "leader", "number"):
        return len(bare) <= _LONG_FIELD and "。" not in bare
    return True


def _trim_last(row: list[Passage]) -> list[Passage]:
    """The last cell ends at a blank line: what follows it stands below the table."""
    last = row[-1]
    blank = re.search(r"\n[ \t]*\n", last.text)
    if blank and status_class(last.text[: blank.start()]):
        row[-1] = last.cut(0, blank.start())
    return row
