"""Precision, recall and F1 from counts that add up; ratios come last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractor.records import MARK_KINDS

from .alignment import Alignment
from .intervals import Resampling, f1_of, interval
from .marks import KINDS, LEVELS, Kind, Level


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right, what there was to find, and what was predicted; sums of counts are counts."""

    tp: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.gold + other.gold, self.predicted + other.predicted)

    @property
    def precision(self) -> float | None:
        """Right among the predicted, 0 to 1; None where nothing is predicted."""
        return self.tp / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Found among those to find, 0 to 1; None where there is nothing to find."""
        return self.tp / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0 to 1; 0 where one side is empty, None where both are."""
        whole = self.gold + self.predicted
        return 2 * self.tp / whole if whole else None


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of the table, with the 95 % interval of its F1.

    Ratios are 0 to 1. `precision` is None where nothing is predicted, `recall` where there is nothing to
    find, `f1` where both; `low` and `high` are None with `f1`, and where there are fewer than two
    narratives or bulletins to draw from. Where all is right, or all wrong, the interval has no width:
    resamples cannot show what the narratives do not.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    tp: int
    gold: int
    predicted: int


ScoreTable = Mapping[Kind, Mapping[Level, Score]]

GOLD, PREDICTED = len(LEVELS), len(LEVELS) + 1
"""Columns of a tally after those of the levels."""


def tally(alignment: Alignment) -> NDArray[np.int64]:
    """Counts of one narrative: a row a kind in order of `KINDS`, columns the levels' pairs, gold, predicted."""
    counts = np.zeros((len(KINDS), PREDICTED + 1), dtype=np.int64)
    for pair in alignment.pairs:
        row = counts[1 + MARK_KINDS.index(pair.gold.group)]
        for column, level in enumerate(LEVELS):
            row[column] += pair.reaches(level)
        row[GOLD] += 1
        row[PREDICTED] += 1
    for mark in alignment.missed:
        counts[1 + MARK_KINDS.index(mark.group), GOLD] += 1
    for guess in alignment.spurious:
        counts[1 + MARK_KINDS.index(guess.mark.group), PREDICTED] += 1
    counts[0] = counts[1:].sum(axis=0)
    return counts


def tallies(alignments: Sequence[Alignment]) -> NDArray[np.int64]:
    """The tallies of narratives, one after another: shape ``(narratives, kinds, levels + 2)``."""
    shape = (len(alignments), len(KINDS), PREDICTED + 1)
    return np.array([tally(alignment) for alignment in alignments], dtype=np.int64).reshape(shape)


def counts_at(sums: NDArray[np.int64], kind: Kind, level: Level) -> Counts:
    """The counts of one kind and level from a tally, or from a sum of tallies."""
    row = sums[KINDS.index(kind)]
    return Counts(int(row[LEVELS.index(level)]), int(row[GOLD]), int(row[PREDICTED]))


def score_table(alignments: Sequence[Alignment], resampling: Resampling) -> ScoreTable:
    """Every kind at every level, micro-averaged over narratives."""
    by_narrative = tallies(alignments)
    sums = by_narrative.sum(axis=0)
    resampled = resampling.sums(by_narrative, alignments)
    table: dict[Kind, dict[Level, Score]] = {}
    for row, kind in enumerate(KINDS):
        table[kind] = {}
        for column, level in enumerate(LEVELS):
            low, high = (None, None)
            if resampled is not None:
                low, high = interval(
                    f1_of(resampled[:, row, column], resampled[:, row, GOLD], resampled[:, row, PREDICTED])
                )
            table[kind][level] = score(counts_at(sums, kind, level), low, high)
    return table


def score(counts: Counts, low: float | None = None, high: float | None = None) -> Score:
    """`counts` as a line of the table."""
    return Score(
        precision=counts.precision,
        recall=counts.recall,
        f1=counts.f1,
        low=low,
        high=high,
        tp=counts.tp,
        gold=counts.gold,
        predicted=counts.predicted,
    )


def full_f1(alignments: Sequence[Alignment]) -> dict[Kind, float | None]:
    """The headline figure of each kind, without intervals; None where nothing is to find and nothing predicted."""
    sums = tallies(alignments).sum(axis=0)
    return {kind: counts_at(sums, kind, "full").f1 for kind in KINDS}
