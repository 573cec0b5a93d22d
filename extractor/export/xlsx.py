"""The spreadsheet: an overview, the ledger of items, a sheet a kind of fact, findings, failures and an explanation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from ..errors import ConfigurationError
from ..records import Extraction, Failure, Run, Skip
from . import rows
from .explanation import explanation
from .files import replacing
from .sheets import Cell, Form, Row, Sheet, cells, sheets

_LONGEST: Final = 32_767
"""UTF-16 units that a cell holds."""
_CUT_OFF: Final = "…（超过单元格上限，已截断）"
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEYOND_UTF16: Final = re.compile("[\U00010000-\U0010ffff]")

_FORMATS: Final[Mapping[Form, Mapping[str, Any]]] = {
    "text": {"text_wrap": True},
    "whole": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.####"},
    "share": {"num_format": "0.00"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
}
_BASE: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
_HEADER: Final = {
    **_BASE,
    "font_name": "黑体",
    "bold": True,
    "bg_color": "#1F4E79",
    "font_color": "#FFFFFF",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": "#B7C9DC",
}


def write_xlsx(
    extractions: Sequence[Extraction],
    path: str | Path,
    *,
    run: Run | None = None,
    failures: Sequence[Failure] = (),
    skips: Sequence[Skip] = (),
) -> None:
    """Writes the spreadsheet; `failures` and `skips` are the files that gave no bulletin.

    No cell is ever a formula or a link. Raises ConfigurationError where the file cannot be written.
    """
    content: Mapping[str, Iterable[Row]] = {
        "overview": rows.overview(extractions),
        "items": rows.items(extractions),
        "quantities": rows.facts(extractions, "quantities"),
        "percentages": rows.facts(extractions, "percentages"),
        "dates": rows.facts(extractions, "dates"),
        "blockers": rows.facts(extractions, "blockers"),
        "findings": rows.findings(extractions),
        "failures": rows.failures(extractions, failures, skips),
        "explanation": explanation(extractions, run, failures, skips),
    }
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(Path(path)) as draft:
        workbook = xlsxwriter.Workbook(str(draft), options)
        header = workbook.add_format(_HEADER)
        formats = {form: workbook.add_format({**_BASE, **wanted}) for form, wanted in _FORMATS.items()}
        for name, sheet in sheets().items():
            page = workbook.add_worksheet(sheet.title)
            _fill(page, sheet, cells(sheet, content[name]), formats)
            _finish(page, sheet, header)
        try:
            workbook.close()
        except XlsxFileError as error:
            raise ConfigurationError(f"{path}: cannot be written ({error}); free some space or name another") from error


def _fill(page: Any, sheet: Sheet, table: Sequence[Sequence[Cell]], formats: Mapping[Form, Any]) -> None:  # noqa: ANN401
    for at, row in enumerate(table, start=1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            # A format with optional decimals would end whole numbers in a point
            form = "whole" if column.form == "number" and isinstance(cell, int) else column.form
            _put(page, at, place, cell, formats[form])
    page.autofilter(0, 0, max(len(table), 1), len(sheet.columns) - 1)


def _put(page: Any, row: int, column: int, cell: Cell, form: Any) -> None:  # noqa: ANN401
    match cell:
        case None | "":
            page.write_blank(row, column, None, form)
        case str():
            page.write_string(row, column, _fitting(cell), form)
        case date():
            page.write_datetime(row, column, cell, form)
        case _:
            page.write_number(row, column, cell, form)


def _finish(page: Any, sheet: Sheet, header: Any) -> None:  # noqa: ANN401
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, header)
    page.set_row(0, 24)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _fitting(text: str) -> str:
    """The text without what XML cannot carry, and no longer than a cell holds."""
    clean = _NOT_IN_XML.sub("\ufffd", text)
    if len(clean) + len(_BEYOND_UTF16.findall(clean)) <= _LONGEST:
        return clean
    # Two units a character at most
    room = _LONGEST - len(_CUT_OFF)
    units = clean.encode("utf-16-le")[: 2 * room]
    return units.decode("utf-16-le", errors="ignore") + _CUT_OFF
