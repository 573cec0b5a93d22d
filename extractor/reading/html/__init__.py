"""Web pages: single ones, and those saved with all they need in one file (MHTML).

`decoding` finds the encoding; `building` makes boxes of the elements and leaves out what is hidden (`sheets`, `looks`);
`tables` tells tables from layout; `furniture` takes away what stands around the article; `laying` makes blocks.
Nothing is fetched, and every word that is left out is counted and told.
"""

from __future__ import annotations

from ..blocks import Content
from ..formats import MHTML, format_of
from .archives import pages
from .reading import read_page, read_pages

__all__ = ("read",)


def read(data: bytes) -> Content:
    """The page `data`; raises `ReadError` where it shows nothing of its own."""
    return read_pages(pages(data)) if format_of(data) is MHTML else read_page(data)
