"""How lines are broken: what width characters take, and which of them stay together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from statistics import median

from .model import Word

_UNBREAKABLE = re.compile(
    r"[（《〈“‘「『【〔(\[]*"
    r"(?:[0-9A-Za-z.,%:/+~_-]+|.)"
    r"[，。、；：！？）》〉”’」』】〕,.;:!?%)\]％‰℃]*"
)
_ENUMERATOR = re.compile(
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[0-9０-９]{1,3}(?:[、．]|[.](?![0-9]))|[（(][0-9０-９]{1,3}[）)]|[①-⑳]"
    r"|第[一二三四五六七八九十百0-9]{1,4}[条章节项]|附\s*件\s*[0-9一二三四五六七八九十]{0,2}\s*(?:[:：]|$)"
    r"|[一二三四五六七八九十]是(?!否))"
)
_END = re.compile(r"[。；：！？!?;:][”’」』）)]*\s*$")
_USUAL_EM = 10.0
_HALF = 0.5


def ems(text: str) -> float:
    """The width of `text` in ems: an ideograph or full-width mark takes one, anything else half of it."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else _HALF for character in text)


def em_of(words: Iterable[Word]) -> float:
    """The size of letters, in points, as the widths of `words` tell it."""
    words = [word for word in words if word.text.strip()]
    pure = [(word.right - word.left) / len(word.text) for word in words if ems(word.text) == len(word.text)]
    mixed = [(word.right - word.left) / ems(word.text) for word in words if _is_wide(word.text)]
    if pure or mixed:
        return median(pure or mixed)
    heights = [word.bottom - word.top for word in words]
    return median(heights) if heights else _USUAL_EM


def first_piece(text: str) -> str:
    """The beginning of `text` that a typesetter does not break: a character or number and what clings to it."""
    match = _UNBREAKABLE.match(text.lstrip())
    return match[0] if match else ""


def is_enumerated(text: str) -> bool:
    """Whether `text` begins as an item of a list does: 一、 （一） 1. 1、 第N条 一是."""
    return _ENUMERATOR.match(text) is not None


def is_ended(text: str) -> bool:
    """Whether `text` ends a sentence or announces what follows."""
    return _END.search(text) is not None


def joined(first: str, second: str) -> str:
    """Two pieces of one paragraph; a blank keeps words in Latin letters apart, and nothing else needs one."""
    apart = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii() and second[:1].isalpha()
    return f"{first} {second}" if apart else first + second


def _is_wide(text: str) -> bool:
    return any(unicodedata.east_asian_width(character) in "WF" for character in text)
