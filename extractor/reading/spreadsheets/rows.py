"""The cells of one sheet of a workbook, row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.utils.escape import unescape

from ..numberformats import GENERAL, shown_number, shown_text
from .sheets import MAX_COLUMNS, Merge, Sheet, SheetCell, check_count, check_position
from .workbook import CellStyle, Workbook

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_AREA = re.compile(rf"{_CELL.pattern}(?::{_CELL.pattern})?")
_LONGEST_NUMBER = 7
"""Digits of a row's number."""
_PLAIN = CellStyle(GENERAL, white=False)
_LOST = "\ufffd"
"""Stands for a text that the workbook lacks."""
_TRUE = {"1", "true"}
_show = lru_cache(maxsize=65_536)(shown_number)
_column = lru_cache(maxsize=MAX_COLUMNS)(column_index_from_string)


class RowHandler:
    """Fills `sheet` from the part that holds it."""

    def __init__(self, sheet: Sheet, workbook: Workbook) -> None:
        self.sheet = sheet
        self._workbook = workbook
        self._row = self._column = -1
        self._attributes: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._collecting = self._reading = self._formula = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self._collecting = not self._reading
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._reading = True
        elif tag == "col":
            self._add_column(attributes)
        elif tag == "mergeCell":
            self._add_merge(attributes.get("ref", ""))
        elif tag == "filterColumn":
            self.sheet.filtered = True
        elif tag in ("tablePart", "conditionalFormatting"):
            self.sheet.coloured = True

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):
            self._collecting = False
        elif tag == "rPh":
            self._reading = False

    def data(self, text: str) -> None:
        """Words."""
        if self._collecting:
            self._pieces.append(text)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        told = attributes.get("r", "")
        self._row = int(told) - 1 if told.isdigit() and len(told) <= _LONGEST_NUMBER else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("ht")):
            self.sheet.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if match := _CELL.fullmatch(attributes.get("r", "")):
            self._column, self._row = _column(match[1]) - 1, int(match[2]) - 1
        else:
            self._column += 1
        self._attributes, self._pieces, self._formula = attributes, [], False

    def _end_cell(self) -> None:
        row, column, sheet = self._row, self._column, self.sheet
        check_position(row, column)
        raw = "".join(self._pieces)
        if not raw:
            if self._formula and self._attributes.get("t") != "str":
                sheet.uncalculated.append(sheet.name_of(row, column))
            return
        text = self._text(raw, self._attributes.get("t", "n")).strip()
        if text:
            (sheet.white if self._style().white else sheet.cells).append(SheetCell(row, column, text))
            check_count(len(sheet.cells) + len(sheet.white))
        elif raw.strip():
            sheet.unseen.append(raw)

    def _text(self, raw: str, kind: str) -> str:
        """What the cell shows."""
        code = self._style().code
        if kind == "s":
            return self._shared(raw, code)
        if kind == "b":
            return "TRUE" if raw in _TRUE else "FALSE"
        if kind == "e":
            self.sheet.errors.append(self.sheet.name_of(self._row, self._column))
            return raw
        if kind in ("str", "inlineStr"):
            return shown_text(unescape(raw), code)
        number = self._number(raw, kind)
        return raw if number is None else _show(number, code, date1904=self._workbook.date1904)

    def _shared(self, raw: str, code: str) -> str:
        strings = self._workbook.strings
        if raw.isascii() and raw.isdigit() and len(raw) < _LONGEST_NUMBER + 3 and int(raw) < len(strings):
            return shown_text(strings[int(raw)], code)
        self.sheet.errors.append(self.sheet.name_of(self._row, self._column))
        return _LOST

    def _style(self) -> CellStyle:
        told = self._attributes.get("s", "0")
        at = int(told) if told.isdigit() else 0
        return self._workbook.styles[at] if at < len(self._workbook.styles) else _PLAIN

    def _number(self, raw: str, kind: str) -> float | None:
        try:
            if kind == "d":
                epoch = MAC_EPOCH if self._workbook.date1904 else WINDOWS_EPOCH
                return (datetime.fromisoformat(raw).replace(tzinfo=None) - epoch) / timedelta(days=1)
            return float(raw)
        except (ValueError, TypeError):
            return None

    def _add_column(self, attributes: Mapping[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = attributes.get("hidden") in _TRUE or _is_zero(attributes.get("width"))
        if hidden and first.isdigit() and last.isdigit():
            self.sheet.hidden_columns.update(range(int(first) - 1, min(int(last), MAX_COLUMNS)))

    def _add_merge(self, area: str) -> None:
        if (match := _AREA.fullmatch(area)) and match[3]:
            left, right = _column(match[1]) - 1, _column(match[3]) - 1
            self.sheet.merges.append(Merge(int(match[2]) - 1, left, int(match[4]) - 1, right))


def _is_zero(size: str | None) -> bool:
    return size is not None and size.strip("0.") == "" and size != ""
