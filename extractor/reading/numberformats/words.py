"""The words and builtin formats of ``data/words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS


class Names(NamedTuple):
    """What months, days and halves of a day are called."""

    months: list[str]
    days: list[str]
    weekdays: str
    week: str
    halves: list[str]


class Numerals(NamedTuple):
    """One kind of Chinese numerals."""

    digits: str
    powers: list[str]
    groups: list[str]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "words.toml").read_text("utf-8"))


@cache
def builtin_formats() -> dict[int, str]:
    """Formats that workbooks name by number alone."""
    return BUILTIN_FORMATS | {int(number): code for number, code in _table()["builtin"].items()}


def named_format(name: str) -> str:
    """The format that Excel 2003 XML calls `name`; `name` itself where it is a format."""
    found: str = _table()["named"].get(name, name)
    return found


def system_format(code: str) -> str:
    """The format that a Chinese system settles for the code ``F800`` or ``F400``; empty where there is none."""
    found: str = _table()["system"].get(code, "")
    return found


@cache
def names() -> Names:
    """What months, days and halves of a day are called."""
    return Names(**_table()["names"])


@cache
def numerals_of(kind: str) -> Numerals:
    """The numerals of one kind, ``1`` to ``3``."""
    return Numerals(**_table()["numerals"][kind])
