"""What the closed values of the records are called in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Language = Literal["zh", "en"]

_Tables = Mapping[str, Mapping[str, Mapping[str, str]]]
_FILE: Final = "words.toml"


def word(table: str, value: object, lang: Language = "zh") -> str:
    """The name of a value, such as ``word("bound", "approx")``; the value itself where it has none, "" for None."""
    if value is None:
        return ""
    key = str(value).lower() if isinstance(value, bool) else str(value)
    return _tables().get(table, {}).get(key, {}).get(lang, key)


def keys(table: str) -> tuple[str, ...]:
    """The values that a table names, in its order."""
    return tuple(_tables()[table])


@cache
def _tables() -> _Tables:
    tables: _Tables = tomllib.loads((files(__package__) / "data" / _FILE).read_text("utf-8"))
    return tables
