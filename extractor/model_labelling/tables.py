"""The tables of this package, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files(__package__) / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``<name>.toml``."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))
