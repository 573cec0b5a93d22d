"""Gold and guessed marks of a narrative paired one to one.

Only marks of one kind whose spans overlap are paired. Of all pairings the one is taken that has, in
this order, the most pairs of equal spans, the most shared characters, the most pairs whose value agrees,
the most that agree in full, and the most agreeing fields; so no figure depends on the order of marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped] # scipy ships no types

from extractor.records import MARK_KINDS, GoldLine

from .agreement import OTHER_FIELDS, field_agrees, role_agrees, subject_pair_f1, value_agrees
from .gold import marks_of
from .marks import AnyMark, Guess, Level, Prediction


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold mark and the guess that stands for it; their spans overlap."""

    gold: AnyMark
    guess: Guess
    exact: bool
    value: bool
    full: bool

    @classmethod
    def of(cls, gold: AnyMark, guess: Guess) -> Pair:
        """The pair with its levels told."""
        value = value_agrees(gold, guess.mark)
        return cls(gold, guess, gold.span == guess.mark.span, value, value and role_agrees(gold, guess.mark))

    def reaches(self, level: Level) -> bool:
        """Whether the pair counts at `level`."""
        match level:
            case "relaxed":
                return True
            case "exact":
                return self.exact
            case "value":
                return self.value
            case "full":
                return self.full

    @property
    def overlap(self) -> int:
        """Characters shared, at least 1."""
        ours, theirs = self.gold.span, self.guess.mark.span
        return min(ours.end, theirs.end) - max(ours.start, theirs.start)

    @property
    def finer(self) -> int:
        """Agreeing fields that no level asks for, and subjects alike in tenths; 0 to 11."""
        agreeing = sum(field_agrees(self.gold, self.guess.mark, name) for name in OTHER_FIELDS[self.gold.group])
        return agreeing + int(10 * (subject_pair_f1(self.gold, self.guess.mark) or 0))


@dataclass(frozen=True)
class Alignment:
    """One narrative with its gold and guesses paired; all in order of kind and span."""

    id: str
    bulletin: str
    narrative: str
    pairs: tuple[Pair, ...]
    missed: tuple[AnyMark, ...]
    """Gold marks without a guess."""
    spurious: tuple[Guess, ...]
    """Guesses without a gold mark."""
    answered: bool = True
    """False where there was no prediction at all."""

    @cached_property
    def gold(self) -> tuple[AnyMark, ...]:
        """All gold marks, paired ones first."""
        return (*(pair.gold for pair in self.pairs), *self.missed)

    @cached_property
    def guesses(self) -> tuple[Guess, ...]:
        """All guesses, paired ones first."""
        return (*(pair.guess for pair in self.pairs), *self.spurious)


def align(
    gold: Iterable[AnyMark],
    guesses: Iterable[Guess] | None,
    *,
    id: str = "",  # noqa: A002 - the field's name
    bulletin: str = "",
    narrative: str = "",
) -> Alignment:
    """The alignment of one narrative; `guesses` is None where there is no prediction, and all gold is missed."""
    pairs: list[Pair] = []
    missed: list[AnyMark] = []
    spurious: list[Guess] = []
    for cluster in _clusters(gold, guesses or ()):
        found = _assign(*cluster)
        pairs += found.values()
        rows, columns = {row for row, _ in found}, {column for _, column in found}
        missed += (mark for row, mark in enumerate(cluster.gold) if row not in rows)
        spurious += (guess for column, guess in enumerate(cluster.guesses) if column not in columns)
    return Alignment(
        id=id,
        bulletin=bulletin,
        narrative=narrative,
        pairs=tuple(pairs),
        missed=tuple(missed),
        spurious=tuple(spurious),
        answered=guesses is not None,
    )


def align_all(lines: Sequence[GoldLine], predictions: Mapping[str, Prediction]) -> tuple[Alignment, ...]:
    """The alignment of each narrative of `lines`."""
    return tuple(
        align(
            marks_of(line),
            predictions[line.id].guesses if line.id in predictions else None,
            id=line.id,
            bulletin=line.bulletin,
            narrative=line.narrative,
        )
        for line in lines
    )


class _Cluster(NamedTuple):
    """Marks of one kind that no mark outside overlaps; each side in an order of its own content."""

    gold: list[AnyMark]
    guesses: list[Guess]


def _clusters(gold: Iterable[AnyMark], guesses: Iterable[Guess]) -> Iterator[_Cluster]:
    """All marks, in clusters by kind and place."""
    everything = sorted(
        [(_key(mark), 0.0, mark) for mark in gold]
        + [(_key(guess.mark), -1.0 if guess.confidence is None else guess.confidence, guess) for guess in guesses],
        key=itemgetter(0, 1),
    )
    cluster = _Cluster([], [])
    kind, end = 0, 0
    for (group, start, stop, _), _, entry in everything:
        if group != kind or start >= end:
            yield cluster
            cluster, kind, end = _Cluster([], []), group, stop
        end = max(end, stop)
        if isinstance(entry, Guess):
            cluster.guesses.append(entry)
        else:
            cluster.gold.append(entry)
    yield cluster


def _key(mark: AnyMark) -> tuple[int, int, int, str]:
    return MARK_KINDS.index(mark.group), mark.start, mark.end, mark.model_dump_json()


def _assign(gold: Sequence[AnyMark], guesses: Sequence[Guess]) -> dict[tuple[int, int], Pair]:
    """The best pairs of one cluster by their places in it."""
    candidates = {
        (row, column): Pair.of(mark, guess)
        for row, mark in enumerate(gold)
        for column, guess in enumerate(guesses)
        if mark.span.overlaps(guess.mark.span)
    }
    if len(candidates) <= 1:
        return candidates
    most = min(len(gold), len(guesses))
    shared = sum(mark.span.length for mark in gold)
    weights = np.zeros((len(gold), len(guesses)))
    for at, pair in candidates.items():
        weights[at] = _weight(pair, most, shared)
    best = zip(*(axis.tolist() for axis in linear_sum_assignment(weights, maximize=True)), strict=True)
    return {at: candidates[at] for at in best if at in candidates}


def _weight(pair: Pair, most: int, shared: int) -> float:
    """The order of preference as digits of one number; no digit's sum over `most` pairs runs into the next."""
    weight = pair.exact * (shared + 1) + pair.overlap
    weight = (weight * (most + 1) + pair.value) * (most + 1) + pair.full
    return float(weight * (11 * most + 1) + pair.finer)
