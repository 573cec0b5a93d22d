"""What was taken for what, as tables whose shade tells how often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from extractor.export.words import Language, keys, word
from extractor.records import MARK_KINDS, MarkKind

from .alignment import Alignment
from .fields import CONFUSED_FIELDS, ConfusionTable
from .wording import VALUE_TABLES, say, value_word

SHADES: Final = 5
_NONE: Final = ""
"""Stands for no mark: missed by the prediction, or not in the gold."""


class Cell(NamedTuple):
    """How often a gold value was predicted as another."""

    times: int
    shade: int
    """Share of the row, 0 to `SHADES`."""
    right: bool
    title: str


class HeatTable(NamedTuple):
    """One confusion: a row a gold value, a column a predicted one, the last ones for marks that have no pair."""

    kind: MarkKind
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    of: int
    """Pairs."""
    right: int


def heat_tables(confusions: ConfusionTable, alignments: Sequence[Alignment], lang: Language) -> tuple[HeatTable, ...]:
    """Every closed field of every kind that occurs."""
    tables = [
        _table(kind, field, confusions[kind][field], alignments, lang)
        for kind in MARK_KINDS
        for field in CONFUSED_FIELDS[kind]
    ]
    return tuple(table for table in tables if table.rows)


def _table(
    kind: MarkKind,
    field: str,
    confusion: Mapping[str, Mapping[str, int]],
    alignments: Sequence[Alignment],
    lang: Language,
) -> HeatTable:
    counts = Counter({(gold, found): count for gold, row in confusion.items() for found, count in row.items()})
    counts.update(_unpaired(kind, field, alignments))
    values = _in_order(kind, field, {value for pair in counts for value in pair if value != _NONE})
    rows, columns = list(values), list(values)
    if any(gold == _NONE for gold, _ in counts):
        rows.append(_NONE)
    if any(found == _NONE for _, found in counts):
        columns.append(_NONE)

    def name(value: str, absent: str) -> str:
        return say("matrix", absent, lang) if value == _NONE else _named(kind, field, value, lang)

    table = []
    for gold in rows:
        total = sum(counts[gold, found] for found in columns)
        cells = [
            _cell(counts[gold, found], total, (gold, found), f"{name(gold, 'spurious')} → {name(found, 'missed')}")
            for found in columns
        ]
        table.append((name(gold, "spurious"), tuple(cells)))
    paired = sum(count for (gold, found), count in counts.items() if _NONE not in {gold, found})
    return HeatTable(
        kind=kind,
        title=f"{word('kind', kind, lang)} · {say('field', field, lang)}",
        columns=tuple(name(value, "missed") for value in columns),
        rows=tuple(table),
        of=paired,
        right=sum(counts[value, value] for value in values),
    )


def _cell(count: int, total: int, at: tuple[str, str], what: str) -> Cell:
    shade = math.ceil(SHADES * count / total) if count else 0
    return Cell(count, shade, at[0] == at[1] != _NONE, f"{what}: {count}")


def _unpaired(kind: MarkKind, field: str, alignments: Sequence[Alignment]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for alignment in alignments:
        found.update((_value(mark, field), _NONE) for mark in alignment.missed if mark.group == kind)
        found.update((_NONE, _value(guess.mark, field)) for guess in alignment.spurious if guess.mark.group == kind)
    return found


def _value(mark: object, field: str) -> str:
    return str(getattr(mark, field)).lower()


def _in_order(kind: MarkKind, field: str, values: set[str]) -> list[str]:
    table = VALUE_TABLES.get((kind, field))
    known = keys(table) if table else ("true", "false")
    return [value for value in known if value in values] + sorted(values.difference(known))


def _named(kind: MarkKind, field: str, value: str, lang: Language) -> str:
    return value_word(kind, field, value == "true" if field == "halted" else value, lang)
