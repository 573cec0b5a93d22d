"""Two predictions of the same gold compared: by how much, how surely, and in which marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from extractor.records import GoldLine, MarkKind

from .alignment import Alignment, align_all
from .intervals import Resampling, f1_of, interval, two_sided_p
from .marks import KINDS, LEVELS, AnyMark, Kind, Prediction
from .scores import GOLD, PREDICTED, counts_at, tallies

ROUNDING: Final = 1e-9
"""A limit counts as kept within this, so that a difference of exactly the limit keeps it."""

_FULL: Final = LEVELS.index("full")

Side = Literal["gold", "guess"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Full F1 of A and of B, 0 to 1, and what B has more.

    `difference` is None with either F1. `low`, `high` (95 %) and `p` are None then too, and where there
    are fewer than two narratives or bulletins to draw from.
    """

    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    """Two-sided, by the same resamples."""


@dataclass(frozen=True, slots=True)
class Change:
    """A mark that one side has right, or wrong, and the other not."""

    id: str
    """The narrative."""
    kind: MarkKind
    text: str
    start: int
    end: int
    mark: AnyMark


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of going from prediction A to prediction B."""

    resampling: Resampling
    kinds: Mapping[Kind, Difference]
    gained: tuple[Change, ...]
    """Gold marks that B has right in full and A has not."""
    lost: tuple[Change, ...]
    """Gold marks that A has right in full and B has not."""
    errors_new: tuple[Change, ...]
    """Guesses of B that are not right in full and that A does not make."""
    errors_gone: tuple[Change, ...]
    """Guesses of A that are not right in full and that B does not make."""
    missing_a: tuple[str, ...]
    """Narratives that A does not predict."""
    missing_b: tuple[str, ...]

    def faults(self, fail_below: float | None, max_regression: float | None) -> tuple[str, ...]:
        """Why B is not good enough, by full F1 of all kinds together; empty where it is.

        `fail_below` is the least F1 of B, `max_regression` the most it may be below A, both on the scale
        0 to 1; None asks nothing. An F1 that is None fails neither.
        """
        return tuple(_faults(self.kinds["all"], fail_below, max_regression))

    def to_json(self) -> dict[str, Any]:
        """All of it as plain dicts, lists and numbers."""
        return {
            "kinds": self.kinds,
            "gained": self.gained,
            "lost": self.lost,
            "errors_new": self.errors_new,
            "errors_gone": self.errors_gone,
            "missing": {"a": self.missing_a, "b": self.missing_b},
            "cluster": self.resampling.cluster,
            "resamples": self.resampling.resamples,
            "seed": self.resampling.seed,
        }


def compare(
    lines: Sequence[GoldLine], a: Mapping[str, Prediction], b: Mapping[str, Prediction], resampling: Resampling
) -> Comparison:
    """Predictions `a` and `b`, by id, against the same gold; both are drawn in the same resamples."""
    ours, theirs = align_all(lines, a), align_all(lines, b)
    right_a, right_b = _marks(ours, "gold", right=True), _marks(theirs, "gold", right=True)
    wrong_a, wrong_b = _marks(ours, "guess", right=False), _marks(theirs, "guess", right=False)
    made_a = wrong_a + _marks(ours, "guess", right=True)
    made_b = wrong_b + _marks(theirs, "guess", right=True)
    return Comparison(
        resampling=resampling,
        kinds=_differences(ours, theirs, resampling),
        gained=_changes(right_b - right_a),
        lost=_changes(right_a - right_b),
        errors_new=_changes(wrong_b - made_a),
        errors_gone=_changes(wrong_a - made_b),
        missing_a=tuple(one.id for one in ours if not one.answered),
        missing_b=tuple(one.id for one in theirs if not one.answered),
    )


def _differences(
    ours: Sequence[Alignment], theirs: Sequence[Alignment], resampling: Resampling
) -> dict[Kind, Difference]:
    both = np.stack([tallies(ours), tallies(theirs)], axis=1)
    sums = both.sum(axis=0)
    resampled = resampling.sums(both, ours)
    outcome: dict[Kind, Difference] = {}
    for row, kind in enumerate(KINDS):
        a, b = (counts_at(sums[side], kind, "full").f1 for side in (0, 1))
        difference = None if a is None or b is None else b - a
        low, high, p = None, None, None
        if resampled is not None and difference is not None:
            of_a, of_b = (
                f1_of(resampled[:, side, row, _FULL], resampled[:, side, row, GOLD], resampled[:, side, row, PREDICTED])
                for side in (0, 1)
            )
            low, high = interval(of_b - of_a)
            p = two_sided_p(of_b - of_a)
        outcome[kind] = Difference(a, b, difference, low, high, p)
    return outcome


_Found = Counter[tuple[str, AnyMark]]


def _marks(alignments: Iterable[Alignment], side: Side, *, right: bool) -> _Found:
    """Gold marks or guesses, with their narrative, that are right in full, or that are not."""
    return Counter(_judged(alignments, side, right=right))


def _judged(alignments: Iterable[Alignment], side: Side, *, right: bool) -> Iterator[tuple[str, AnyMark]]:
    for alignment in alignments:
        for pair in alignment.pairs:
            if pair.full == right:
                yield alignment.id, pair.gold if side == "gold" else pair.guess.mark
        if not right:
            unpaired = alignment.missed if side == "gold" else (guess.mark for guess in alignment.spurious)
            yield from ((alignment.id, mark) for mark in unpaired)


def _changes(found: _Found) -> tuple[Change, ...]:
    changes = [Change(id, mark.group, mark.text, *mark.span, mark) for id, mark in found.elements()]  # noqa: A001
    return tuple(sorted(changes, key=lambda one: (one.id, one.start, one.end, one.kind)))


def _faults(found: Difference, fail_below: float | None, max_regression: float | None) -> Iterator[str]:
    if fail_below is not None and found.b is not None and found.b < fail_below - ROUNDING:
        yield f"full F1 of B is {found.b:.4f}, below {fail_below}"
    if max_regression is not None and found.difference is not None and -found.difference > max_regression + ROUNDING:
        yield f"full F1 of B is {-found.difference:.4f} below that of A, more than {max_regression}"
