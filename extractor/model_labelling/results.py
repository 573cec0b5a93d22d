"""The outcome of a vote as labels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..records import (
    AnyLabel,
    BlockerLabel,
    DateLabel,
    Labelling,
    Ledger,
    Mention,
    PercentageLabel,
    QuantityLabel,
    Signals,
)
from ..spans import Span
from .codes import codes
from .probabilities import UNKNOWN
from .reading import Stated, Verdict
from .sheet import Sheet
from .voting import Elected, Tally

RULE: Final = "model"

_LEAST: Final = 1e-12
"""Probabilities below count as this, for their logarithm."""


class Asked(NamedTuple):
    """How the answers came about."""

    samples: int
    reasked: bool


class Placed(NamedTuple):
    """A verdict on a mention of the new ledger."""

    at: int
    """Index of the mention in the new ledger."""
    elected: Elected[Verdict]
    added: bool
    """The model pointed the mention out."""

    @property
    def verdict(self) -> Verdict:
        """What is said of the mention."""
        return self.elected.said


def place(tally: Tally) -> tuple[Placed, ...]:
    """Every verdict with the place of its mention once those pointed out stand among the others, in order."""
    rows = [*((one, False) for one in tally.verdicts), *((one, True) for one in tally.missed)]
    rows.sort(key=lambda row: row[0].said.mention.span)
    return tuple(Placed(at, *row) for at, row in enumerate(rows))


def ledger(sheet: Sheet, placed: tuple[Placed, ...]) -> Ledger:
    """The finder's ledger with the mentions pointed out; a numeral in one of them is excluded no more."""
    new = [one.verdict.mention.span for one in placed if one.added]
    if not new:
        return sheet.ledger
    return Ledger(
        mentions=tuple(one.verdict.mention for one in placed),
        exclusions=tuple(one for one in sheet.ledger.exclusions if not _touches(one.span, new)),
        unexplained=tuple(span for span in sheet.ledger.unexplained if not _touches(span, new)),
    )


def labelling(engine: str, placed: tuple[Placed, ...], tally: Tally, asked: Asked) -> Labelling:
    """The labels; a refused mention has none."""
    refusal = codes().refusal
    return Labelling(
        engine=engine,
        labels=tuple(_label(one, asked) for one in placed if one.verdict.code != refusal),
        blockers=tuple(_blockers(tally, asked)),
    )


def _label(one: Placed, asked: Asked) -> AnyLabel:
    known = codes()
    code, subject = one.verdict.code, one.verdict.subject
    mention: Mention = one.verdict.mention
    score, signals = _score(one.elected), _signals(one.elected, asked)
    if mention.kind == "date":
        return DateLabel(mention=one.at, role=known.date[code], rule=RULE, score=score, signals=signals)
    if mention.kind == "quantity":
        role = known.quantity[code]
        return QuantityLabel(mention=one.at, subject=subject, role=role, rule=RULE, score=score, signals=signals)
    measure, share_of = known.percentage[code]
    return PercentageLabel(
        mention=one.at, subject=subject, measure=measure, role=share_of, rule=RULE, score=score, signals=signals
    )


def _blockers(tally: Tally, asked: Asked) -> Iterator[BlockerLabel]:
    for one in sorted(tally.obstacles, key=lambda elected: elected.said.span):
        yield BlockerLabel(
            span=one.said.span,
            category=one.said.category,
            halted=one.said.halted,
            rule=RULE,
            score=_score(one),
            signals=_signals(one, asked),
        )


def _score(one: Elected[Verdict] | Elected[Stated]) -> float:
    return UNKNOWN if one.probability is None else one.probability


def _signals(one: Elected[Verdict] | Elected[Stated], asked: Asked) -> Signals:
    return Signals(
        logprob=None if one.probability is None else math.log(max(one.probability, _LEAST)),
        votes=one.votes,
        samples=asked.samples,
        reasked=asked.reasked,
    )


def _touches(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
