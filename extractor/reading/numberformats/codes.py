"""Number formats taken apart: ``#,##0.00"万元";[Red]-0.00`` as sections of tokens."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | (?P<blank>_.)
    | (?P<fill>\*.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|a{3,})
    | (?P<digit>[0\#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<end>;)
    | (?P<literal>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_LONGEST = 255
"""Characters that Excel grants a format."""
_KINDS = {"literal", "digit", "point", "comma", "percent", "exponent", "text", "general", "date", "half"}
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]+))?")
_NUMERALS = re.compile(r"DBNum([123])", re.IGNORECASE)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


class Token(NamedTuple):
    """A part of a format."""

    kind: str
    """One of `_KINDS` or ``elapsed``."""
    text: str


class Condition(NamedTuple):
    """For which numbers a section is."""

    sign: str
    bound: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether `value` is one of them."""
        return _HOLDS[self.sign](value, self.bound)


class Section(NamedTuple):
    """How one kind of value is shown."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    numerals: str = ""
    """Which Chinese numerals stand for digits; empty for none."""
    system: str = ""
    """Code of the format that the system settles instead; empty for none."""

    def has(self, *kinds: str) -> bool:
        """Whether a token is one of `kinds`."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format, one at least."""
    found = []
    matches: list[re.Match[str]] = []
    for match in _TOKEN.finditer(code[:_LONGEST]):
        if match.lastgroup == "end":
            found.append(_section(matches))
            matches = []
        else:
            matches.append(match)
    return (*found, _section(matches))


def _section(matches: list[re.Match[str]]) -> Section:
    brackets = [match["bracket"] for match in matches if match.lastgroup == "bracket"]
    condition = next((Condition(m[1], Decimal(m[2])) for b in brackets if (m := _CONDITION.fullmatch(b))), None)
    numerals = next((m[1] for b in brackets if (m := _NUMERALS.match(b))), "")
    locales = [m[2].upper() for b in brackets if (m := _CURRENCY.fullmatch(b)) and m[2]]
    system = next((locale for locale in locales if locale.startswith("F")), "")
    return Section(tuple(_tokens(matches)), condition, numerals, system)


def _tokens(matches: list[re.Match[str]]) -> Iterator[Token]:
    for match in matches:
        name, text = match.lastgroup or "", match[match.lastgroup or 0]
        if name == "bracket":
            yield from _bracketed(text)
        elif name == "blank":
            yield Token("literal", " ")
        elif name in ("quoted", "escaped"):
            yield Token("literal", text)
        elif name in _KINDS:
            yield Token(name, text)


def _bracketed(text: str) -> Iterator[Token]:
    if _ELAPSED.fullmatch(text):
        yield Token("elapsed", text.lower())
    elif (currency := _CURRENCY.fullmatch(text)) and currency[1]:
        yield Token("literal", currency[1])
