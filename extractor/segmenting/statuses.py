"""Printed statuses, classed as `docs/annotation.md` says."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import get_args

from ..records import ReportedStatus
from ..script import simplify
from .patterns import pattern

STATUSES = files(__package__) / "data" / "statuses.toml"
_SPACE = re.compile(r"\s+")
_REMARK = re.compile(r"[（(].*")


@cache
def _table() -> tuple[tuple[ReportedStatus, re.Pattern[str]], ...]:
    known = {status: status for status in get_args(ReportedStatus)}
    rows = tomllib.loads(STATUSES.read_text("utf-8"))["status"]
    return tuple((known[row["class"]], re.compile("|".join(row["match"]))) for row in rows)


@lru_cache(maxsize=1024)
def status_class(printed: str) -> ReportedStatus | None:
    """The class of the status `printed`, or None where it is not one."""
    text = _SPACE.sub("", simplify(printed))
    return next((status for status, pattern in _table() if text and pattern.search(text)), None)


def is_status_title(text: str) -> bool:
    """Whether a title says nothing but a status, and perhaps how many items have it."""
    words = _REMARK.sub("", _SPACE.sub("", simplify(text)))
    return pattern("status_title").fullmatch(words) is not None and status_class(words) is not None
