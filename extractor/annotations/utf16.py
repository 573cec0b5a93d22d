"""Offsets in UTF-16 code units, which browsers count, and in code points, which gold counts.

They part ways after each character beyond U+FFFF, which takes two units.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple, Self

_LAST_OF_ONE_UNIT = 0xFFFF


class Units(NamedTuple):
    """The two ways of counting a text."""

    length: int
    """Code points of the text."""
    wide: tuple[int, ...]
    """Places of the characters that take two units, in code points, ascending."""
    wide_units: tuple[int, ...]
    """The same places in units."""

    @classmethod
    def of(cls, text: str) -> Self:
        """The two ways of counting `text`."""
        wide = tuple(place for place, char in enumerate(text) if ord(char) > _LAST_OF_ONE_UNIT)
        return cls(len(text), wide, tuple(place + nth for nth, place in enumerate(wide)))

    def from_points(self, offset: int) -> int:
        """The offset in units of an `offset` in code points, from 0 to the length."""
        return offset + bisect_left(self.wide, offset)

    def to_points(self, offset: int) -> int | None:
        """The offset in code points of an `offset` in units; None outside the text or inside a character."""
        before = bisect_left(self.wide_units, offset)
        if before and self.wide_units[before - 1] == offset - 1:
            return None
        points = offset - before
        return points if 0 <= points <= self.length else None
