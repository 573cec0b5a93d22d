"""What a number is seen against: the cue words of the whole narrative, and the other numbers of its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from ..labelling.evidence import Decision
from ..labelling.percentages import Measure
from ..labelling.phrases import Subject
from ..labelling.scene import Scene


class State(NamedTuple):
    """A cue word of a state."""

    start: int
    group: str
    block: int


class Others(NamedTuple):
    """The least and the most of some numbers."""

    least: float
    most: float


_NONE = Others(float("inf"), float("-inf"))


@dataclass(frozen=True, slots=True)
class Peers:
    """The numbers of one unit: their places in the narrative, and what lies before and behind each."""

    orders: Sequence[int]
    before: Sequence[Others]
    behind: Sequence[Others]

    @classmethod
    def of(cls, scene: Scene, orders: Sequence[int]) -> Peers:
        """Those at `orders`, ascending."""
        values = [scene.places[order].value for order in orders]
        return cls(orders, _running(values), _running(values[::-1])[::-1])


def _running(values: Sequence[float]) -> list[Others]:
    """What lies before each of `values`."""
    least = [*accumulate(values, min, initial=_NONE.least)]
    most = [*accumulate(values, max, initial=_NONE.most)]
    return [Others(*ends) for ends in zip(least, most, strict=True)][:-1]


@dataclass(frozen=True, slots=True)
class Overview:
    """A scene with what the rules say of it, and indices into it."""

    scene: Scene
    said: Sequence[str]
    """What the rules say of each number: the role of a quantity, kind and role of a percentage."""
    measures: Mapping[int, Measure]
    """By index of the mention."""
    subjects: Sequence[Subject]
    openings: Mapping[int, State]
    """The first cue word of each sentence."""
    first: Mapping[str, int]
    """Where the first word of each group stands."""
    last: Mapping[str, int]
    """Where the last one stands."""
    peers: Mapping[tuple[str, str], Peers]
    """By kind and unit."""

    @classmethod
    def of(
        cls, scene: Scene, decisions: Sequence[Decision], measures: Mapping[int, Measure], subjects: Sequence[Subject]
    ) -> Overview:
        """The overview of `scene`, about whose numbers the rules say `decisions`, `measures` and `subjects`."""
        clauses = scene.layout.clauses
        states = sorted(
            State(hit.start, hit.cues[0].group, clauses[index].block)
            for index, hits in enumerate(scene.cues)
            for hit in hits
        )
        of_unit: dict[tuple[str, str], list[int]] = {}
        for order, place in enumerate(scene.places):
            of_unit.setdefault((place.kind, place.unit), []).append(order)
        said = [
            decision.role or f"{measures[place.at].kind} {measures[place.at].role}"
            for place, decision in zip(scene.places, decisions, strict=True)
        ]
        return cls(
            scene,
            said,
            measures,
            subjects,
            {state.block: state for state in reversed(states)},
            {state.group: state.start for state in reversed(states)},
            {state.group: state.start for state in states},
            {key: Peers.of(scene, orders) for key, orders in of_unit.items()},
        )

    def opening(self, at: int, block: int) -> str:
        """The group of the first cue word of sentence `block`, if it stands before `at`; empty where none does."""
        first = self.openings.get(block)
        return first.group if first is not None and first.start < at else ""
