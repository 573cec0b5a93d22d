"""The rules engine: every mention labelled from cue words and clause structure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from ..records import AnyLabel, DateLabel, Labelling, Ledger, PercentageLabel, QuantityLabel, QuantityRole
from .blockers import obstacles
from .dates import part
from .percentages import measure
from .roles import decide
from .scene import Scene, survey
from .subjects import subjects

ENGINE = "rules"


def _labels(scene: Scene) -> Iterator[AnyLabel]:
    """A label for each mention, in order."""
    decisions = decide(scene)
    measures = measure(scene, decisions)
    numbers = zip(decisions, subjects(scene), strict=True)
    parts = part(scene)
    for index in range(len(scene.ledger.mentions)):
        if index in parts:
            date = parts[index]
            yield DateLabel(mention=index, role=date.role, rule=date.rule, score=date.score)
            continue
        made, subject = next(numbers)
        if index in measures:
            percent = measures[index]
            yield PercentageLabel(
                mention=index,
                subject=subject,
                measure=percent.kind,
                role=percent.role,
                rule=percent.rule,
                score=percent.score,
            )
        else:
            role = cast(QuantityRole, made.role)
            yield QuantityLabel(mention=index, subject=subject, role=role, rule=made.rule, score=made.score)


def label(narrative: str, ledger: Ledger, *, task: str = "", anchor_date: date | None = None) -> Labelling:
    """Label every mention of `ledger` and find the obstacles that `narrative` states.

    `task` is the text of the task, where there is one: a number it sets is a target. `anchor_date`
    tells dates gone by from those to come. Pure, and takes time in proportion to the length of the
    narrative.
    """
    scene = survey(narrative, ledger, task, anchor_date)
    return Labelling.model_construct(engine=ENGINE, labels=tuple(_labels(scene)), blockers=obstacles(scene))
