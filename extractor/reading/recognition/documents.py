"""Picture files, and pages of other documents that are pictures, to words in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...records import Finding
from ..blocks import Content
from ..notices import teller
from ..pages import Page, Word, blocks
from .pictures import has_further_frames, sheets
from .recognising import Recognised, recognised
from .sheets import Sheet

LEAST_SURE = 0.8
"""Certainty below which a line is told of."""

_FEW_MARKS = 0.01
"""Share of a page's characters that may be left unread without a word, such as specks of dirt."""
_SAMPLE = 20
_tell = teller(__package__)


class Recognition(NamedTuple):
    """What recognition made of some pages."""

    pages: tuple[Page, ...]
    notes: tuple[Finding, ...]


def read(data: bytes) -> Content:
    """The picture `data`; a TIFF may have several pages.

    Raises `ReadError` where it is damaged or too large; one that shows no words gives no blocks.
    """
    found = recognise(sheets(data))
    notes = (*found.notes, _tell("further_frames", {})) if has_further_frames(data) else found.notes
    return Content(blocks(found.pages), notes)


def recognise(images: Iterable[Sheet]) -> Recognition:
    """The words and ruling lines of `images`, page by page, with what is to be said of them."""
    found = [recognised(sheet) for sheet in images]
    return Recognition(tuple(one.page for one in found), tuple(_notes(found)))


def _notes(found: Sequence[Recognised]) -> Iterator[Finding]:
    words = [word for one in found for word in one.page.words]
    if words:
        certainty = sum(_certainty(word) for word in words) / len(words)
        yield _tell("recognised", {"count": len(found), "certainty": certainty})
    unsure = [(_certainty(word), one.page.number, word.text) for one in found for word in one.page.words]
    unsure = [each for each in unsure if each[0] < LEAST_SURE]
    if unsure:
        _, page, text = min(unsure)
        values = {"count": len(unsure), "least": LEAST_SURE, "page": page, "sample": text[:_SAMPLE]}
        yield _tell("uncertain_words", values)
    unread = [one for one in found if one.unread > _FEW_MARKS * sum(len(word.text) for word in one.page.words) > 0]
    if unread:
        yield _tell("unread_marks", {"pages": _numbers(unread), "count": sum(one.unread for one in unread)})
    if empty := [one for one in found if one.unread and not one.page.words]:
        yield _tell("pages_without_words", {"pages": _numbers(empty)})
    if turned := [one for one in found if one.turn]:
        yield _tell("turned_pages", {"pages": _numbers(turned)})


def _certainty(word: Word) -> float:
    return word.certainty if word.certainty is not None else 1.0


def _numbers(found: Sequence[Recognised]) -> str:
    return "、".join(str(one.page.number) for one in found)
