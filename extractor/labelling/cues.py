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
        longest: dict[str, list[str]] = {}
        for word in sorted(cues, key=len, reverse=True):
            longest.setdefault(word[0], []).append(word)
        self._by_first = {first: tuple(words) for first, words in longest.items()}

    def scan(self, text: str) -> list[Hit]:
        """All cue words of `text` in order, none overlapping another."""
        hits: list[Hit] = []
        by_first = self._by_first
        free = 0
        for at, character in enumerate(text):
            if at < free or character not in by_first:
                continue
            for word in by_first[character]:
                if text.startswith(word, at):
                    free = at + len(word)
                    hits.append(Hit(at, free, word, self._cues[word]))
                    break
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
