"""How often single fields are right, and what is taken for what; over paired marks only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extractor.records import MARK_KINDS, MarkKind

from .agreement import OTHER_FIELDS, ROLE_FIELDS, SUBJECT_THRESHOLD, VALUE_FIELDS, field_agrees, subject_pair_f1
from .alignment import Alignment, Pair

CONFUSED_FIELDS: Final[Mapping[MarkKind, tuple[str, ...]]] = {
    "quantities": ("role",),
    "percentages": ("kind", "role"),
    "dates": ("role",),
    "blockers": ("category", "halted"),
}
"""Fields with a closed set of values."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; `accuracy` is 0 to 1, None of none."""

    right: int
    of: int

    @property
    def accuracy(self) -> float | None:
        """Right among all."""
        return self.right / self.of if self.of else None


FieldTable = Mapping[MarkKind, Mapping[str, Share]]
Confusion = Mapping[str, Mapping[str, int]]
"""Gold value → predicted value → number of pairs; only what occurs."""
ConfusionTable = Mapping[MarkKind, Mapping[str, Confusion]]


def field_table(alignments: Sequence[Alignment]) -> FieldTable:
    """Per kind and field, the pairs that agree in it among all pairs of the kind."""
    right: Counter[tuple[MarkKind, str]] = Counter()
    of: Counter[MarkKind] = Counter()
    for pair in _pairs(alignments):
        kind = pair.gold.group
        of[kind] += 1
        right.update((kind, name) for name in _fields(kind) if field_agrees(pair.gold, pair.guess.mark, name))
    return {
        kind: {name.rstrip("_"): Share(right[kind, name], of[kind]) for name in _fields(kind)} for kind in MARK_KINDS
    }


def subject_table(alignments: Sequence[Alignment]) -> Mapping[str, Share]:
    """Pairs whose subject has a bigram F1 of at least a half, among those whose value agrees.

    For quantities, percentages and all; other kinds have no subject.
    """
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for pair in _pairs(alignments):
        if pair.value and (likeness := subject_pair_f1(pair.gold, pair.guess.mark)) is not None:
            of.update(("all", pair.gold.group))
            right.update(("all", pair.gold.group) if likeness >= SUBJECT_THRESHOLD else ())
    return {kind: Share(right[kind], of[kind]) for kind in ("all", "quantities", "percentages")}


def confusion_table(alignments: Sequence[Alignment]) -> ConfusionTable:
    """Per kind and closed field, what gold says against what was predicted; right answers on the diagonal."""
    counts: dict[tuple[MarkKind, str], Counter[tuple[str, str]]] = {
        (kind, name): Counter() for kind in MARK_KINDS for name in CONFUSED_FIELDS[kind]
    }
    for pair in _pairs(alignments):
        for name in CONFUSED_FIELDS[pair.gold.group]:
            counts[pair.gold.group, name][_word(pair.gold, name), _word(pair.guess.mark, name)] += 1
    return {kind: {name: _nested(counts[kind, name].items()) for name in CONFUSED_FIELDS[kind]} for kind in MARK_KINDS}


def _pairs(alignments: Sequence[Alignment]) -> Iterator[Pair]:
    return (pair for alignment in alignments for pair in alignment.pairs)


def _fields(kind: MarkKind) -> tuple[str, ...]:
    return (*VALUE_FIELDS[kind], *OTHER_FIELDS[kind], *ROLE_FIELDS[kind])


def _word(mark: object, name: str) -> str:
    return str(getattr(mark, name)).lower()


def _nested(cells: Iterable[tuple[tuple[str, str], int]]) -> Confusion:
    rows: dict[str, dict[str, int]] = {}
    for (expected, actual), count in sorted(cells):
        rows.setdefault(expected, {})[actual] = count
    return rows
