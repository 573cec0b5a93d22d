"""A second, plainer reading of a workbook: its strings by pattern, to hold the first one against."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..packages import Package

_PART = re.compile(r"(?:^|/)worksheets/[^/]+\.xml$")
_STRINGS = re.compile(r"(?:^|/)sharedstrings\.xml$", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_READING = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>")
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_KIND = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</(?:\w+:)?v>")


def strings(package: Package) -> Iterator[str]:
    """The texts of all cells that hold text."""
    shared = [
        _text(item[1] or b"")
        for name in package.names
        if _STRINGS.search(name)
        for item in _ITEM.finditer(package.read(name))
    ]
    for name in package.names:
        for cell in _CELL.finditer(package.read(name)) if _PART.search(name) else ():
            kind = _KIND.search(cell[1])
            value = _VALUE.search(cell[2])
            if kind and kind[1] == b"s" and value and value[1].isdigit() and int(value[1]) < len(shared):
                yield shared[int(value[1])]
            elif kind and kind[1] in (b"inlineStr", b"str"):
                yield _text(cell[2]) if value is None else _plain(value[1])


def _text(item: bytes) -> str:
    return _plain(b"".join(_TEXT.findall(_READING.sub(b"", item))))


def _plain(text: bytes) -> str:
    return _ESCAPED.sub("", html.unescape(text.decode("utf-8", "replace")))
