<<<<<<< HEAD
"""PDF documents with pages that are pictures: these recognised, the others read as any document's."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ReadError
from ..blocks import Content
from ..recognition import MAX_PAGES, MOST_PIXELS, Sheet, recognise
from .opening import opened
from .reader import content
from .taking import Taken, take

_DPI, _POINTS_AN_INCH = 200, 72
_NOT_READ = "unread_pages"


def read(data: bytes) -> Content:
    """The words of a document, those of its pictures by character recognition.

    Where that is not installed, a document with other pages is read without those, which a note tells.
    Raises `ReadError` as `reader.read` does, and where all pages are pictures and recognition is not installed.
    """
    taken = take(data)
    if len(taken.unreadable) > MAX_PAGES:
        told = f"has {len(taken.unreadable):,} scanned pages, more than the {MAX_PAGES} that are recognised"
        raise ReadError(f"{told}; split it", code="too_large")
    try:
        found = recognise(_pictures(data, taken))
    except ReadError as error:
        if error.code != "needs_ocr" or len(taken.unreadable) == len(taken.pages):
            raise
        for number in taken.unreadable:
            taken.account.note(_NOT_READ, 1, number)
        return content(data, taken)
    for page in found.pages:
        taken.pages[page.number - 1] = page
    read_so_far = content(data, taken)
    return Content(read_so_far.blocks, (*found.notes, *read_so_far.notes))


def _pictures(data: bytes, taken: Taken) -> Iterator[Sheet]:
    with opened(data) as document:
        for number in taken.unreadable:
            page = document[number - 1]
            width, height = page.get_size()
            inches = width * height / _POINTS_AN_INCH**2
            dpi = min(_DPI, (MOST_PIXELS / inches) ** 0.5)
            picture = page.render(scale=dpi / _POINTS_AN_INCH).to_pil().convert("RGB")
            yield Sheet(number, picture, width, height)
            page.close()
=======
"""PDF documents with pages that only character recognition can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2

from ...errors import ReadError
from ..blocks import Content
from ..recognition import recognise
from ..recognition.sheets import Sheet
from .account import told
from .opening import opened
from .reader import content
from .taking import take

_POINTS_AN_INCH, _DPI = 72, 200
_MOST_PIXELS = 30_000_000
"""Of a page as a picture; a larger page is drawn smaller."""


def read(data: bytes) -> Content:
    """The words of a document, those of its pictured pages recognised.

    Raises `ReadError` where recognition is not installed and no page has words of its own; where some do, a
    note names the pages that were not read.
    """
    taken = take(data)
    unreadable = set(taken.unreadable)
    if not unreadable:
        return content(data, taken)
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
>>>>>>> pdf
