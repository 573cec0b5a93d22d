"""Patterns compiled when they are first used, so that importing the package stays cheap."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Matcher = Callable[..., re.Match[str] | None]


class Lazy:
    """A regular expression; after the first use its methods are those of the compiled pattern."""

    match: Matcher
    search: Matcher
    fullmatch: Matcher
    finditer: Callable[..., Any]

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a method of the compiled pattern
        if name not in ("match", "search", "fullmatch", "finditer"):
            raise AttributeError(name)
        compiled = re.compile(self.source)
        self.match, self.search = compiled.match, compiled.search
        self.fullmatch, self.finditer = compiled.fullmatch, compiled.finditer
        return getattr(self, name)
