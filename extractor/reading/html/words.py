"""What the words of a page say of the part that they stand in, by the tables in ``data/words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_WORDS = files(__package__) / "data" / "words.toml"
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_CONTROL = 80
_BETWEEN = r"[\W\d_]*"


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(_WORDS.read_text("utf-8"))
    return table


@cache
def _any_of(name: str, form: str = "{}") -> re.Pattern[str]:
    longest_first = sorted(_table()[name], key=len, reverse=True)
    return re.compile(form.format(f"(?:{'|'.join(longest_first)})"), re.IGNORECASE)


def names_column(label: str) -> bool:
    """Whether a cell with no more than `label` heads a column or row of a bulletin's table."""
    return _any_of("columns").fullmatch(label) is not None


def is_control(text: str) -> bool:
    """Whether a line is a control of the page, such as a button to print; `text` has no white space."""
    if len(text) > _LONGEST_CONTROL:
        return False
    controls = rf"{_BETWEEN}(?:{{}}{_BETWEEN})+"
    return _any_of("controls", controls).fullmatch(text) is not None or _any_of("leads").match(text) is not None


def is_foot(text: str) -> bool:
    """Whether a block is the foot of a page."""
    return _any_of("foot").search(text) is not None


def is_metadata(text: str) -> bool:
    """Whether a line tells where or when the text comes from."""
    return _any_of("metadata").search(text) is not None


def without_fragments(text: str) -> tuple[str, list[str]]:
    """A line that stays, without the controls in it; and these."""
    cut = [match[0] for match in _any_of("fragments").finditer(text)]
    return _any_of("fragments").sub("", text).strip(), cut


def names_furniture(names: str) -> bool:
    """Whether one of the words in `names` says that an element is no part of the article."""
    known = _any_of("names")
    return any(known.fullmatch(word) for word in _NAME.findall(names))
