"""The formats that blocks are laid out in, and what each of them needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractor.reading.blocks import Block

from . import office, sheets, web, word

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
