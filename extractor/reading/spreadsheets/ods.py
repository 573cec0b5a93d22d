"""OpenDocument spreadsheets (.ods), which keep the words that their cells show."""

from __future__ import annotations

import html
import re

from ...errors import ReadError
from ..blocks import Content
from ..packages import Package, open_package
from .account import Account
from .contents import content_of
from .opendocument import SheetsHandler
from .streaming import stream

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_PARAGRAPH = re.compile(r"<text:[ph]\b[^>]*[^/]>(.*?)</text:[ph]>|<text:[ph]>(.*?)</text:[ph]>", re.DOTALL)
_TAG = re.compile("<[^>]*>")


def read(data: bytes) -> Content:
    """The visible sheets of the spreadsheet `data`; raises `ReadError` where it is none, or too large."""
    package = open_package(data)
    if _is_locked(package):
        raise ReadError("is locked by a password; take the password off first", code="locked")
    if _CONTENT not in package:
        raise ReadError("has no sheets in it; save it anew", code="damaged")
    content = package.read(_CONTENT)
    handler = SheetsHandler()
    stream(content, handler)
    account = Account(aside=handler.aside, things=handler.things)
    return content_of(handler.sheets, account, second=_plain(content.decode("utf-8", "replace")))


def _is_locked(package: Package) -> bool:
    return _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST)


def _plain(content: str) -> str:
    """A second reading: what stands in the paragraphs, by pattern."""
    return html.unescape("".join(_TAG.sub("", found[1] or found[2] or "") for found in _PARAGRAPH.finditer(content)))
