"""Cue words: tables of words with what they speak for, found in one pass over a narrative."""

from __future__ import annotations

import sys
import tomllib
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
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

    def of(self, forces: Container[str]) -> Cue | None:
        """Its first cue of one of `forces`."""
        for cue in self.cues:
            if cue.force in forces:
                return cue
        return None


def bounds(hits: Sequence[Hit], start: int, end: int) -> tuple[int, int]:
    """Which of `hits` lie between `start` and `end`: index of the first, and of the first one behind them."""
    first, last = bisect_left(hits, (start,)), bisect_left(hits, (end,))
    if last > first and hits[last - 1].end > end:
        last -= 1
    return first, last


def within(hits: Sequence[Hit], start: int, end: int, most: int = sys.maxsize) -> Sequence[Hit]:
    """Those of `hits` that lie between `start` and `end`; the first `most` of them."""
    if not hits:
        return hits
    first, last = bounds(hits, start, end)
    return hits[first : min(last, first + most)]


Table = dict[str, tuple[Cue, ...]]
"""The cues of each word."""


def _readings(word: str, tables: Sequence[Table]) -> Iterator[tuple[int, int, str, tuple[Cue, ...]]]:
    """For each table with a word that `word` begins with: its index, and length, text and cues of the longest."""
    for index, table in enumerate(tables):
        for length in range(len(word), 0, -1):
            if word[:length] in table:
                yield index, length, word[:length], table[word[:length]]
                break


class Lexicon:
    """Tables of cue words, searched together; in each the longest word at a place counts, left to right."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._size = len(tables)
        words = {word for table in tables for word in table}
        heads: dict[str, list[str]] = {}
        for word in sorted(words, key=len, reverse=True):
            heads.setdefault(word[:2], []).append(word)
        for head, longer in heads.items():
            if len(head) > 1 and head[0] in words:
                longer.append(head[0])
        readings = {word: tuple(_readings(word, tables)) for word in words}
        self._heads = {head: tuple((word, readings[word]) for word in longer) for head, longer in heads.items()}
        self._first = frozenset(word[0] for word in words)

    def scan(self, text: str) -> list[list[Hit]]:
        """The cue words of `text` by table, in order; none overlaps another of its table."""
        found: list[list[Hit]] = [[] for _ in range(self._size)]
        free = [0] * self._size
        first, heads = self._first, self._heads
        for at, character in enumerate(text):
            if character not in first:
                continue
            for longest, readings in heads.get(text[at : at + 2]) or heads.get(character, ()):
                if text.startswith(longest, at):
                    for index, length, word, cues in readings:
                        if at >= free[index]:
                            free[index] = at + length
                            found[index].append(Hit(at, at + length, word, cues))
                    break
        return found


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``data/<name>.toml`` as it stands."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))


@cache
def _cues(name: str) -> Table:
    cues: Table = {}
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
    return cues


@cache
def lexicon(*names: str) -> Lexicon:
    """The cue words of ``data/<name>.toml`` of each name."""
    return Lexicon([_cues(name) for name in names])
