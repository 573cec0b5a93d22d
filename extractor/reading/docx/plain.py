"""A second reading of a document that knows nothing but where words stand in XML."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import unescape

from .parts import Parts

_WORDS = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_KINDS = ("footnotes", "endnotes")


def all_words(parts: Parts) -> Iterator[str]:
    """Every word of body and notes that is not marked as deleted, doubles and hidden ones too."""
    for name in (parts.main, *(each for kind in _KINDS for each in parts.related(parts.main, kind))):
        for words in _WORDS.findall(_decoded(parts.bytes_of(name))):
            yield unescape(words)


def _decoded(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", errors="replace")
