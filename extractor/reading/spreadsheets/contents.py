"""The sheets of a workbook as the content of a document, with all that is to be said of them."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import ReadError
from ..blocks import Content, words
from ..coverage import shortfall
from .account import Account
from .laying import blocks_of, lay
from .sheets import Sheet


def content_of(sheets: Sequence[Sheet], account: Account, *, second: str = "") -> Content:
    """The tables of the visible sheets; `second` is a plainer reading of the same words.

    Raises `ReadError` where no sheet shows a word, or a table is too large.
    """
    laid = [(sheet.name, lay(sheet)) for sheet in sheets if not sheet.hidden]
    blocks = blocks_of([(name, one.grid) for name, one in laid if one.grid])
    if not blocks:
        raise ReadError(_why_empty(account, sheets), code="no_text")
    notes = list(account.findings(sheets, [one for _, one in laid]))
    seen = [*words(blocks), *account.aside, *(text for _, one in laid for text in one.hidden)]
    seen += [text for sheet in sheets for text in sheet.unseen]
    seen += [cell.text for sheet in sheets if sheet.hidden for cell in sheet.cells]
    missing = shortfall("".join(seen), second)
    return Content(blocks, (*notes, missing) if missing else tuple(notes))


def _why_empty(account: Account, sheets: Sequence[Sheet]) -> str:
    if any(sheet.hidden and sheet.cells for sheet in sheets):
        return "has words on hidden sheets alone; unhide and save them to have them read"
    if account.things["pictures"]:
        return "has pictures and no text; give the pictures, or a version with text"
    return "has no words in its visible cells; if it shows some, save it anew as .xlsx"
