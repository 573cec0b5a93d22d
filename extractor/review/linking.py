"""Which items of two bulletins of one place are the same task."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

_ALIKE: Final = 0.75
"""Likeness of the texts from which two items may be one task."""
_ALIKE_BY_NUMBER: Final = 0.45
"""The same where they also have the same number."""
_NOT_WORDS: Final = re.compile(r"[\W_]+")


class TaskText(NamedTuple):
    """An item as far as it tells which task it is."""

    id: str
    number: str
    text: str
    """Heading and task."""


class Proposal(NamedTuple):
    """Two items that may be one task."""

    earlier: str
    later: str
    likeness: float
    """0 to 1."""


def propose(earlier: Sequence[TaskText], later: Sequence[TaskText]) -> tuple[Proposal, ...]:
    """Pairs that may be one task, most alike first; each item is in one pair at most."""
    bigrams = {each.id: _bigrams(each.text) for each in (*earlier, *later)}
    candidates = []
    for one in earlier:
        for other in later:
            likeness = _dice(bigrams[one.id], bigrams[other.id])
            same_number = bool(one.number) and one.number == other.number
            if likeness >= (_ALIKE_BY_NUMBER if same_number else _ALIKE):
                candidates.append((likeness, same_number, one.id, other.id))
    taken: set[str] = set()
    found = []
    for likeness, _, one_id, other_id in sorted(candidates, key=lambda each: (-each[0], not each[1], each[2:])):
        if not taken & {one_id, other_id}:
            taken |= {one_id, other_id}
            found.append(Proposal(one_id, other_id, likeness))
    return tuple(found)


def chains(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Items linked one to the next, from the earliest on."""
    following = dict(links)
    starts = following.keys() - set(following.values())
    found = []
    for start in sorted(starts):
        chain = [start]
        while (after := following.get(chain[-1])) is not None and after not in chain:
            chain.append(after)
        found.append(tuple(chain))
    return tuple(found)


def _bigrams(text: str) -> Counter[str]:
    bare = _NOT_WORDS.sub("", text)
    return Counter(bare[at : at + 2] for at in range(max(len(bare) - 1, 0)))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
