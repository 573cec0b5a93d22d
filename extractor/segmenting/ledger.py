"""The flattened ledger table: each cell on lines of its own behind a tab, rows end to end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ..records import NOWHERE
from ..spans import Passage
from .columns import Row, is_header, roles_of
from .documents import Document, Line
from .drafts import Parse
from .names import names_a_body
from .outline import closes_document
from .statuses import status_class
from .tables import Table, parse_tables

_WIDEST = 16
_NARROWEST = 3
_SHORT_NAME = 8
_DEADLINE = re.compile(r"\d|月|季度|长期|全年|年底|年内|持续|按")
_NUMBER = re.compile(r"[\d一二三四五六七八九十（）()、.．]+")
_LONG_FIELD = 40
_LONGEST_NAMES = 24
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def ledger(document: Document) -> Parse | None:
    """A document whose table was flattened cell by cell."""
    tables = [table for cells in _groups(document) for table in _tables(cells)]
    return parse_tables(tables, "ledger", "each cell on lines behind a tab")


def _groups(document: Document) -> Iterator[list[Passage]]:
    """The cells, from the first tab on; an annex title or an imprint between two of them parts the tables."""
    cells: list[Passage] = []
    opened: list[Line] = []
    for line in document.lines:
        if line.text.startswith("\t"):
            cells += _cells(document, opened)
            opened = [line]
        elif opened and closes_document(line.text):
            cells += _cells(document, opened)
            yield cells
            cells, opened = [], []
        elif opened:
            opened.append(line)
    yield cells + _cells(document, opened)


def _cells(document: Document, lines: Sequence[Line]) -> list[Passage]:
    """The cells that begin on the first of `lines`; the last of them goes on over the others."""
    if not lines:
        return []
    at, end = lines[0].start, lines[-1].span.end
    tabs = [at + offset for offset, character in enumerate(lines[0].text) if character == "\t"]
    return [document.passage(start + 1, max(stop, start + 1)).strip() for start, stop in pairwise((*tabs, end))]


def _tables(cells: Sequence[Passage]) -> list[Table]:
    tables = []
    for (start, width), (stop, _) in pairwise((*_headers(cells), (len(cells), 0))):
        header = tuple(cells[start : start + width])
        tables.append(Table(header, tuple(_rows(cells[start + width : stop], header))))
    return tables


def _headers(cells: Sequence[Passage]) -> list[tuple[int, int]]:
    """Start and width of each header: the longest run of column names that holds one of progress."""
    names = [role is not None for role in roles_of(cells)]
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(cells):
        width = _header_width(cells, names, index)
        if width >= _NARROWEST and is_header(cells[index : index + width]):
            found.append((index, width))
            index += width
        else:
            index += 1
    return found


def _header_width(cells: Sequence[Passage], names: Sequence[bool], start: int) -> int:
    """Cells from `start` that name columns; one short unknown name may stand between two known ones."""
    at = start
    while at < min(len(cells), start + _WIDEST):
        short = len("".join(cells[at].text.split())) <= _SHORT_NAME
        bridge = at > start and short and at + 1 < len(cells) and names[at + 1]
        if not names[at] and not bridge:
            break
        at += 1
    return at - start


def _rows(cells: Sequence[Passage], header: Row) -> Iterator[Row]:
    """The cells dealt out row by row; a row with a cell too few or too many is told by what its cells look like."""
    roles = roles_of(header)
    at = 0
    while at < len(cells):
        length = _row_length(cells, at, roles)
        row = _fill(cells[at : at + length], roles)
        yield (*row[:-1], _above_blank_line(row[-1]))
        at += length


def _row_length(cells: Sequence[Passage], at: int, roles: Sequence[str | None]) -> int:
    """How many of the cells from `at` make the next row: as many as leave it, and the row after it, fitting best."""
    width = len(roles)
    if len(cells) - at <= width:
        return len(cells) - at
    lengths = (width, width - 1, width + 1)

    def strain(start: int, length: int) -> int:
        return _misfits(_fill(cells[start : start + length], roles), roles) + (length != width)

    if strain(at, width) + strain(at + width, width) == 0:
        return width
    return min(lengths, key=lambda length: strain(at, length) + min(strain(at + length, after) for after in lengths))


def _fill(cells: Sequence[Passage], roles: Sequence[str | None]) -> Row:
    """The cells of one row, with an empty one where it fits best if one is missing."""
    row = tuple(cells[: len(roles)])
    while len(row) < len(roles):
        gaps = range(len(row), -1, -1)
        row = min(((*row[:gap], NOWHERE, *row[gap:]) for gap in gaps), key=lambda filled: _misfits(filled, roles))
    return row


def _misfits(cells: Sequence[Passage], roles: Sequence[str | None]) -> int:
    return sum(not _fits("".join(cell.text.split()), role) for cell, role in zip(cells, roles, strict=False))


def _fits(text: str, role: str | None) -> bool:
    looks_right = _LOOKS.get(role or "")
    return not text or looks_right is None or looks_right(text)


def _is_text(text: str) -> bool:
    return len(text) > _SHORT_NAME or (status_class(text) is None and not _NUMBER.fullmatch(text))


_LOOKS: dict[str, Callable[[str], bool]] = {
    "number": lambda text: _NUMBER.fullmatch(text) is not None,
    "deadline": lambda text: len(text) <= _LONG_FIELD and _DEADLINE.search(text) is not None,
    "status": lambda text: len(text) <= _LONG_FIELD and status_class(text) is not None,
    "leader": lambda text: len(text) <= _LONGEST_NAMES and not names_a_body(text) and not _DEADLINE.search(text),
    "unit": lambda text: len(text) <= _LONG_FIELD and names_a_body(text),
    "narrative": _is_text,
    "task": _is_text,
}
"""What the bare text of a cell must look like, by the role of its column."""


def _above_blank_line(last: Passage) -> Passage:
    """The last cell of a row ends at a blank line: what follows it stands below the table."""
    blank = _BLANK_LINE.search(last.text)
    return last.cut(0, blank.start()) if blank and status_class(last.text[: blank.start()]) else last
