"""Quotes found in the visible text: the same words and digits in a row, white space and width of punctuation aside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from ..spans import Span
from .tables import table


class Folded(NamedTuple):
    """A text without white space, its punctuation in one width, with the way back."""

    text: str
    places: tuple[int, ...]
    """Where each character of `text` stands in the text it was made of."""


@cache
def _same() -> dict[str, str]:
    return dict(table("characters")["same"])


def fold(text: str) -> Folded:
    """`text` as quotes are compared."""
    same = _same()
    kept = [(at, same.get(char, char)) for at, char in enumerate(text) if not char.isspace()]
    return Folded("".join(char for _, char in kept), tuple(at for at, _ in kept))


def trim(quote: str) -> str:
    """`quote` without punctuation and white space at its ends."""
    edges = table("characters")["edges"]
    return quote.strip(edges + " \t\r\n\u3000")


def places(text: Folded, quote: str) -> Iterator[Span]:
    """Every place of the unfolded text where `quote` stands, in order."""
    words = fold(quote).text
    at = text.text.find(words) if words else -1
    while at >= 0:
        yield Span(text.places[at], text.places[at + len(words) - 1] + 1)
        at = text.text.find(words, at + 1)


def first_free(text: Folded, quote: str, taken: Collection[Span]) -> Span | None:
    """The first place of `quote` that shares no character with `taken`."""
    return next((span for span in places(text, quote) if not any(span.overlaps(one) for one in taken)), None)
