"""The copy of a text that a model sees: what shows nothing left out, with the way back to the source."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ..records import Mention
from ..spans import Span
from .tables import table

_FENCE = 8
_NUMBER = re.compile(r"\[[0-9]{1,4}\]")


class Visible(NamedTuple):
    """A text as a model sees it."""

    text: str
    source: str
    places: tuple[int, ...]
    """Where each character of `text` stands in `source`; ascending."""

    def to_source(self, span: Span) -> Span:
        """The smallest span of the source that holds the characters of a non-empty `span`."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)

    def of_source(self, span: Span) -> Span:
        """The characters of `text` that stand inside `span` of the source."""
        return Span(bisect_left(self.places, span.start), bisect_left(self.places, span.end))


@cache
def _shown() -> dict[int, str | None]:
    rows = table("characters")
    unseen = {code: None for first, last in rows["unseen"] for code in range(first, last + 1)}
    return {**unseen, **{ord(old): new for old, new in rows["shown_as"].items()}}


def show(source: str) -> Visible:
    """What a model sees of `source`."""
    shown = _shown()
    kept = [(at, shown.get(ord(char), char)) for at, char in enumerate(source)]
    return Visible(
        text="".join(char for _, char in kept if char is not None),
        source=source,
        places=tuple(at for at, char in kept if char is not None),
    )


def numbered(visible: Visible, mentions: Iterable[Mention]) -> str:
    """The visible text with ``[1]``, ``[2]``, … before its mentions. Text has no such brackets of its own."""
    parts: list[str] = []
    at = 0
    for number, mention in enumerate(mentions, start=1):
        start = visible.of_source(mention.span).start
        parts += (visible.text[at:start], f"[{number}]")
        at = start
    return "".join((*parts, visible.text[at:]))


def unnumbered(text: str) -> str:
    """`text` without such numbers."""
    return _NUMBER.sub("", text)


def fence(*texts: str) -> str:
    """Eight hexadecimal digits that stand in none of `texts`; the same texts always get the same."""
    seed = "\0".join(texts).encode("utf-8", "surrogatepass")
    while True:
        digest = hashlib.sha256(seed).digest()
        found = digest.hex()[:_FENCE]
        if not any(found in text for text in texts):
            return found
        seed = digest
