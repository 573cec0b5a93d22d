"""The words that the checks go by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _lists() -> Mapping[str, str]:
    return tomllib.loads((files(__package__) / "data" / "words.toml").read_text("utf-8"))


def any_of(*names: str) -> str:
    """The pattern of any word of the lists of these names, the longest first."""
    words = {word for name in names for word in _lists()[name].split()}
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
