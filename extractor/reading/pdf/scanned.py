"""PDF documents with pages that only character recognition can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2

from ...errors import ReadError
from ..blocks import Content
from ..recognition import MAX_PAGES, Sheet, recognise
from .account import told
from .opening import opened
from .reader import content
from .taking import take

_POINTS_AN_INCH, _DPI = 72, 200
_MOST_PIXELS = 30_000_000
"""Of a page as a picture; a larger page is drawn smaller."""


def read(data: bytes) -> Content:
    """The words of a document, those of its pictured pages recognised.

    Raises `ReadError` where there are too many such pages, or where recognition is not installed and no page has
    words of its own; where some do, a note names the pages that were not read.
    """
    taken = take(data)
    unreadable = set(taken.unreadable)
    if not unreadable:
        return content(data, taken)
    if len(unreadable) > MAX_PAGES:
        told_pages = f"has {len(unreadable):,} scanned pages, more than the {MAX_PAGES} that are recognised"
        raise ReadError(f"{told_pages}; split it", code="too_large")
    try:
        found = recognise(_sheets(data, taken.unreadable))
    except ReadError as error:
        if error.code != "needs_ocr" or not any(page.words for page in taken.pages if page.number not in unreadable):
            raise
        read_pages = [page._replace(words=()) if page.number in unreadable else page for page in taken.pages]
        laid = content(data, taken.with_pages(read_pages))
        return Content(laid.blocks, (told("unread_pages", taken.unreadable), *laid.notes))
    recognised = {page.number: page for page in found.pages}
    laid = content(data, taken.with_pages([recognised.get(page.number, page) for page in taken.pages]))
    return Content(laid.blocks, (*found.notes, *laid.notes))


def _sheets(data: bytes, numbers: Sequence[int]) -> Iterator[Sheet]:
    with opened(data) as document:
        for number in numbers:
            page = document[number - 1]
            width, height = page.get_size()
            yield Sheet(number, page.render(scale=_scale(page)).to_pil(), width, height)
            page.close()


def _scale(page: pypdfium2.PdfPage) -> float:
    width, height = page.get_size()
    most: float = (_MOST_PIXELS / (width * height)) ** 0.5
    return min(_DPI / _POINTS_AN_INCH, most)
