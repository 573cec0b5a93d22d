"""What a second opinion adds to a labelling."""

from __future__ import annotations

import pytest

from extractor.records import (
    BlockerCategory,
    BlockerLabel,
    DateLabel,
    Labelling,
    PercentageLabel,
    QuantityLabel,
    Signals,
)
from extractor.spans import Span
from extractor.verification import lost_samples, with_opinion

SIGNALS = Signals(votes=1.0, samples=1, reasked=False)
RATE = PercentageLabel(mention=2, subject="投资", measure="rate", role="actual", rule="cue", score=0.8)


def obstacle(start: int, category: BlockerCategory, signals: Signals | None = SIGNALS) -> BlockerLabel:
    """An obstacle of ten characters."""
    return BlockerLabel(
        span=Span(start, start + 10), category=category, halted=False, rule="model", score=0.9, signals=signals
    )


MODEL = Labelling(
    engine="model:m",
    labels=(
        QuantityLabel(mention=0, subject="公厕", role="actual", rule="model", score=0.9, signals=SIGNALS),
        DateLabel(mention=1, role="planned", rule="model", score=0.9, signals=SIGNALS),
        PercentageLabel(
            mention=2, subject="投资", measure="completion", role="actual", rule="model", score=0.9, signals=SIGNALS
        ),
        QuantityLabel(mention=4, subject="公厕", role="target", rule="model", score=0.9, signals=SIGNALS),
    ),
    blockers=(obstacle(10, "funding"), obstacle(30, "approval"), obstacle(50, "land")),
)
RULES = Labelling(
    engine="rules",
    labels=(
        QuantityLabel(mention=0, subject="其余公厕", role="actual", rule="cue", score=0.8),
        DateLabel(mention=1, role="occurred", rule="cue", score=0.8),
        RATE,
    ),
    blockers=(obstacle(15, "funding", None), obstacle(30, "technical", None), obstacle(60, "land", None)),
)


def test_the_same_label_is_told() -> None:
    """Role and kind must agree, subjects need not; what the second opinion refuses it does not agree with."""
    told = with_opinion(MODEL, RULES)

    assert [True, False, False, False] == [one.signals.rules_agree for one in told.labels if one.signals]


def test_the_same_obstacle_is_told() -> None:
    """Words must overlap and categories agree."""
    told = with_opinion(MODEL, RULES)

    assert [True, False, False] == [one.signals.rules_agree for one in told.blockers if one.signals]


def test_labels_without_signals_stay() -> None:
    """The rules' own labels get none."""
    assert RULES == with_opinion(RULES, MODEL)


@pytest.mark.parametrize(("wanted", "found", "told"), [(1, 1, []), (5, 5, []), (5, 3, ["3 of 5"])])
def test_lost_samples_are_told(wanted: int, found: int, told: list[str]) -> None:
    """Where fewer answers had a vote than were wanted a notice says so in both languages."""
    findings = list(lost_samples(wanted, found))

    assert told == [finding.en[:6] for finding in findings]
    assert {"notice"} >= {finding.severity for finding in findings}
    assert all(f"应取{wanted}次回答，只有{found}次" in finding.zh for finding in findings)
