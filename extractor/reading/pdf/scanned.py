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
