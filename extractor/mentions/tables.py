"""The tables of the grammar, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from ..records import Bound
from .lazy import Lazy

_DATA = files(__package__) / "data"

Family = Literal["thing", "loose", "measure", "occasion", "percent"]


class Unit(NamedTuple):
    """A measure word: its canonical form, what family it is of, and what may not follow it, but for words spared."""

    name: str
    family: Family
    veto: str
    factor: float = 1
    spared: tuple[str, ...] = ()

    def vetoed(self, text: str, at: int) -> bool:
        """Whether what begins at `at` makes the word before it the beginning of another one."""
        follows = text[at : at + 1]
        return bool(follows) and follows in self.veto and not text.startswith(self.spared, at)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text("utf-8"))


def _words(text: str) -> list[str]:
    return text.split()


@cache
def reasons() -> Mapping[str, str]:
    """Names of `Exclusion.reason` and how people read them."""
    return {str(name): str(words) for name, words in _toml("reasons.toml").items()}


@cache
def words() -> frozenset[str]:
    """Words in which a numeral character is no number."""
    return frozenset((_DATA / "words.txt").read_text("utf-8").split())


@cache
def units() -> tuple[Mapping[str, Unit], Mapping[str, tuple[int, ...]]]:
    """Every measure word, and by first character the lengths there are, longest first."""
    table = _toml("units.toml")
    veto: dict[str, str] = {unit: "".join(_words(text)) for unit, text in table["veto"].items()}
    found: dict[str, Unit] = {}
    families: tuple[tuple[Family, str], ...] = (
        ("occasion", "occasions"),
        ("measure", "measures"),
        ("loose", "loose"),
        ("thing", "things"),
    )
    for family, key in families:
        for word in _words(table[key]):
            found[word] = Unit(word, family, veto.get(word, ""), spared=tuple(_words(table["spared"].get(word, ""))))
    for canonical, text in table["symbols"].items():
        for word in _words(text):
            found[word] = Unit(canonical, "measure", veto.get(word, ""))
    for word, factor in table["percent"].items():
        found[word] = Unit("", "percent", veto.get(word, ""), factor)
    lengths: dict[str, set[int]] = {}
    for word in found:
        lengths.setdefault(word[0], set()).add(len(word))
    return found, {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}


class Countable(NamedTuple):
    """Before what a Chinese numeral counts, and before what it does not."""

    several: frozenset[str]
    one: frozenset[str]
    abstract: re.Pattern[str]
    determiners: str
    deliverable: re.Pattern[str]
    split: Mapping[str, str]


@cache
def countable() -> Countable:
    """The rules for Chinese numerals before measure words."""
    table = _toml("units.toml")["chinese"]
    return Countable(
        several=frozenset(_words(table["several"])),
        one=frozenset(_words(table["one"])),
        abstract=re.compile(_alternatives(_words(table["abstract"]))),
        determiners=str(table["determiners"]),
        deliverable=re.compile(str(table["deliverable"])),
        split=table["split"],
    )


class Falling(NamedTuple):
    """Words that make a number the size of a fall, and what may stand between them and the number."""

    always: frozenset[str]
    shares: frozenset[str]
    between: frozenset[str]
    compared: re.Pattern[str]
    """A comparison whose object stands before the number: 低于时序."""


class Cues(NamedTuple):
    """Words beside a number: bounds by word, exceptions by word, and words of a fall and of money."""

    before: Mapping[str, Bound]
    before_not: Mapping[str, str]
    before_ends: frozenset[str]
    after: Mapping[str, Bound]
    after_not: Mapping[str, str]
    after_heads: frozenset[str]
    falling: Falling
    money_before: re.Pattern[str]
    money_after: re.Pattern[str]


@cache
def cues() -> Cues:
    """The cue words of bounds, falls and money."""
    table = _toml("cues.toml")
    before, after = _bounds(table["before"]), _bounds(table["after"])
    return Cues(
        before=before,
        before_not={str(cue): str(text) for cue, text in table["before_not"].items()},
        before_ends=frozenset(word[-1] for word in before),
        after=after,
        after_not={str(cue): str(text) for cue, text in table["after_not"].items()},
        after_heads=frozenset(word[0] for word in after),
        falling=_falling(table["falling"]),
        money_before=re.compile(_alternatives(_words(table["money"]["before"]))),
        money_after=re.compile(_alternatives(_words(table["money"]["after"]))),
    )


def _falling(table: Mapping[str, str]) -> Falling:
    always, shares, between = (frozenset(_words(table[key])) for key in ("always", "shares", "between"))
    compared = _alternatives(_words(table["compared"]))
    return Falling(
        always=always,
        shares=shares,
        between=between,
        compared=re.compile(rf"(?<![不至最])(?:{compared})[^，。；：、,;0-9]{{1,14}}\Z"),
    )


def _bounds(table: Mapping[str, str]) -> dict[str, Bound]:
    kinds: tuple[Bound, ...] = ("at_least", "at_most", "approx")
    return {word: kind for kind in kinds for word in _words(table[kind])}


class NameRule(NamedTuple):
    """A pattern matched from a numeral on, and the reason it is no mention."""

    words: tuple[str, ...]
    pattern: Lazy
    reason: str


class Names(NamedTuple):
    """Rules for numerals in names, by the character before or after the numeral."""

    before: Mapping[str, tuple[NameRule, ...]]
    number: Mapping[str, tuple[NameRule, ...]]
    chinese: Mapping[str, tuple[NameRule, ...]]


@cache
def names() -> Names:
    """The rules for numerals in names and fixed terms."""
    table = _toml("names.toml")
    before: dict[str, list[NameRule]] = {}
    for entry in table["before"]:
        rule = NameRule(tuple(_words(entry["words"])), Lazy(entry["pattern"]), entry["reason"])
        for char in {word[-1] for word in rule.words}:
            before.setdefault(char, []).append(rule)
    return Names(
        before={char: tuple(rules) for char, rules in before.items()},
        number=_by_next(table["number"]),
        chinese=_by_next(table["chinese"]),
    )


def _by_next(entries: Iterable[Mapping[str, str]]) -> dict[str, tuple[NameRule, ...]]:
    found: dict[str, list[NameRule]] = {}
    for entry in entries:
        rule = NameRule((), Lazy(entry["pattern"]), entry["reason"])
        for char in entry["next"]:
            found.setdefault(char, []).append(rule)
    return {char: tuple(rules) for char, rules in found.items()}


class Festival(NamedTuple):
    """A festival: its fixed month and day or its column of the lunar table."""

    day: tuple[int, int] | None
    lunar: str
    guarded: bool


@cache
def festivals() -> Mapping[str, Festival]:
    """Festivals by name."""
    found: dict[str, Festival] = {}
    for entry in _toml("holidays.toml")["festival"]:
        month_day = entry.get("day")
        festival = Festival(
            day=(int(month_day[:2]), int(month_day[3:])) if month_day else None,
            lunar=entry.get("lunar", ""),
            guarded=entry.get("guarded", False),
        )
        found.update(dict.fromkeys(_words(entry["names"]), festival))
    return found


@cache
def lunar_days() -> Mapping[tuple[str, int], tuple[int, int]]:
    """Month and day of each moving festival by column and year."""
    lines = [line.split() for line in (_DATA / "lunar.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    columns = lines[0][1:]
    return {
        (column, int(line[0])): (int(day[:2]), int(day[3:]))
        for line in lines[1:]
        for column, day in zip(columns, line[1:], strict=True)
    }


def _alternatives(items: Iterable[str]) -> str:
    return "|".join(re.escape(item) for item in sorted(items, key=len, reverse=True))
