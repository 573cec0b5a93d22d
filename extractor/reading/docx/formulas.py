"""Formulas as one line of text."""

from __future__ import annotations

from .markup import Element, M
from .symbols import raised

_SCRIPTS = {M + "sup", M + "deg"}


def formula(element: Element) -> str:
    """The words and numbers of an ``m:oMath``: a fraction with a slash, exponents raised, all else in order."""
    if element.tag == M + "t":
        return element.text or ""
    if element.tag == M + "f":
        above, below = (_part(element, name) for name in ("num", "den"))
        return f"{above}/{below}"
    inner = "".join(formula(child) for child in element)
    return raised(inner) if element.tag in _SCRIPTS else inner


def _part(fraction: Element, name: str) -> str:
    part = fraction.find(M + name)
    return "" if part is None else formula(part)
