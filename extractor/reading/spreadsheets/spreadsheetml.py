"""Excel 2003 XML workbooks (SpreadsheetML), as report systems write them under the name .xls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from openpyxl.utils.datetime import WINDOWS_EPOCH

from ..blocks import Content
from ..numberformats import GENERAL, named_format, shown_number, shown_text
from .account import Account
from .contents import content_of
from .sheets import MAX_COLUMNS, MAX_ROWS, Merge, Sheet, SheetCell, check_count, check_position
from .streaming import stream


def read(data: bytes) -> Content:
    """The visible sheets of the workbook `data`; raises `ReadError` where it is none, or too large."""
    handler = _Handler()
    stream(data.lstrip(), handler)
    return content_of(handler.sheets, handler.account)


class _Handler:
    """Fills sheets from the elements; rows, columns and cells that say no number follow the one before."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.account = Account()
        self._formats: dict[str, str] = {}
        self._style = ""
        self._row = self._column = self._told_column = -1
        self._cell: dict[str, str] = {}
        self._kind = ""
        self._pieces: list[str] = []
        self._collecting = self._commented = self._option = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = {name[name.rfind(" ") + 1 :]: value for name, value in attributes.items()}
        match tag:
            case "Style":
                self._style = local.get("ID", "")
            case "NumberFormat":
                self._formats[self._style] = named_format(local.get("Format", GENERAL))
            case "Worksheet":
                self.sheets.append(Sheet(local.get("Name", "")))
                self._row = self._told_column = -1
            case "Column":
                self._start_column(local)
            case "Row":
                self._start_row(local)
            case "Cell":
                self._start_cell(local)
            case "Comment":
                self._commented = True
                self.account.things["comments"] += 1
            case "Data":
                self._kind, self._collecting = local.get("Type", "String"), not self._commented
            case "Visible":
                self._option, self._pieces = True, []

    def end(self, tag: str) -> None:
        if tag == "Cell":
            self._end_cell()
        elif tag == "Comment":
            self._commented = False
        elif tag == "Data":
            self._collecting = False
        elif tag == "Visible":
            self.sheets[-1].hidden = "Hidden" in "".join(self._pieces)
            self._option = False

    def data(self, text: str) -> None:
        if self._collecting or self._option:
            self._pieces.append(text)

    def _start_column(self, local: dict[str, str]) -> None:
        self._told_column = _number(local, "Index", self._told_column + 2) - 1
        last = self._told_column + _number(local, "Span", 0)
        if local.get("Hidden") == "1":
            self.sheets[-1].hidden_columns.update(range(self._told_column, min(last + 1, MAX_COLUMNS)))
        self._told_column = last

    def _start_row(self, local: dict[str, str]) -> None:
        self._row = _number(local, "Index", self._row + 2) - 1
        self._column = -1
        last = self._row + _number(local, "Span", 0)
        if local.get("Hidden") == "1":
            self.sheets[-1].hidden_rows.update(range(self._row, min(last + 1, MAX_ROWS)))

    def _start_cell(self, local: dict[str, str]) -> None:
        self._column = _number(local, "Index", self._column + 2) - 1
        self._cell, self._kind, self._pieces = local, "", []

    def _end_cell(self) -> None:
        sheet, row, column = self.sheets[-1], self._row, self._column
        check_position(row, column)
        across, down = _number(self._cell, "MergeAcross", 0), _number(self._cell, "MergeDown", 0)
        if across or down:
            sheet.merges.append(Merge(row, column, row + down, column + across))
        self._column += across
        raw = "".join(self._pieces)
        if not raw and "Formula" in self._cell and self._kind != "String":
            sheet.uncalculated.append(sheet.name_of(row, column))
        if self._kind == "Error":
            sheet.errors.append(sheet.name_of(row, column))
        if text := self._text(raw).strip():
            sheet.cells.append(SheetCell(row, column, text))
            check_count(sum(len(one.cells) for one in self.sheets))
        elif raw.strip():
            sheet.unseen.append(raw)

    def _text(self, raw: str) -> str:
        code = self._formats.get(self._cell.get("StyleID", ""), self._formats.get("Default", GENERAL))
        try:
            if self._kind == "Number":
                return shown_number(float(raw), code)
            if self._kind == "DateTime":
                return shown_number((datetime.fromisoformat(raw) - WINDOWS_EPOCH) / timedelta(days=1), code)
        except ValueError:
            return raw
        if self._kind == "Boolean":
            return "TRUE" if raw == "1" else "FALSE"
        return shown_text(raw, code)


def _number(local: Mapping[str, str], name: str, default: int) -> int:
    told = local.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) <= len(str(MAX_ROWS)) else default
