"""What a reader saw of a document and did not take for its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...records import Finding
from ..notices import teller
from .characters import Character

_MOST_NAMED = 5
"""Pages named in a note."""
_tell = teller(__package__)


@dataclass
class Account:
    """Counts of what was left out, and the pages it stands on."""

    counts: Counter[str] = field(default_factory=Counter)
    pages: dict[str, list[int]] = field(default_factory=dict)

    def note(self, check: str, count: int, page: int) -> None:
        """So many characters or things on a page."""
        if count:
            self.counts[check] += count
            self.pages.setdefault(check, []).append(page)

    def note_characters(self, characters: Iterable[Character], page: int) -> None:
        """Characters that the page does not show, or that stand for no letter."""
        found = Counter(_check(character) for character in characters)
        for check in ("hidden_text", "watermark", "unmapped"):
            self.note(check, found[check], page)

    def findings(self) -> Iterator[Finding]:
        """One for each kind."""
        for check, count in sorted(self.counts.items()):
            yield _tell(check, {"count": count, "pages": named(self.pages.get(check, []))})


def named(pages: list[int]) -> str:
    """Numbers of pages as a note names them."""
    return "、".join(map(str, pages[:_MOST_NAMED])) + ("…" if len(pages) > _MOST_NAMED else "")


def told(check: str, pages: list[int]) -> Finding:
    """A finding about some pages."""
    return _tell(check, {"pages": named(pages)})


def _check(character: Character) -> str:
    if character.unseen is not None:
        return "watermark" if character.unseen == "slanted" else "hidden_text"
    return "" if character.mapped else "unmapped"
