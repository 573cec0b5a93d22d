"""A PDF document as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ReadError
from ...records import Finding
from ..blocks import Content
from ..coverage import shortfall
from ..pages import laid_out
from .account import named
from .plain import GaveUpError, all_words, sampled
from .taking import Taken, take


def read(data: bytes) -> Content:
    """The words of a document as its pages show them, put together over lines and pages.

    What is left out, or may be missing, is told in notes. Raises `ReadError` where the document is locked or
    damaged, and with code ``scanned`` where it has pages that only character recognition can read.
    """
    taken = take(data)
    if taken.unreadable:
        raise ReadError(
            f"has pages that are pictures, or whose letters cannot be told (page {named(taken.unreadable)})",
            code="scanned",
        )
    return content(data, taken)


def content(data: bytes, taken: Taken) -> Content:
    """The document whose pages were `taken` from `data`."""
    laid = laid_out(taken.pages)
    taken.account.note("margins", laid.margins, 0)
    return Content(laid.blocks, (*_compared(data, taken), *taken.account.findings()))


def _compared(data: bytes, taken: Taken) -> Iterator[Finding]:
    """What a second reading has to say; pages that cannot be read are none of its business."""
    pages = [at for at in sampled(len(taken.pages)) if at + 1 not in taken.unreadable]
    try:
        second = all_words(data, pages)
    except GaveUpError:
        taken.account.note("no_second_reading", 1, 0)
        return
    if short := shortfall("".join(taken.texts[at] for at in pages), second):
        yield short
