"""Cue words: tables of words with what they speak for, found in one pass over a narrative."""

from __future__ import annotations

import sys
import tomllib
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Any

_DATA = files(__package__) / "data"


@dataclass(slots=True)
class Cue:
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


@dataclass(slots=True)
class Hit:
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


_FEW = 12
_start = attrgetter("start")


def around(hits: Sequence[Hit], at: int, most: int) -> Sequence[Hit]:
    """The last `most` of `hits` before `at` and the first `most` behind it."""
    if len(hits) <= most:
        return hits
    middle = bisect_left(hits, at, key=_start)
    return hits[max(0, middle - most) : middle + most]


def starting(hits: Sequence[Hit], start: int, end: int) -> Sequence[Hit]:
    """Those of `hits` that start from `start` on and before `end`."""
    if len(hits) > _FEW:
        return hits[bisect_left(hits, start, key=_start) : bisect_left(hits, end, key=_start)]
    return [hit for hit in hits if start <= hit.start < end]


def within(hits: Sequence[Hit], start: int, end: int, most: int = sys.maxsize) -> Sequence[Hit]:
    """Those of `hits` that lie between `start` and `end`; where they are many, the first `most`."""
    if len(hits) > _FEW:
        first = bisect_left(hits, start, key=_start)
        hits = hits[first : bisect_left(hits, end, first, min(len(hits), first + most), key=_start)]
    return [hit for hit in hits if hit.start >= start and hit.end <= end]


Table = dict[str, tuple[Cue, ...]]
"""The cues of each word."""

_Reading = tuple[int, int, str, tuple[Cue, ...]]
"""A word of a table: index of the table, length, the word, its cues."""


def _readings(word: str, tables: Sequence[Table]) -> Iterator[_Reading]:
    """For each table the longest of its words that `word` begins with."""
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
        longer: dict[str, list[str]] = {word[:2]: [] for word in words if len(word) > 1}
        for word in sorted(words, key=len, reverse=True):
            if len(word) > 2:  # noqa: PLR2004
                longer[word[:2]].append(word)
        readings = {word: tuple(_readings(word, tables)) for word in {*words, *longer}}
        self._pairs = {
            pair: (tuple((word, readings[word]) for word in those), readings[pair]) for pair, those in longer.items()
        }
        self._first = {word[0]: ((), readings[word[0]]) if word[0] in words else None for word in words}

    def scan(self, text: str, shift: int = 0) -> list[list[Hit]]:
        """The cue words of `text`, which stands at `shift`, by table; in order, none overlaps another of its table."""
        found: list[list[Hit]] = [[] for _ in range(self._size)]
        free = [0] * self._size
        first, pairs = self._first, self._pairs
        for at, character in enumerate(text):
            if character not in first:
                continue
            entry = pairs.get(text[at : at + 2]) or first[character]
            if entry is None:
                continue
            longer, readings = entry
            for word, its in longer:
                if text.startswith(word, at):
                    readings = its
                    break
            for index, length, word, cues in readings:
                if at >= free[index]:
                    free[index] = end = at + length
                    found[index].append(Hit(at + shift, end + shift, word, cues))
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
            sys.intern(group.get("says", "")),
            sys.intern(group.get("force", "")),
            float(group.get("weight", 1)),
            sys.intern(group.get("side", "both")),
            int(group.get("reach", 99)),
        )
        for word in group["words"].split():
            cues[word] = (*cues.get(word, ()), cue)
    return cues


@cache
def lexicon(*names: str) -> Lexicon:
    """The cue words of ``data/<name>.toml`` of each name."""
    return Lexicon([_cues(name) for name in names])
