"""Traditional script read as Simplified, one character for one.

The table holds the single-character pairs of OpenCC's ``t2s`` conversion (Apache-2.0). Replacing
character by character keeps every offset, which phrase-wise conversion does not.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_TABLE = files(__package__) / "data" / "traditional.txt"


@cache
def _pairs() -> dict[int, str]:
    return {ord(line[0]): line[1] for line in _TABLE.read_text("utf-8").split()}


@cache
def _traditional() -> frozenset[str]:
    return frozenset(map(chr, _pairs()))


def simplify(text: str) -> str:
    """`text` with each Traditional character replaced by its Simplified one; same length."""
    return text if _traditional().isdisjoint(text) else text.translate(_pairs())
