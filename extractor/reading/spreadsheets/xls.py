"""Legacy Excel workbooks (.xls, .et): BIFF 2 to 8."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT, error_text_from_code
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet as Source

from ...errors import ReadError
from ..blocks import Content
from ..numberformats import GENERAL, builtin_formats, shown_number, shown_text
from .account import Account
from .contents import content_of
from .sheets import Merge, Sheet, SheetCell, check_count

_WHITE = {1, 9, 65}
"""Colours by their number in the palette; the last is that of the paper."""
_FIRST_OWN_FORMAT = 164


def read(data: bytes) -> Content:
    """The visible sheets of the workbook `data`; raises `ReadError` where it is none, or too large."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except (xlrd.XLRDError, CompDocError) as error:
        if "encrypted" in str(error):
            raise ReadError("is locked by a password; take the password off first", code="locked") from None
        raise ReadError(f"is a damaged workbook ({error}); save it anew as .xlsx", code="damaged") from None
    account = Account()
    return content_of(list(_sheets(book, account)), account)


def _sheets(book: Book, account: Account) -> Iterator[Sheet]:
    total = 0
    for source in book.sheets():
        sheet = Sheet(source.name, hidden=source.visibility != 0)
        _fill(sheet, source, book)
        sheet.settle_white()
        total += len(sheet.cells)
        check_count(total)
        if not sheet.hidden:
            account.things["comments"] += len(source.cell_note_map)
        yield sheet


def _fill(sheet: Sheet, source: Source, book: Book) -> None:
    sheet.merges = [Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden or info.height == 0}
    sheet.hidden_columns = {column for column, info in source.colinfo_map.items() if info.hidden or info.width == 0}
    for row in range(source.nrows):
        for column, cell in enumerate(source.row(row)):
            text = _text(sheet, book, cell, sheet.name_of(row, column))
            if text:
                (sheet.white if _is_white(book, cell.xf_index) else sheet.cells).append(SheetCell(row, column, text))
            elif cell.ctype in (XL_CELL_NUMBER, XL_CELL_DATE) or (cell.ctype == XL_CELL_TEXT and cell.value.strip()):
                sheet.unseen.append(str(cell.value))
        check_count(len(sheet.cells) + len(sheet.white))


def _text(sheet: Sheet, book: Book, cell: xlrd.sheet.Cell, name: str) -> str:
    """What the cell shows."""
    code = _code(book, cell.xf_index)
    if cell.ctype == XL_CELL_TEXT:
        return shown_text(cell.value, code).strip()
    if cell.ctype in (XL_CELL_NUMBER, XL_CELL_DATE):
        return shown_number(cell.value, code, date1904=book.datemode == 1)
    if cell.ctype == XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == XL_CELL_ERROR:
        sheet.errors.append(name)
        return str(error_text_from_code.get(cell.value, "#N/A"))
    return ""


def _code(book: Book, style: int) -> str:
    if not 0 <= style < len(book.xf_list):
        return GENERAL
    key = book.xf_list[style].format_key
    told = book.format_map.get(key)
    if key < _FIRST_OWN_FORMAT:
        return builtin_formats().get(key, told.format_str if told else GENERAL)
    return told.format_str if told else GENERAL


def _is_white(book: Book, style: int) -> bool:
    if not 0 <= style < len(book.xf_list):
        return False
    look = book.xf_list[style]
    bare = look.background.fill_pattern == 0 or look.background.pattern_colour_index in _WHITE
    return bare and look.font_index < len(book.font_list) and book.font_list[look.font_index].colour_index in _WHITE
