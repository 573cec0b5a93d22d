"""The engine used by default has not become worse on gold."""

from pathlib import Path

import pytest

from eval.baseline import Baseline, Fall, falls, measure_default, read_baseline
from eval.gold import load_gold

GOLD = Path(__file__).parents[3] / "gold"
FILE = GOLD / "baseline.json"


def baseline(everything: float | None, dates: float | None = 0.8) -> Baseline:
    """A baseline of two kinds."""
    return Baseline(engine="rules", narratives=2, full_f1={"all": everything, "dates": dates})


def test_the_default_holds_the_baseline() -> None:
    """No figure is more than half a point below the one agreed on."""
    now, failures = measure_default(load_gold(GOLD))

    assert () == failures
    assert [] == [str(fall) for fall in falls(read_baseline(FILE), now)]


@pytest.mark.parametrize(
    ("before", "now", "fallen"),
    [
        (baseline(0.9), baseline(0.9), ()),
        (baseline(0.9), baseline(0.896), ()),
        (baseline(0.9), baseline(0.895), ()),
        (baseline(0.9), baseline(0.894), (Fall("all", 0.9, 0.894),)),
        (baseline(0.9, 0.8), baseline(0.95, 0.7), (Fall("dates", 0.8, 0.7),)),
        (baseline(None), baseline(0.9), ()),
        (baseline(0.9), baseline(None), ()),
    ],
)
def test_falls(before: Baseline, now: Baseline, fallen: tuple[Fall, ...]) -> None:
    """A kind falls by its own figure; None is neither high nor low."""
    assert fallen == falls(before, now)
