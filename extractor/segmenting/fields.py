"""What a table header or a paragraph label stands for, by the table of names in ``data/fields.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ..script import simplify

FIELDS = files(__package__) / "data" / "fields.toml"
_SPACE = re.compile(r"\s+")
_REMARK = re.compile(r"[（(][^（）()]*[)）]")
_INSIDE_BRACKETS = re.compile(r"(?<=[（(])(?:[^（）()]|[（(][^（）()]*[)）])+(?=[)）])")
_BLANKS = " \\t\\u3000"
_LONGEST_LABEL = 16
_LONGEST_HEADER = 60
"""Longest cell, white space and remarks in brackets included, that may name a column."""


class LabelHit(NamedTuple):
    """A label in running text."""

    role: str
    start: int
    end: int
    """Where the text it labels begins."""
    heads_line: bool


@cache
def _tables() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    data = tomllib.loads(FIELDS.read_text("utf-8"))
    headers = {role: re.compile("|".join(names["header"])) for role, names in data.items() if names["header"]}
    labels = {role: re.compile("|".join(names["label"])) for role, names in data.items() if names["label"]}
    return headers, labels


@cache
def _label_pattern() -> re.Pattern[str]:
    name = rf"[\w\u4e00-\u9fff\-—－~～ ]{{1,{_LONGEST_LABEL}}}"
    behind = rf"(?<=[。；;！）)】\s])(?<![{_BLANKS}])|(?<=[^{_BLANKS}][{_BLANKS}])"
    return re.compile(rf"(?:^|{behind})[{_BLANKS}]*+(?:[【\[]({name})[】\]][:：]?|({name})[:：])")


@lru_cache(maxsize=1024)
def header_role(cell: str) -> str | None:
    """The role of a column headed `cell`, or None where the name is not known."""
    if len(cell) > _LONGEST_HEADER:
        return None
    name = _REMARK.sub("", _SPACE.sub("", simplify(cell)))
    if not name or len(name) > _LONGEST_LABEL:
        return None
    return next((role for role, pattern in _tables()[0].items() if pattern.search(name)), None)


def label_hits(text: str) -> list[LabelHit]:
    """Every label in `text`, in order: at the head of a line or behind a sentence, before a colon or in 【】.

    What stands in round brackets belongs to the words before them.
    """
    hits: list[LabelHit] = []
    at = 0
    for line in simplify(text).split("\n"):
        indent = len(line) - len(line.lstrip())
        for match in _label_pattern().finditer(_INSIDE_BRACKETS.sub(_veil, line)):
            role = label_role(match[1] or match[2])
            if role is not None:
                hits.append(LabelHit(role, at + match.start(), at + match.end(), match.start() <= indent))
        at += len(line) + 1
    return hits


def _veil(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def label_role(name: str) -> str | None:
    """The role of a label called `name`, in Simplified script, or None where the name is not known."""
    bare = _SPACE.sub("", name)
    return next((role for role, pattern in _tables()[1].items() if pattern.fullmatch(bare)), None)
