"""Seconds that scoring 10,000 narratives takes, stage by stage, on one core.

The narratives are those of the gold, repeated under ids of their own; predictions are the default engine's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from eval.alignment import align_all
from eval.comparison import compare
from eval.gold import load_gold
from eval.intervals import Resampling
from eval.marks import Prediction
from eval.running import predict_lines
from eval.scores import score_table
from extractor.pipeline import label_by_default
from extractor.records import GoldLine

GOLD = Path(__file__).parents[1] / "gold"
NARRATIVES = 10_000

_Outcome = TypeVar("_Outcome")


def timed(name: str, work: Callable[[], _Outcome]) -> _Outcome:
    """What `work` gives, its seconds printed."""
    begun = time.perf_counter()
    outcome = work()
    print(f"{name:<40} {time.perf_counter() - begun:6.2f} s")
    return outcome


def main() -> None:
    """Prints the figures."""
    once = load_gold(GOLD).lines
    found, _ = timed(f"extraction, {len(once)} narratives", lambda: predict_lines(once, label_by_default))
    lines: list[GoldLine] = []
    predictions: dict[str, Prediction] = {}
    for place in range(NARRATIVES):
        line = once[place % len(once)]
        identity = f"{line.id}-{place}"
        lines.append(line.model_copy(update={"id": identity}))
        predictions[identity] = Prediction(identity, found[line.id].guesses)
    alignments = timed(f"alignment, {NARRATIVES:,} narratives", lambda: align_all(lines, predictions))
    timed("scores with intervals", lambda: score_table(alignments, Resampling()))
    timed("comparison of two predictions", lambda: compare(lines, predictions, predictions, Resampling()))


if __name__ == "__main__":
    main()
