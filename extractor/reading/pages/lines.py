"""Words put together as lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .model import Word
from .typesetting import em_of

_LEAST_BLANK, _WIDE_BLANK = 0.28, 0.75
"""Ems between two words from which they are one blank, or two, apart."""


class Line(NamedTuple):
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float
    """Size of its letters in points."""

    @property
    def width(self) -> float:
        """From its first to its last letter."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Height of its middle on the page."""
        return (self.top + self.bottom) / 2


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines that `words` stand on, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.left)):
        row = next((row for row in reversed(rows[-3:]) if _on_one_line(row[0], word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return sorted((line_of(row) for row in rows), key=lambda line: (line.middle, line.left))


def line_of(words: Sequence[Word]) -> Line:
    """One line of `words`."""
    ordered = tuple(sorted(words, key=lambda word: word.left))
    em = em_of(ordered)
    inked = [word for word in ordered if word.text.strip()] or ordered
    return Line(
        words=ordered,
        text=_text(ordered, em),
        left=min(word.left for word in inked),
        top=min(word.top for word in inked),
        right=max(word.right for word in inked),
        bottom=max(word.bottom for word in inked),
        em=em,
    )


def _on_one_line(one: Word, other: Word) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _text(words: Sequence[Word], em: float) -> str:
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None:
            parts.append(_blank(before, word, em))
        parts.append(word.text)
        before = word
    return "".join(parts)


def _blank(before: Word, word: Word, em: float) -> str:
    gap = (word.left - before.right) / em
    if gap < _LEAST_BLANK or before.text[-1:].isspace() or word.text[:1].isspace():
        return ""
    if gap >= _WIDE_BLANK:
        return "  "
    return " " if (before.text[-1:] + word.text[:1]).isascii() else ""
