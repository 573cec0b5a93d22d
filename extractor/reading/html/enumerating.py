"""The numbers that a browser puts before the entries of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_LETTERS = 26
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3_999
_WHOLE = re.compile(r"\s*(-?\d{1,9})")
_OWN_NUMBER = re.compile(r"[（(【\[]?\s*(?:[\d０-９①-⑳⑴-⒛]|第?[一二三四五六七八九十]+[、.．是）)项条])")


@dataclass(slots=True)
class Counter:
    """A list that counts."""

    at: int
    step: int
    write: Callable[[int], str]

    def next(self, attributes: Mapping[str, str]) -> str:
        """What stands before the next entry, which may say its number itself."""
        self.at = _whole(attributes, "value", self.at)
        label = f"{self.write(self.at)}. "
        self.at += self.step
        return label


def counter_of(tag: str, attributes: Mapping[str, str]) -> Counter | None:
    """The counter of a list; None where it does not count."""
    if tag != "ol":
        return None
    write = _WRITERS.get(attributes.get("type", "1"), str)
    return Counter(_whole(attributes, "start", 1), -1 if "reversed" in attributes else 1, write)


def labelled(label: str, text: str) -> str:
    """`text` behind its `label`, where it brings no number of its own."""
    return text if not label or _OWN_NUMBER.match(text) else label + text


def _whole(attributes: Mapping[str, str], name: str, default: int) -> int:
    match = _WHOLE.match(attributes.get(name, ""))
    return int(match[1]) if match else default


def _alphabetic(number: int) -> str:
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    if not 1 <= number <= _MOST:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


_WRITERS: dict[str, Callable[[int], str]] = {
    "a": _alphabetic,
    "A": lambda number: _alphabetic(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}
