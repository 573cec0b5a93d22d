"""What the report says, in Chinese or English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from extractor.export.words import Language, word
from extractor.records import MarkKind

_Tables = Mapping[str, Mapping[str, Mapping[str, str]]]

VALUE_TABLES: Final[Mapping[tuple[MarkKind, str], str]] = {
    ("quantities", "role"): "quantities",
    ("percentages", "kind"): "measure",
    ("percentages", "role"): "percentages",
    ("dates", "role"): "dates",
    ("blockers", "category"): "category",
}
"""Table of the product's words for each closed field; `halted` has its own words here."""


def say(table: str, key: str, lang: Language) -> str:
    """The words of the report's own tables; raises KeyError where they are missing."""
    return tables()[table][key][lang]


def engine_name(name: str, lang: Language) -> str:
    """What an engine is called by the `name` of its runs, with the model's own name where it asks one."""
    kind, _, model = name.partition(":")
    return f"{say('engine', kind, lang)} {model}".strip()


def value_word(kind: MarkKind, field: str, value: object, lang: Language) -> str:
    """The name of a field's value, such as ``目标``; as it is written where it has none."""
    if value is None or value == "":
        return say("value", "empty" if value == "" else "none", lang)
    if isinstance(value, bool):
        return say("value", str(value).lower(), lang)
    if field == "bound":
        return word("bound", value, lang) or say("value", "exact", lang)
    if table := VALUE_TABLES.get((kind, field)):
        return word(table, value, lang)
    return f"{value:,}" if isinstance(value, int) else str(value)


@cache
def tables() -> _Tables:
    """All the words, by table, key and language."""
    words: _Tables = tomllib.loads((files(__package__) / "data" / "report.toml").read_text("utf-8"))
    return words
