"""A narrative made uniform for matching, with the way back to its characters.

Full-width forms become ASCII and Traditional characters Simplified, one for one. White space that a
file format left inside numbers and words (``1 8. 4公里``, ``20万平⏎方米``) is left out; what separates
sentences, columns or list items stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..script import simplify
from .lazy import Lazy

_ASCII = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%+/#"
_WIDTH = {ord(char) + 0xFEE0: char for char in _ASCII} | str.maketrans(
    {
        **dict.fromkeys("－–‐‑‒−﹣⁃", "-"),
        **dict.fromkeys("―─﹘⸺", "—"),
        **dict.fromkeys("～〜∼˜", "~"),
        **dict.fromkeys("．﹒", "."),
        **dict.fromkeys("﹐", ","),
        "﹪": "%",
        "＞": ">",
        "＜": "<",
        "≧": "≥",
        "≦": "≤",
        "⩾": "≥",
        "⩽": "≤",
        "⁄": "/",
        "∶": "：",
        "︰": "：",
        "○": "〇",
        "囗": "〇",
    }
)
_GAP = Lazy(r"[\s\u200b\u2060\ufeff]+")
_ITEM = Lazy(
    r"\d{1,2}(?:[.、)）](?!\d)|\.(?=(?:19|20)\d\d年))|[（(]?[一二三四五六七八九十]{1,3}[、)）]|[①-⑳]|[（(]\d{1,2}[)）]"
)
_ITEM_HEAD = Lazy(r"(?:^|[\n。；])\s*\d{1,2}\.\Z")
_JOINING = frozenset("%‰-—~/·+㎡℃°.,")
_DASHES = frozenset("-—~")
_POINTS = frozenset(".,")
_PUNCTUATION = _DASHES | _POINTS
_BEFORE_DASH = frozenset("年月日号%")
_FIGURES = re.compile(r"\d+(?:\s\d+){0,4}")
_FIGURES_BEFORE = re.compile(r"(?:\d+\s){0,4}\d+\Z")
_ROW = 24
_THOUSAND = 3
_COLUMNS = 2
"""This many blanks between figures are a gap between columns."""


class Folded(NamedTuple):
    """Uniform text; `back` maps its offsets to the narrative's, None where they are equal."""

    text: str
    back: list[int] | None

    def start(self, at: int) -> int:
        """Where in the narrative the character `at` stands."""
        return at if self.back is None else self.back[at]

    def end(self, at: int) -> int:
        """Where in the narrative a span that ends before `at` ends."""
        return at if self.back is None or at == 0 else self.back[at - 1] + 1


def fold(narrative: str) -> Folded:
    """The narrative as the grammar reads it."""
    text = simplify(narrative).translate(_WIDTH)
    if len(text.split(None, 1)) < _COLUMNS and "\u200b" not in text:
        return Folded(text, None)
    pieces: list[str] = []
    back: list[int] = []
    at = 0
    for gap in _GAP.finditer(text):
        if not _removable(text, gap.start(), gap.end()):
            continue
        pieces.append(text[at : gap.start()])
        back.extend(range(at, gap.start()))
        at = gap.end()
    if not pieces:
        return Folded(text, None)
    pieces.append(text[at:])
    back.extend(range(at, len(text)))
    return Folded("".join(pieces), back)


def _removable(text: str, start: int, end: int) -> bool:
    """Whether the gap stands inside a number or a run of words."""
    if start == 0 or end == len(text):
        return False
    left, right, gap = text[start - 1], text[end], text[start:end]
    if not (_joins(left) and _joins(right)):
        return False
    if left.isdecimal() and right.isdecimal():
        return "\t" not in gap and ("\n" in gap or len(gap) < _COLUMNS) and not _in_columns(text, start, end)
    if left in _PUNCTUATION or right in _PUNCTUATION:
        return _removable_at_mark(text, start, end)
    return not (_ITEM.match(text, end) and ("\n" in gap or not left.isdecimal()))


def _in_columns(text: str, start: int, end: int) -> bool:
    """Whether, of three and more figures side by side, the one behind the gap is no group of three digits (14 2 79)."""
    before, behind = _FIGURES_BEFORE.search(text[max(0, start - _ROW) : start]), _FIGURES.match(text, end)
    left, right = ([] if match is None else match[0].split() for match in (before, behind))
    return len(left) + len(right) > _COLUMNS and (not right or len(right[0]) != _THOUSAND)


def _removable_at_mark(text: str, start: int, end: int) -> bool:
    """The same beside a dash, point or comma."""
    left, right = text[start - 1], text[end]
    if right in _DASHES:
        return left.isdecimal() or left in _DASHES or (left in _BEFORE_DASH and "\n" not in text[start:end])
    if left in _DASHES:
        return right.isdecimal()
    if left in _POINTS:
        return right.isdecimal() and not _ITEM_HEAD.search(text, max(0, start - 8), start)
    return left.isdecimal()


def _joins(char: str) -> bool:
    return char.isalnum() or char in _JOINING
