"""The rules engine: every mention labelled from cue words and clause structure."""

from __future__ import annotations

from typing import cast

from ..records import AnyLabel, DateLabel, Labelling, Ledger, PercentageLabel, QuantityLabel, QuantityRole
from .blockers import obstacles
from .dates import part
from .percentages import measure
from .roles import decide
from .scene import Scene, survey
from .subjects import subjects

ENGINE = "rules"


def _numbers(scene: Scene) -> list[AnyLabel]:
    decisions = decide(scene)
    measures = measure(scene, decisions)
    counted = subjects(scene)
    labels: list[AnyLabel] = []
    for order, place in enumerate(scene.places):
        found = measures.get(order)
        if found is None:
            role, rule, score = decisions[order][:3]
            labels.append(
                QuantityLabel(
                    mention=place.at, subject=counted[order], role=cast(QuantityRole, role), rule=rule, score=score
                )
            )
        else:
            labels.append(
                PercentageLabel(
                    mention=place.at,
                    subject=counted[order],
                    measure=found.kind,
                    role=found.role,
                    rule=found.rule,
                    score=found.score,
                )
            )
    return labels


def _dates(scene: Scene) -> list[AnyLabel]:
    return [
        DateLabel(mention=index, role=found.role, rule=found.rule, score=found.score)
        for index, found in part(scene).items()
    ]


def label(narrative: str, ledger: Ledger, *, task: str = "") -> Labelling:
    """Label every mention of `ledger` and find the obstacles that `narrative` states.

    `task` is the text of the task, where there is one: a number it sets is a target. Pure, and
    takes time in proportion to the length of the narrative.
    """
    scene = survey(narrative, ledger, task)
    labels = sorted((*_numbers(scene), *_dates(scene)), key=lambda made: made.mention)
    return Labelling(engine=ENGINE, labels=tuple(labels), blockers=obstacles(scene))
