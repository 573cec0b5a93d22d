"""What was left out of a document, and why."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ...records import Finding
from .markup import Element, W

Reason = Literal["deleted", "hidden_text", "contents", "margins", "unseen"]
"""Why words are left out; ``unseen`` words are no part of the page in any way: codes, readings, doubles."""
Thing = Literal[
    "charts", "chunks", "comments", "diagrams", "margins_read", "objects", "pictures", "signs", "unreferred"
]


class Account:
    """The words a reader left out on purpose, and the things it could not read."""

    def __init__(self) -> None:
        self._words: defaultdict[Reason, list[str]] = defaultdict(list)
        self.things: Counter[Thing] = Counter()

    def leave_out(self, reason: Reason, text: str) -> None:
        """Words that are there but not to be read."""
        self._words[reason].append(text)

    def leave_out_all(self, reason: Reason, element: Element) -> None:
        """All words below `element`."""
        for name in ("t", "delText"):
            for text in element.iter(W + name):
                self.leave_out(reason, text.text or "")

    def words(self) -> Iterator[str]:
        """All words left out."""
        for words in self._words.values():
            yield from words

    def findings(self, *, pictures_prevail: bool) -> Iterator[Finding]:
        """One for each reason and kind of thing, counted."""
        counts: Counter[str] = Counter(self.things)
        counts.update({reason: sum(len(text.strip()) for text in words) for reason, words in self._words.items()})
        if pictures_prevail:
            counts["pictures_prevail"] = counts.pop("pictures", 0)
        for check, told in _table().items():
            if counts[check]:
                yield Finding(
                    check=check,
                    severity=told["severity"],
                    zh=told["zh"].format(count=counts[check]),
                    en=told["en"].format(count=counts[check]),
                )


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files(__package__) / "data" / "findings.toml").read_text("utf-8"))
