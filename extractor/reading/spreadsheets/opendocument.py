"""The sheets of an OpenDocument spreadsheet, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .account import Thing
from .sheets import MAX_COLUMNS, MAX_ROWS, Merge, Sheet, SheetCell, check_count, check_position

_HIDDEN = {"collapse", "filter"}
_ASIDE: dict[str, Thing] = {"annotation": "comments", "shapes": "shapes", "frame": "pictures", "custom-shape": "shapes"}
"""What stands over cells, and as what it is counted."""
_CELLS = {"table-cell", "covered-table-cell"}


class SheetsHandler:
    """Fills `sheets` from the content of the document."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.aside: list[str] = []
        """Words that are in no cell."""
        self.things: Counter[Thing] = Counter()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = self._columns_told = 0
        self._row_repeated = 1
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._in_text = self._reading = False
        self._over: list[Thing] = []
        self._total = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        local = {name[name.rfind(" ") + 1 :]: value for name, value in attributes.items()}
        if tag in _ASIDE:
            self._over.append(_ASIDE[tag])
            self.things[_ASIDE[tag]] += _ASIDE[tag] != "shapes"
        elif tag == "style":
            self._style = local.get("name", "")
        elif tag == "table-properties" and local.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table" and not self._over:
            hidden = local.get("style-name", "") in self._hidden_styles
            self.sheets.append(Sheet(local.get("name", ""), hidden=hidden))
            self._row = self._columns_told = 0
        elif self.sheets:
            self._start_inside(tag, local)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _ASIDE:
            self._over.pop()
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "table-row":
            self._row += self._row_repeated
        elif tag in ("p", "h"):
            self._in_text = False
        elif tag == "ruby-text":
            self._reading = False

    def data(self, text: str) -> None:
        """Words."""
        if not self._in_text:
            return
        if self._over or self._reading or self._cell is None:
            self.aside.append(text)
            self.things["shapes"] += len(text) if self._over and self._over[-1] == "shapes" else 0
        else:
            self._pieces.append(text)

    def _start_inside(self, tag: str, local: dict[str, str]) -> None:
        if tag in _CELLS:
            self._cell, self._pieces = local, []
        elif tag in ("p", "h"):
            self._in_text = True
            self._pieces.extend(["\n"] if self._pieces and not self._over else [])
        elif tag in ("s", "tab", "line-break") and not self._over:
            self._pieces.append("\n" if tag == "line-break" else " ")
        elif tag == "ruby-text":
            self._reading = True
        elif tag == "table-row":
            self._start_row(local)
        elif tag == "table-column":
            self._add_column(local)

    def _start_row(self, local: dict[str, str]) -> None:
        self._column, self._row_repeated = 0, _count(local, "number-rows-repeated", MAX_ROWS)
        if local.get("visibility") in _HIDDEN:
            sheet = self.sheets[-1]
            sheet.filtered = sheet.filtered or local["visibility"] == "filter"
            sheet.hidden_rows.update(range(self._row, min(self._row + self._row_repeated, MAX_ROWS)))

    def _add_column(self, local: dict[str, str]) -> None:
        first, self._columns_told = (
            self._columns_told,
            self._columns_told + _count(local, "number-columns-repeated", MAX_COLUMNS),
        )
        if local.get("visibility") in _HIDDEN:
            self.sheets[-1].hidden_columns.update(range(first, min(self._columns_told, MAX_COLUMNS)))

    def _end_cell(self, local: dict[str, str]) -> None:
        sheet, row, column = self.sheets[-1], self._row, self._column
        repeated = _count(local, "number-columns-repeated", MAX_COLUMNS)
        self._column += repeated
        text = "".join(self._pieces).strip()
        down, right = (
            _count(local, "number-rows-spanned", MAX_ROWS),
            _count(local, "number-columns-spanned", MAX_COLUMNS),
        )
        if down > 1 or right > 1:
            sheet.merges.append(Merge(row, column, row + down - 1, column + right - 1))
        if not text:
            if "formula" in local and "value" not in local and local.get("value-type") != "string":
                sheet.uncalculated.append(sheet.name_of(row, column))
            return
        self._total += repeated * self._row_repeated
        check_count(self._total)
        check_position(row + self._row_repeated - 1, column + repeated - 1)
        if local.get("value-type") == "error":
            sheet.errors.append(sheet.name_of(row, column))
        sheet.cells.extend(
            SheetCell(row + by, column + at, text) for by in range(self._row_repeated) for at in range(repeated)
        )


def _count(local: dict[str, str], name: str, most: int) -> int:
    told = local.get(name, "1")
    return min(max(int(told), 1), most) if told.isascii() and told.isdigit() and len(told) <= len(str(most)) else 1
