"""The words of ``data/patterns.toml``, each list one regular expression."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

PATTERNS = files(__package__) / "data" / "patterns.toml"


@cache
def _table() -> dict[str, list[str]]:
    return {name: entry["any"] for name, entry in tomllib.loads(PATTERNS.read_text("utf-8")).items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression called `name`; it expects Simplified script."""
    return re.compile("|".join(_table()[name]))
