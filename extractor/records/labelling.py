"""What an engine says about the mentions of a narrative."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..spans import Span
from ._base import Record
from .marks import BlockerCategory, DateRole, PercentageKind, PercentageRole, QuantityRole
from .signals import Signals


class Label(Record):
    """An answer about one mention, with what led to it."""

    mention: int
    """Index into `Ledger.mentions`."""
    rule: str
    """What decided: the cue or structure of the rules, or the model."""
    score: float = Field(ge=0, le=1)
    """How strongly the evidence favours this answer over the others; not a probability."""
    signals: Signals | None = None
    """None for the rules."""


class QuantityLabel(Label):
    """What a quantity counts and in which role."""

    kind: Literal["quantity"] = "quantity"
    subject: str
    role: QuantityRole


class PercentageLabel(Label):
    """What a percentage is a percentage of, of which kind and in which role."""

    kind: Literal["percentage"] = "percentage"
    subject: str
    measure: PercentageKind
    role: PercentageRole


class DateLabel(Label):
    """Which part a date plays."""

    kind: Literal["date"] = "date"
    role: DateRole


class BlockerLabel(Record):
    """Words that state an obstacle."""

    span: Span
    category: BlockerCategory
    halted: bool
    rule: str
    score: float = Field(ge=0, le=1)
    signals: Signals | None = None
    """None for the rules."""


AnyLabel = Annotated[QuantityLabel | PercentageLabel | DateLabel, Field(discriminator="kind")]


class Labelling(Record):
    """One engine's answer for one narrative: one label a mention, and the obstacles."""

    engine: str
    labels: tuple[AnyLabel, ...] = ()
    """In order of the mentions; a mention without label is one the engine refused."""
    blockers: tuple[BlockerLabel, ...] = ()
