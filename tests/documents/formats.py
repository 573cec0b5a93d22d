"""The formats that blocks are laid out in, and what each of them needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.blocks import Block, Paragraph

from . import office, sheets, web, word
from .drawing import table

WRITERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "docx": word.written,
    "html": web.written,
    "xlsx": sheets.written,
    "doc": lambda blocks: office.converted(word.written(blocks), "doc"),
    "pdf": lambda blocks: office.converted(word.written(blocks), "pdf"),
    "scan": lambda blocks: office.scanned(office.converted(word.written(blocks), "pdf")),
}
PLAIN = ("docx", "html", "xlsx")
"""Formats that need nothing besides the package."""
CONVERTED = tuple(pytest.param(name, id=name, marks=pytest.mark.office) for name in ("doc", "pdf"))
"""Formats that LibreOffice makes."""
_PROBE = (table(("序号", "进展"), ("1", "已建成")), Paragraph("云岭县"))


def need(name: str) -> None:
    """Skips a test of a format whose reader is not there yet."""
    if not _reads_tables("pdf" if name == "scan" else name):
        pytest.skip(f"no reader of {name} gives tables yet")


@cache
def _reads_tables(name: str) -> bool:
    try:
        return bool(load(WRITERS[name](_PROBE), f"probe.{name}").tables)
    except (ReadError, NotImplementedError):
        return False
