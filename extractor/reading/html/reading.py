"""One page from its bytes to blocks, with what is to be said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

from lxml import etree

from ...errors import ReadError
from ...records import Finding
from ..blocks import Content, words
from ..coverage import shortfall
from ..notices import teller
from .archives import Part
from .boxes import Box, Line, Page, Picture, contents, letters, lines
from .building import Builder
from .decoding import decode_page
from .furniture import strip
from .laying import Layer
from .plain import words as plain_words
from .sheets import Sheet
from .tables import unfold
from .writing import AS_IN_SOURCE

_STYLE = re.compile(r"<style\b[^>]*>", re.IGNORECASE)
_END_OF_STYLE = re.compile(r"</style", re.IGNORECASE)
_LINKED_SHEET = re.compile(r"<link\b[^>]{0,400}stylesheet", re.IGNORECASE)
_REFRESH = re.compile(r"<meta\b[^>]{0,200}refresh", re.IGNORECASE)
_LITTLE_TEXT = 150
"""Letters, up to which pictures may be the page."""
_SAMPLE, _NAMES = 20, 5
_tell = teller(__package__)


def read_page(data: bytes, charset: str | None = None) -> Content:
    """The page `data`; `charset` is what an envelope says of its encoding.

    Raises `ReadError` where it shows nothing of its own.
    """
    decoded = decode_page(data, charset)
    page = _parsed(decoded.text)
    unfold(page.body)
    dropped = strip(page)
    blocks = Layer().blocks(page.body)
    read = "".join(words(blocks))
    if not read:
        raise _nothing_shown(page, decoded.text)
    notes = [_tell("characters_unreadable", {"count": decoded.lost})] if decoded.lost else []
    notes.extend(_notes(page, letters(read), dropped))
    seen = "".join([read, *page.hidden, *page.aside, *dropped])
    missing = shortfall(seen.translate(AS_IN_SOURCE), plain_words(decoded.text))
    return Content(blocks, (*notes, missing) if missing else tuple(notes))


def read_pages(parts: Sequence[Part]) -> Content:
    """The first of the pages of an archive; where it only holds frames, those that fill them."""
    try:
        first = read_page(*parts[0])
    except ReadError as error:
        if error.code not in _EMPTY:
            raise
        return _joined(parts[1:], error)
    further = len(parts) - 1
    return Content(
        first.blocks, (*first.notes, _tell("pages_of_archive", {"count": further})) if further else first.notes
    )


_EMPTY = ("frames", "no_text", "hidden_text")


def _joined(parts: Sequence[Part], error: ReadError) -> Content:
    found = []
    for part in parts:
        try:
            found.append(read_page(*part))
        except ReadError as other:
            if other.code not in _EMPTY:
                raise
    if not found:
        raise error
    return Content(
        tuple(block for content in found for block in content.blocks),
        tuple(note for content in found for note in content.notes),
    )


def _parsed(text: str) -> Page:
    builder = Builder(Sheet(_styles(text)), linked_sheets=_LINKED_SHEET.search(text) is not None)
    parser = etree.HTMLParser(target=cast("Any", builder), encoding="utf-8", huge_tree=True, no_network=True)
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return builder.page


def _styles(text: str) -> Iterator[str]:
    at = 0
    while opening := _STYLE.search(text, at):
        closing = _END_OF_STYLE.search(text, opening.end())
        at = closing.start() if closing else len(text)
        yield text[opening.end() : at]


def _notes(page: Page, size: int, dropped: list[str]) -> Iterator[Finding]:
    hidden = " ".join("".join(page.hidden).split())
    if letters(hidden):
        yield _tell("hidden_text", {"count": letters(hidden), "sample": hidden[:_SAMPLE]})
    if page.comments:
        yield _tell("comments", {"count": len(page.comments)})
    if left_out := letters("".join(dropped)):
        yield _tell("navigation", {"count": left_out})
    if pictures := _pictures(page.body):
        yield _tell("pictures_prevail" if size <= _LITTLE_TEXT else "pictures", {"count": pictures})
    attached = [line.text for line in lines(page.body) if line.attached]
    if attached:
        yield _tell("attachments", {"count": len(attached), "names": "；".join(attached[:_NAMES])})
    if page.frames:
        yield _tell("frames", {"count": len(page.frames), "names": "；".join(page.frames[:_NAMES])})


def _pictures(box: Box) -> int:
    """How many there are behind the first words: one above them is the site's banner."""
    order = [isinstance(part, Picture) for part in _leaves(box)]
    return sum(order[order.index(False) :]) if False in order else len(order)


def _leaves(box: Box) -> Iterator[Line | Picture]:
    for part in contents(box):
        if isinstance(part, Box):
            yield from _leaves(part)
        else:
            yield part


def _nothing_shown(page: Page, text: str) -> ReadError:
    if page.frames:
        told = f"only shows other pages in frames; give these: {'; '.join(page.frames[:_NAMES])}"
        return ReadError(told, code="frames")
    if _pictures(page.body):
        return ReadError("shows pictures and no text; give the pictures, or a version with text", code="no_text")
    if letters("".join(page.hidden)):
        return ReadError("shows none of its words; save it anew from the browser that shows them", code="hidden_text")
    if _REFRESH.search(text):
        return ReadError("only leads to another page; give that one", code="no_text")
    return ReadError("no text was found in it; if a page shows some, save it as text", code="no_text")
