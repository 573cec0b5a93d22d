"""How far a text that was recognised is from the one that was printed."""

from __future__ import annotations

import numpy as np

_WIDTHS = str.maketrans("，；：（）？！％．", ",;:()?!%.")
"""Marks that differ by nothing but their width."""


def errors(expected: str, actual: str) -> int:
    """Fewest characters to insert, delete or replace that make `actual` of `expected`, the width of marks aside."""
    target = np.array([ord(character) for character in actual.translate(_WIDTHS)])
    places = np.arange(len(target) + 1)
    costs = places.copy()
    for row, character in enumerate(expected.translate(_WIDTHS), start=1):
        kept = costs[:-1] + (target != ord(character))
        best = np.concatenate(([row], np.minimum(kept, costs[1:] + 1)))
        costs = np.minimum.accumulate(best - places) + places
    return int(costs[-1])
