"""Cue words: tables of words with what they speak for, found in one pass over a narrative."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_DATA = files(__package__) / "data"


class Cue(NamedTuple):
    """What a word speaks for."""

    group: str
    """Name of the table entry, shown in the rule of a label."""
    says: str
    """The role, kind or category it speaks for."""
    force: str
    """How it works, as the table's head explains."""
    weight: float
    side: str
    """Where the number stands: ``left`` before the cue, ``right`` after it, ``both``."""
    reach: int
    """Most characters between cue and number."""


class Hit(NamedTuple):
    """A cue word in a narrative. A word of several groups carries a cue for each."""

    start: int
    end: int
    word: str
    cues: tuple[Cue, ...]

    def of(self, *forces: str) -> Cue | None:
        """Its first cue of one of `forces`."""
        for cue in self.cues:
            if cue.force in forces:
                return cue
        return None


class Lexicon:
    """A table of cue words, searched for the longest word at each place, left to right."""

    def __init__(self, cues: dict[str, tuple[Cue, ...]]) -> None:
        self._cues = cues
        pairs: dict[str, list[str]] = {}
        for word in sorted(cues, key=len, reverse=True):
            pairs.setdefault(word[:2], []).append(word)
        self._by_pair = {pair: tuple(words) for pair, words in pairs.items() if len(pair) > 1}
        self._single = frozenset(pair for pair in pairs if len(pair) == 1)
        self._first = frozenset(pair[0] for pair in pairs)

    def _longest(self, text: str, at: int) -> str:
        """The longest cue word that stands at `at`, or nothing."""
        for word in self._by_pair.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                return word
        return text[at] if text[at] in self._single else ""

    def scan(self, text: str) -> list[Hit]:
        """All cue words of `text` in order, none overlapping another."""
        hits: list[Hit] = []
        first, longest, cues = self._first, self._longest, self._cues
        free = 0
        for at, character in enumerate(text):
            if character in first and at >= free and (word := longest(text, at)):
                free = at + len(word)
                hits.append(Hit(at, free, word, cues[word]))
        return hits


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``data/<name>.toml`` as it stands."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))


@cache
def lexicon(name: str) -> Lexicon:
    """The cue words of ``data/<name>.toml``."""
    cues: dict[str, tuple[Cue, ...]] = {}
    for group in table(name)["group"]:
        cue = Cue(
            group["name"],
            group.get("says", ""),
            group.get("force", ""),
            float(group.get("weight", 1)),
            group.get("side", "both"),
            int(group.get("reach", 99)),
        )
        for word in group["words"].split():
            cues[word] = (*cues.get(word, ()), cue)
    return Lexicon(cues)
