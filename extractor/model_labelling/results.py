"""An answer held against the narrative, as labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, get_args

from ..llm import TokenProbability
from ..records import (
    AnyLabel,
    BlockerCategory,
    BlockerLabel,
    DateLabel,
    Labelling,
    Ledger,
    Mention,
    PercentageLabel,
    QuantityLabel,
)
from ..spans import Span
from .codes import codes
from .reading import Reading, Verdict
from .sheet import Sheet
from .signals import UNKNOWN, Scores, scores

RULE: Final = "model"

_CATEGORIES = frozenset(get_args(BlockerCategory))


class Placed(NamedTuple):
    """A verdict on a mention of the new ledger."""

    at: int
    """Index of the mention in the new ledger."""
    verdict: Verdict
    score: float
    added: bool
    """The model pointed the mention out."""


def place(reading: Reading, told: Scores) -> tuple[Placed, ...]:
    """Every verdict with the place of its mention once those pointed out stand among the others, in order."""
    rows = [(verdict, told.numbers.get(number, UNKNOWN), False) for number, verdict in enumerate(reading.verdicts, 1)]
    rows += [(verdict, UNKNOWN, True) for verdict in reading.missed]
    rows.sort(key=lambda row: row[0].mention.span)
    return tuple(Placed(at, *row) for at, row in enumerate(rows))


def told(tokens: tuple[TokenProbability, ...], reading: Reading) -> Scores:
    """The probabilities of the answer's codes, as far as the endpoint tells."""
    known = codes()
    legal = {number: known.legal(verdict.mention.kind) for number, verdict in enumerate(reading.verdicts, 1)}
    return scores(tokens, legal, _CATEGORIES)


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


def labelling(engine: str, placed: tuple[Placed, ...], reading: Reading, told: Scores) -> Labelling:
    """The labels; a refused mention has none."""
    refusal = codes().refusal
    return Labelling(
        engine=engine,
        labels=tuple(_label(one) for one in placed if one.verdict.code != refusal),
        blockers=tuple(_blockers(reading, told)),
    )


def _label(one: Placed) -> AnyLabel:
    known = codes()
    code, subject = one.verdict.code, one.verdict.subject
    mention: Mention = one.verdict.mention
    if mention.kind == "date":
        return DateLabel(mention=one.at, role=known.date[code], rule=RULE, score=one.score)
    if mention.kind == "quantity":
        return QuantityLabel(mention=one.at, subject=subject, role=known.quantity[code], rule=RULE, score=one.score)
    measure, role = known.percentage[code]
    return PercentageLabel(mention=one.at, subject=subject, measure=measure, role=role, rule=RULE, score=one.score)


def _blockers(reading: Reading, told: Scores) -> Iterator[BlockerLabel]:
    known = len(told.obstacles) == len(reading.obstacles)
    found = [
        BlockerLabel(
            span=one.span,
            category=one.category,
            halted=one.halted,
            rule=RULE,
            score=told.obstacles[at] if known else UNKNOWN,
        )
        for at, one in enumerate(reading.obstacles)
    ]
    yield from sorted(found, key=lambda label: label.span)


def _touches(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
