"""What the distances between the characters of a line tell: which marks are wide, and where one is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from .engine import Reading

_NARROW = 0.55
"""Ems that a letter or digit takes."""
_WIDE_MARK = 1.6
"""Ems from the character before a mark to the one behind it, from which the mark is a wide one."""
_HOLE = 0.6
"""Ems that two characters are further apart than they need, where there may be a third."""
_FEWEST = 3
_MARKS = frozenset(",;:?!，；：？！")


class Hole(NamedTuple):
    """A place on a line where a character may be missing."""

    before: int
    """Index of the character behind it."""
    left: float
    """In shares of the line's width."""
    right: float


class Spaced(NamedTuple):
    """A line with its marks told apart by the room they take."""

    text: str
    """Without blanks."""
    widths: tuple[bool | None, ...]
    """For each character, whether it is a wide mark or a narrow one; None where it is none, or nothing tells."""
    holes: tuple[Hole, ...]


def spaced(reading: Reading) -> Spaced:
    """What the distances between the characters of `reading` tell."""
    text = "".join(reading.text.split())
    if len(text) != len(reading.places):
        return Spaced(text, (None,) * len(text), ())
    em = _em(text, reading.places)
    if em is None:
        return Spaced(text, (None,) * len(text), ())
    return Spaced(text, tuple(_widths(text, reading.places, em)), tuple(_holes(text, reading.places, em)))


def _em(text: str, places: tuple[float, ...]) -> float | None:
    """Usual distance between two ideographs."""
    pairs = zip(text, text[1:], places, places[1:], strict=False)
    told = [after - before for one, other, before, after in pairs if _is_ideograph(one) and _is_ideograph(other)]
    return median(told) if len(told) >= _FEWEST else None


def _widths(text: str, places: tuple[float, ...], em: float) -> Iterator[bool | None]:
    for at, character in enumerate(text):
        beside = text[at - 1 : at] + text[at + 1 : at + 2]
        told = character in _MARKS and 0 < at < len(text) - 1 and all(_is_ideograph(one) for one in beside)
        yield places[at + 1] - places[at - 1] >= _WIDE_MARK * em if told else None


def _holes(text: str, places: tuple[float, ...], em: float) -> Iterator[Hole]:
    for at in range(1, len(text)):
        before, behind = (_advance(one) * em / 2 for one in text[at - 1 : at + 1])
        left, right = places[at - 1] + before, places[at] - behind
        if right - left > _HOLE * em:
            yield Hole(at, left, right)


def _advance(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _NARROW


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
