"""A subject is put together from words of the narrative and its task, or shortened until it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from .quoting import fold
from .tables import table
from .visible import Visible

MOST_PIECES: Final = 4
"""Runs of the source that a subject may be joined from, of which at most one is a single character."""
LONGEST: Final = 40
"""Characters of a subject."""


class Words(NamedTuple):
    """Where the words of a subject may come from."""

    text: str
    """Folded as quotes are."""
    source: str
    """The same characters as the source has them."""
    numerals: frozenset[str]
    """Every whole numeral of `text`."""


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(table('characters')['numerals'])}]+")


def words(*sources: Visible) -> Words:
    """The words of the visible `sources`."""
    folded = [fold(source.text) for source in sources]
    text = "\n".join(one.text for one in folded)
    as_printed = "\n".join(
        "".join(source.source[source.places[at]] for at in one.places)
        for source, one in zip(sources, folded, strict=True)
    )
    return Words(text, as_printed, frozenset(_numeral().findall(text)))


def grounded(subject: str, source: Words) -> str:
    """`subject` where the source has its words, else its longest run that the source has; empty where there is none.

    A numeral counts only whole: the 0 of a source's 40 is none of its words.
    """
    wanted = fold(subject).text
    pieces = _pieces(wanted, source)
    whole = "".join(pieces)
    if (
        len(whole) == len(wanted) <= LONGEST
        and len(pieces) <= MOST_PIECES
        and sum(len(piece) == 1 for piece in pieces) <= 1
        and _untorn(wanted, source)
    ):
        return whole
    usable = [part for piece in pieces for part in _without_torn(piece, source) if 1 < len(part) <= LONGEST]
    return max(usable, key=len, default="")


def _pieces(subject: str, source: Words) -> list[str]:
    """The longest runs of the source that `subject` is made of, from the left; other characters are left out."""
    found: list[str] = []
    at = 0
    while at < len(subject):
        end = at
        while end < len(subject) and subject[at : end + 1] in source.text:
            end += 1
        if end > at:
            place = source.text.index(subject[at:end])
            found.append(source.source[place : place + end - at])
        at = max(end, at + 1)
    return found


def _untorn(piece: str, source: Words) -> bool:
    return all(numeral in source.numerals for numeral in _numeral().findall(piece))


def _without_torn(piece: str, source: Words) -> list[str]:
    return [piece] if _untorn(piece, source) else _numeral().split(piece)
