"""The reader of each format; a module is loaded when a document first needs it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from .blocks import Content

Reader = Callable[[bytes], Content]
"""Makes blocks of a document's bytes; raises `ReadError` where they are not what they seem."""

_MODULES = {
    "docx": "docx",
    "xlsx": "spreadsheets.xlsx",
    "xls": "spreadsheets.xls",
    "excel-xml": "spreadsheets.spreadsheetml",
    "ods": "spreadsheets.ods",
    "pdf": "pdf",
    "scan": "pdf.scanned",
    "html": "html",
    "mhtml": "html",
    "image": "recognition",
}


def reader_of(format_name: str) -> Reader:
    """The reader of a format by its name in `formats`."""
    reader: Reader = import_module(f".{_MODULES[format_name]}", __package__).read
    return reader
