"""A PDF document as blocks."""

from __future__ import annotations

import pypdfium2

from ..blocks import Content
from ..pages import Page, blocks
from .characters import Reading
from .drawn import drawing_of
from .geometry import upright
from .opening import opened
from .wording import words_of


def read(data: bytes) -> Content:
    """The words of a document as its pages show them, put together over lines and pages."""
    with opened(data) as document:
        pages = [_page(page, number) for number, page in enumerate(document, start=1)]
    return Content(blocks(pages))


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    to_page = upright(page)
    drawing = drawing_of(page, to_page)
    characters = list(Reading(page, to_page, drawing).characters())
    shown = [character for character in characters if character.unseen is None]
    width, height = page.get_size()
    return Page(number, width, height, tuple(words_of(shown, drawing.rules)), tuple(drawing.rules))
