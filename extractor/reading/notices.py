"""What a reader says of what it left out, by a table of words that each reader keeps in its ``data/findings.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ..records import Finding

Teller = Callable[[str, Mapping[str, object]], Finding]
"""Makes a finding of the name of its check and the values that its words have places for."""


def teller(package: str) -> Teller:
    """Tells the findings of the reader in `package`."""

    def tell(check: str, values: Mapping[str, object]) -> Finding:
        words = _table(package)[check]
        return Finding(
            check=check,
            severity=words["severity"],
            zh=words["zh"].format_map(values),
            en=words["en"].format_map(values),
        )

    return tell


@cache
def _table(package: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files(package) / "data" / "findings.toml").read_text("utf-8"))
