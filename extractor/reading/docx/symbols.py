"""Signs of picture fonts, and raised digits, as characters that stand for themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_PRIVATE = range(0xF000, 0xF100)
"""Where Word keeps the signs of picture fonts."""


def symbol(text: str, font: str | None = None) -> str | None:
    """`text` with the signs of the picture font `font` as ordinary characters; None where one is not known.

    Without a font the usual ones are looked through.
    """
    found = []
    for character in text:
        known = _known(ord(character), font) if ord(character) in _PRIVATE else character
        if known is None:
            return None
        found.append(known)
    return "".join(found)


def raised(text: str) -> str:
    """Digits and signs as those that stand raised in plain text; anything else as it is."""
    signs = _tables()["raised"]
    return "".join(signs[each] for each in text) if all(each in signs for each in text) else text


def lowered(text: str) -> str:
    """`text` with raised digits made plain ones."""
    for plain, sign in _tables()["raised"].items():
        text = text.replace(sign, plain)
    return text


def box(*, checked: bool) -> str:
    """A check box."""
    return _tables()["boxes"]["checked" if checked else "open"]


def _known(code: int, font: str | None) -> str | None:
    tables = _tables()
    names = [font] if font in tables else ["Wingdings", "Symbol"]
    return next((sign for name in names if name and (sign := tables[name].get(f"{code:04X}"))), None)


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "data" / "symbols.toml").read_text("utf-8"))
