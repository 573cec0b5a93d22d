"""A document taken apart into pages of words and ruling lines, with an account of what is no text of theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import cos, sin

import pypdfium2
import pypdfium2.raw as pdfium

from ...errors import ReadError
from ..pages import Page
from .account import Account
from .annotations import shown_annotations
from .characters import Character, Reading, angles
from .drawn import Drawing, drawing_of
from .geometry import Area, Matrix, upright
from .opening import opened
from .wording import words_of

_TELLING = re.compile(r"[0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff]")
_FEW = 30
"""Letters on a page below which a picture on it may be the page itself."""
_COVERS = 0.5
"""Share of a page from which a picture may be the page itself."""
_OUTLINES = 200
"""Shapes on a page without words from which they may be letters."""
_GARBLED = 0.3
"""Share of characters without letters from which a page cannot be read."""
_WORTH_TELLING = 0.02
"""Share of a page from which a picture may hold words."""


@dataclass
class Taken:
    """The pages of a document."""

    pages: list[Page] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    """Numbers of the pages that only recognition can read: pictures, and letters that the document does not tell."""
    texts: list[str] = field(default_factory=list)
    """All characters of each page, those left out as well."""
    account: Account = field(default_factory=Account)

    def with_pages(self, pages: Sequence[Page]) -> Taken:
        """The same with other pages."""
        return replace(self, pages=list(pages))


def take(data: bytes) -> Taken:
    """The pages of the document `data`; raises `ReadError` where it cannot be opened."""
    taken = Taken()
    with opened(data) as document:
        taken.account.note("attachments", document.count_attachments(), 0)
        if document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
            taken.account.note("xfa", 1, 0)
        for number in range(1, len(document) + 1):
            _take_page(document, number, taken)
    if taken.account.counts["lost_pages"] == len(taken.pages):
        raise ReadError("has no page that can be read; save it anew", code="damaged")
    return taken


def _take_page(document: pypdfium2.PdfDocument, number: int, taken: Taken) -> None:
    try:
        page, comments, undrawn = shown_annotations(document, number - 1)
    except pypdfium2.PdfiumError:
        taken.account.note("lost_pages", 1, number)
        taken.pages.append(Page(number, 1, 1, ()))
        taken.texts.append("")
        return
    taken.account.note("annotations", comments, number)
    taken.account.note("undrawn_fields", undrawn, number)
    turned = _turned(page)
    to_page = upright(page, turned)
    drawing = drawing_of(page, to_page)
    characters = list(Reading(page, to_page, drawing).characters())
    taken.account.note_characters(characters, number)
    shown = [character for character in characters if character.unseen is None]
    width, height = page.get_size()[:: -1 if turned % 180 else 1]
    if _is_unreadable(shown, drawing, width * height):
        taken.unreadable.append(number)
    else:
        taken.account.note("pictures", _telling_pictures(drawing.pictures, width * height), number)
    taken.pages.append(Page(number, width, height, tuple(words_of(shown, drawing.rules)), tuple(drawing.rules)))
    taken.texts.append("".join(character.text for character in characters))
    page.close()


def _is_unreadable(shown: Sequence[Character], drawing: Drawing, whole: float) -> bool:
    inked = [character for character in shown if character.text.strip()]
    unmapped = sum(not character.mapped for character in inked)
    if unmapped > _GARBLED * len(inked):
        return True
    if sum(_TELLING.match(character.text) is not None for character in inked) >= _FEW:
        return False
    covered = sum(_size(picture) for picture in drawing.pictures)
    return covered >= _COVERS * whole or (not inked and drawing.shapes >= _OUTLINES)


def _telling_pictures(pictures: Iterable[Area], whole: float) -> int:
    return sum(_size(picture) >= _WORTH_TELLING * whole for picture in pictures)


def _size(area: Area) -> float:
    return area.width * area.height


def _turned(page: pypdfium2.PdfPage) -> int:
    """By how many degrees the page has to be turned besides for most of its words to stand upright."""
    to_page = upright(page)
    told = Counter(_quarter(to_page, angle) for angle in angles(page))
    return told.most_common(1)[0][0] if told else 0


def _quarter(to_page: Matrix, angle: float) -> int:
    """The turn that lays words upright which run at an `angle`, clockwise, to the page's own coordinates."""
    right, down = to_page._replace(e=0, f=0).at(cos(angle), -sin(angle))
    if abs(right) >= abs(down):
        return 0 if right > 0 else 180
    return 90 if down < 0 else 270
