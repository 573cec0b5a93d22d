"""Tables with one row a line: cells between bars, or between tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..spans import Passage
from .columns import Row, is_header
from .documents import Document, Line
from .drafts import Parse
from .enumerators import enumerator_of
from .outline import closes_document
from .statuses import status_class
from .tables import Table, parse_tables

_BARS = "|｜│┃∣"
_BAR = re.compile(f"[{_BARS}]")
_TAB = re.compile("\t")
_RULE = re.compile(r"[\s|｜│┃+:\-—─━=]+")
_FEWEST_CELLS = 3
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LONGEST_TITLE = 20
_SENTENCE_END = re.compile(r"[。；;！!？?]$")

_WrappedRow = list[list[Passage]]
"""Cells, each as the lines that it is wrapped over."""


def pipe_table(document: Document) -> Parse | None:
    """A document whose table has bars between its cells."""
    return parse_tables(_tables(document, _BAR), "pipe", "bars between cells")


def tab_table(document: Document) -> Parse | None:
    """A document whose table has tabs between its cells."""
    return parse_tables(_tables(document, _TAB), "tab", "tabs between cells")


def _tables(document: Document, delimiter: re.Pattern[str]) -> list[Table]:
    tables: list[Table] = []
    header: Row | None = None
    rows: list[_WrappedRow] = []
    for line in document.lines:
        if header is None and len(delimiter.findall(line.text)) < _FEWEST_CELLS - 1:
            continue
        cells = _cells(document, line, delimiter)
        if len(cells) >= _FEWEST_CELLS and is_header(cells):
            if header:
                tables.append(Table(header, _wrapped(rows)))
            header, rows = cells, []
        elif header and closes_document(line.text):
            tables.append(Table(header, _wrapped(rows)))
            header, rows = None, []
        elif header and not line.blank and not _RULE.fullmatch(line.text):
            _add(rows, cells, len(header))
    if header:
        tables.append(Table(header, _wrapped(rows)))
    return tables


def _add(rows: list[_WrappedRow], cells: Row, width: int) -> None:
    """A line as the next row, or as the continuation of one that still lacks cells."""
    above = rows[-1] if rows else []
    if 1 < len(above) < width and len(above) + len(cells) - 1 <= width:
        above[-1].append(cells[0])
        above += ([cell] for cell in cells[1:])
    else:
        rows.append([[cell] for cell in _merge_surplus(cells, width)])


def _wrapped(rows: Sequence[_WrappedRow]) -> tuple[Row, ...]:
    """The rows, lines without cells put back into the cell that they break off from.

    A line that heads the rows below it stays one; what follows the last row is its end only where that breaks off.
    """
    whole: list[_WrappedRow] = []
    last = max((index for index, row in enumerate(rows) if len(row) > 1), default=-1)
    for index, row in enumerate(rows):
        if len(row) > 1 or not whole or _titles_section(row[0][0].text):
            whole.append(row)
        elif index < last or _breaks_off(whole[-1][-1]):
            whole[-1][-1].append(row[0][0])
    return tuple(tuple(Passage.join(lines, "\n") for lines in row) for row in whole)


def _breaks_off(lines: Sequence[Passage]) -> bool:
    head = Passage.join(lines[: _LONGEST_TITLE + 1], "\n")
    return len(head.text) > _LONGEST_TITLE and _SENTENCE_END.search(lines[-1].text) is None


def _titles_section(line: str) -> bool:
    return (status_class(line) is not None and len(line) <= _LONGEST_TITLE) or enumerator_of(line) is not None


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
    cells = (document.passage(line.start + begin, line.start + end) for begin, end in zip(begins, ends, strict=True))
    return tuple(_unquote(cell.strip()).sub(_LINE_BREAK, "\n") for cell in cells)


def _unquote(cell: Passage) -> Passage:
    """A cell without the quotation marks of comma- and tab-separated files."""
    quoted = len(cell.text) > 1 and cell.text[0] == cell.text[-1] == '"'
    return cell.cut(1, len(cell.text) - 1) if quoted else cell
