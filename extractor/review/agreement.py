"""How far two people who reviewed the same narratives apart from each other came to the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..records import MARK_KINDS, MarkKind
from .events import AnyMark


class Difference(NamedTuple):
    """Marks of one narrative that only one of the two has."""

    item_id: str
    first: tuple[AnyMark, ...]
    second: tuple[AnyMark, ...]


class Agreement(NamedTuple):
    """The agreement of double reviews."""

    narratives: int
    same: Mapping[MarkKind, int]
    """Marks that both have, equal in all but the subject."""
    first: Mapping[MarkKind, int]
    second: Mapping[MarkKind, int]
    differences: tuple[Difference, ...]

    def f1(self, *kinds: MarkKind) -> float | None:
        """Harmonic mean of the shares of marks that the other has too, 0 to 1, over `kinds` (all where none is named).

        None where neither has a mark.
        """
        wanted = kinds or MARK_KINDS
        both = sum(self.first.get(kind, 0) + self.second.get(kind, 0) for kind in wanted)
        return 2 * sum(self.same.get(kind, 0) for kind in wanted) / both if both else None


def agreement(pairs: Iterable[tuple[str, Sequence[AnyMark], Sequence[AnyMark]]]) -> Agreement:
    """The agreement over narratives: item id, the marks of the first person, those of the second."""
    same: Counter[MarkKind] = Counter()
    counts: tuple[Counter[MarkKind], Counter[MarkKind]] = (Counter(), Counter())
    differences = []
    narratives = 0
    for item_id, first, second in pairs:
        narratives += 1
        known = [{_essence(mark): mark for mark in marks} for marks in (first, second)]
        common = known[0].keys() & known[1].keys()
        same.update(known[0][each].group for each in common)
        for count, marks in zip(counts, known, strict=True):
            count.update(mark.group for mark in marks.values())
        only = [tuple(mark for each, mark in marks.items() if each not in common) for marks in known]
        if any(only):
            differences.append(Difference(item_id, only[0], only[1]))
    return Agreement(narratives, dict(same), dict(counts[0]), dict(counts[1]), tuple(differences))


def _essence(mark: AnyMark) -> str:
    return f"{mark.group} {mark.model_dump_json(exclude={'subject'}, by_alias=True)}"
