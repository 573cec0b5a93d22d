"""Excel workbooks (.xlsx, .xlsm, .et saved as such)."""

from __future__ import annotations

import re

from ...errors import ReadError
from ..blocks import Content
from ..packages import Package, open_package
from .account import Account
from .contents import content_of
from .plain import strings
from .rows import RowHandler
from .sheets import Sheet, check_count
from .streaming import stream
from .workbook import SheetPart, Workbook, relations, workbook_of

_SHAPE_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]+)</(?:\w+:)?t>")
_PICTURE, _COMMENT = re.compile(rb"<(?:\w+:)?pic[\s>]"), re.compile(rb"<(?:\w+:)?comment[\s>]")


def read(data: bytes) -> Content:
    """The visible sheets of the workbook `data`; raises `ReadError` where it is none, or too large."""
    package = open_package(data)
    workbook = workbook_of(package)
    account = Account()
    sheets = []
    for part in workbook.sheets:
        if part.kind == "worksheet":
            sheets.append(_sheet(package, part, workbook))
            check_count(sum(len(sheet.cells) for sheet in sheets))
            if not part.hidden:
                _count_things(package, part.part, account)
        else:
            account.things["chartsheets"] += 1
    return content_of(sheets, account, second="".join(strings(package)))


def _sheet(package: Package, part: SheetPart, workbook: Workbook) -> Sheet:
    if part.part not in package:
        raise ReadError(f"lacks the sheet {part.name!r}; save it anew", code="damaged")
    sheet = Sheet(part.name, hidden=part.hidden)
    stream(package.read(part.part), RowHandler(sheet, workbook))
    sheet.settle_white()
    return sheet


def _count_things(package: Package, part: str, account: Account) -> None:
    for relation in relations(package, part).values():
        if relation.part not in package:
            continue
        if relation.kind == "comments":
            account.things["comments"] += len(_COMMENT.findall(package.read(relation.part)))
        elif relation.kind == "drawing":
            drawing = package.read(relation.part)
            account.things["shapes"] += sum(
                len(text.decode("utf-8", "replace")) for text in _SHAPE_TEXT.findall(drawing)
            )
            account.things["pictures"] += len(_PICTURE.findall(drawing))
            kinds = [inner.kind for inner in relations(package, relation.part).values()]
            account.things["charts"] += kinds.count("chart")
