"""Tables with one row a line: cells between bars, or between tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..spans import Passage
from .documents import Document, Line
from .drafts import Draft, Parse
from .tables import Row, Table, drafts_of, is_header

_BARS = "|｜│┃∣"
_BAR = re.compile(f"[{_BARS}]")
_TAB = re.compile("\t+")
_RULE = re.compile(r"[\s|｜│┃+:\-—─━=]+")
_FEWEST_CELLS = 3


def pipe_table(document: Document) -> Parse | None:
    """A document whose table has bars between its cells."""
    return _parse(document, _BAR, "pipe", "bars")


def tab_table(document: Document) -> Parse | None:
    """A document whose table has tabs between its cells."""
    return _parse(document, _TAB, "tab", "tabs")


def _parse(document: Document, delimiter: re.Pattern[str], layout: str, what: str) -> Parse | None:
    drafts: list[Draft] = []
    notes: list[str] = []
    headers: list[Row] = []
    for table in _tables(document, delimiter):
        found, remarks = drafts_of(table)
        drafts += found
        notes += remarks
        headers.append(table.header)
    if not drafts:
        return None
    columns = "/".join(cell.text for cell in headers[0])
    return Parse(layout, tuple(drafts), f"{len(headers)} table(s) with {what} between cells, columns {columns}", tuple(notes))


def _tables(document: Document, delimiter: re.Pattern[str]) -> list[Table]:
    tables: list[Table] = []
    header: Row | None = None
    rows: list[Row] = []
    for line in document.lines:
        cells = _cells(document, line, delimiter)
        if len(cells) >= _FEWEST_CELLS and is_header(cells):
            if header:
                tables.append(Table(header, tuple(rows)))
            header, rows = cells, []
        elif header and not line.blank and not _RULE.fullmatch(line.text):
            _add(rows, cells, document.line_passage(line), len(header))
    if header:
        tables.append(Table(header, tuple(rows)))
    return tables


def _add(rows: list[Row], cells: Row, line: Passage, width: int) -> None:
    """A line as the next row, or as the continuation of a row that is still short of cells."""
    if rows and len(rows[-1]) < width and len(rows[-1]) > 1 and len(rows[-1]) + len(cells) - 1 <= width:
        *done, last = rows[-1]
        rows[-1] = (*done, Passage.join((last, cells[0] if len(cells) > 1 else line.strip()), "\n"), *cells[1:])
    elif len(cells) > 1:
        rows.append(_merge_surplus(cells, width))


def _merge_surplus(cells: Row, width: int) -> Row:
    return cells if len(cells) <= width else (*cells[: width - 1], Passage.join(cells[width - 1 :], " "))


def _cells(document: Document, line: Line, delimiter: re.Pattern[str]) -> Row:
    text = line.text.rstrip()
    start = len(text) - len(text.lstrip())
    if delimiter is _BAR:
        start += start < len(text) and text[start] in _BARS
        text = text[:-1] if text.endswith(tuple(_BARS)) else text
    bounds = [match.span() for match in delimiter.finditer(text, start)]
    begins: Sequence[int] = [start, *(end for _, end in bounds)]
    ends: Sequence[int] = [*(begin for begin, _ in bounds), len(text)]
    return tuple(
        document.passage(line.start + begin, line.start + end).strip()
        for begin, end in zip(begins, ends, strict=True)
    )

