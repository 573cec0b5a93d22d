"""The learned engine, and the one that combines it with the rules."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

from ..labelling.dates import part
from ..labelling.evidence import Decision
from ..labelling.percentages import Measure, measure
from ..labelling.phrases import Subject
from ..labelling.roles import decide
from ..labelling.scene import Place, Scene, survey
from ..labelling.subjects import named
from ..records import (
    AnyLabel,
    BlockerCategory,
    BlockerLabel,
    DateLabel,
    DateMention,
    DateRole,
    Labelling,
    Ledger,
    NarrativeRequest,
    PercentageKind,
    PercentageLabel,
    PercentageRole,
    QuantityLabel,
    QuantityRole,
    Signals,
)
from .dates import date_features
from .features import percentage_features, quantity_features
from .obstacles import category_features, kept
from .overview import Overview
from .ranking import Choice, choose, context
from .weights import Classifier, Weights

Mode = Literal["learned", "combined"]
"""``learned`` gives what was learned alone; ``combined`` leaves to the rules what they are better at."""

_SURE = 0.8
"""From which probability on the rules' subject is taken without a look at others, which would take most of the time."""
_AHEAD = 0.4
"""How much `combined` wants another answer to be ahead of that of the rules, in natural logarithms."""


class _Asked(NamedTuple):
    """What answers, and how."""

    weights: Weights
    mode: Mode

    @property
    def alone(self) -> bool:
        """Whether what was learned answers alone."""
        return self.mode == "learned"

    @property
    def ahead(self) -> float:
        """How much another answer has to be ahead of that of the rules to go before it."""
        return 0.0 if self.alone else _AHEAD


_Ruled = tuple[str, str, float]
"""The rules' own answer, its rule and score."""


class _Answer(NamedTuple):
    """What is answered to one question, and why."""

    answer: str
    rule: str
    score: float
    probability: float | None = None
    """As learned; none where the answer was left to the rules."""


def _told(classifier: Classifier, features: list[str], ruled: _Ruled, ahead: float = 0.0) -> _Answer:
    """The likeliest answer, if it is `ahead` of the rules' own; that one with their rule and score."""
    own, rule, score = ruled
    chances = classifier.probabilities(features)
    best = max(chances, key=chances.__getitem__)
    if best == own or chances[best] <= chances.get(own, 0.0) * math.exp(ahead):
        return _Answer(own, rule, score, chances.get(own, 0.0))
    return _Answer(best, f"learned, against {rule}", round(chances[best], 3), chances[best])


def _subject(
    scene: Scene, order: int, decisions: Sequence[Decision], ruled: Sequence[Subject], asked: _Asked
) -> Choice:
    own = ruled[order]
    around = context(scene, order, decisions[order], own)
    if not asked.alone:
        sure = asked.weights.subject_kept.probabilities(around).get("yes", 0.0)
        if sure >= _SURE:
            return Choice(own.words.translate(scene.changed), sure, sure)
    choice = choose(scene, order, around, ruled, asked.weights.subject)
    ahead = math.exp(-asked.weights.subject.margin)
    if not asked.alone and choice.of_rules > choice.probability * ahead:
        choice = Choice(own.words, choice.of_rules, choice.of_rules)
    return choice._replace(words=choice.words.translate(scene.changed)) if scene.changed else choice


def _signals(probability: float | None, subject: float | None = None) -> Signals:
    return Signals.model_construct(
        votes=1.0,
        samples=1,
        reasked=False,
        learned=None if probability is None else round(probability, 4),
        learned_subject=None if subject is None else round(subject, 4),
    )


def _quantity(place: Place, subject: Choice, told: _Answer) -> QuantityLabel:
    return QuantityLabel(
        mention=place.at,
        subject=subject.words,
        role=cast(QuantityRole, told.answer),
        rule=told.rule,
        score=told.score,
        signals=_signals(told.probability, subject.probability),
    )


def _percentage(place: Place, subject: Choice, read: Measure, kind: _Answer, role: _Answer) -> PercentageLabel:
    together = None
    if kind.probability is not None and role.probability is not None:
        together = kind.probability * role.probability
    return PercentageLabel(
        mention=place.at,
        subject=subject.words,
        measure=cast(PercentageKind, kind.answer),
        role=cast(PercentageRole, role.answer),
        rule=kind.rule if kind.rule != read.rule else role.rule,
        score=min(kind.score, role.score),
        signals=_signals(together, subject.probability),
    )


def _numbers(scene: Scene, asked: _Asked) -> Iterator[tuple[int, AnyLabel]]:
    """The labels of quantities and percentages, by their index among the mentions."""
    decisions = decide(scene)
    measures = measure(scene, decisions)
    ruled = named(scene)
    weights = asked.weights
    view = Overview.of(scene, decisions, measures, ruled)
    for order, place in enumerate(scene.places):
        subject = _subject(scene, order, decisions, ruled, asked)
        if place.kind == "quantity":
            own = decisions[order]
            features = quantity_features(view, order, own)
            told = _told(weights.quantity_role, features, (own.role, own.rule, own.score), asked.ahead)
            yield place.at, _quantity(place, subject, told)
            continue
        read = measures[place.at]
        kind, role = _Answer(read.kind, read.rule, read.score), _Answer(read.role, read.rule, read.score)
        if asked.alone:
            features = percentage_features(view, order)
            kind = _told(weights.percentage_kind, features, kind[:3])
            role = _told(weights.percentage_role, features, role[:3])
        yield place.at, _percentage(place, subject, read, kind, role)


def _dates(scene: Scene, asked: _Asked) -> Iterator[tuple[int, AnyLabel]]:
    """The labels of dates: here what was learned is better than the rules, and answers."""
    for index, read in part(scene).items():
        features = date_features(scene, cast(DateMention, scene.ledger.mentions[index]), read)
        told = _told(asked.weights.date_role, features, (read.role, read.rule, read.score))
        yield (
            index,
            DateLabel(
                mention=index,
                role=cast(DateRole, told.answer),
                rule=told.rule,
                score=told.score,
                signals=_signals(told.probability),
            ),
        )


def _obstacles(scene: Scene, asked: _Asked) -> Iterator[BlockerLabel]:
    """The obstacles that the rules find and what was learned bears out, each with its category."""
    weights = asked.weights
    for found, chance in kept(scene, weights.obstacle_clause):
        ruled = (found.category, found.rule, found.score)
        told = _told(weights.blocker_category, category_features(scene, found), ruled, asked.ahead)
        yield BlockerLabel(
            span=found.span,
            category=cast(BlockerCategory, told.answer),
            halted=found.halted,
            rule=told.rule,
            score=told.score,
            signals=_signals(chance * (told.probability or 0.0)),
        )


def label(request: NarrativeRequest, ledger: Ledger, weights: Weights, mode: Mode) -> Labelling:
    """Label every mention of `ledger` and the obstacles of the narrative that `request` holds.

    Pure, and takes time in proportion to the length of the narrative. Each label has the probability of what was
    learned about it in its signals, also where the rules answer the same.
    """
    scene = survey(request.narrative, ledger, request.task, request.anchor_date)
    asked = _Asked(weights, mode)
    labels = dict((*_numbers(scene, asked), *_dates(scene, asked)))
    return Labelling.model_construct(
        engine=mode, labels=tuple(labels[index] for index in sorted(labels)), blockers=tuple(_obstacles(scene, asked))
    )
