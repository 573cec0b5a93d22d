"""Narratives a second through each engine that needs no model, on one core: labels alone, and from finder to facts."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from extractor.learned import load_weights
from extractor.mentions import find
from extractor.pipeline import Labeller, extract_narrative, label_by_learned, label_by_rules
from extractor.records import Ledger, NarrativeRequest
from extractor.service import parse_requests

LABELS = Path(__file__).parents[1] / "gold" / "labels"
REPEATS = 7


def fastest(work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of `REPEATS` runs."""
    times = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def engines() -> dict[str, Labeller]:
    """Those measured."""
    weights = load_weights()
    return {
        "rules": label_by_rules,
        "learned": label_by_learned(weights, "learned"),
        "combined": label_by_learned(weights, "combined"),
    }


def label_all(labeller: Labeller, found: list[tuple[NarrativeRequest, Ledger]]) -> None:
    """Labels every narrative, its mentions found already."""
    for request, ledger in found:
        labeller(request, ledger)


def extract_all(labeller: Labeller, requests: list[NarrativeRequest]) -> None:
    """Every step from the finder to the facts."""
    for request in requests:
        extract_narrative(request, labeller)


def main() -> None:
    """Prints the figures."""
    lines = [line for path in sorted(LABELS.glob("*.jsonl")) for line in parse_requests(path)]
    requests = [line for line in lines if isinstance(line, NarrativeRequest)]
    found = [(request, find(request.narrative, request.anchor_date)) for request in requests]
    begun = time.process_time()
    load_weights()
    print(f"reading the weights  {time.process_time() - begun:6.2f} s")
    for name, labeller in engines().items():
        alone = fastest(partial(label_all, labeller, found))
        whole = fastest(partial(extract_all, labeller, requests))
        print(
            f"{name:9} labels {len(found) / alone:8,.0f} narratives/s   whole {len(found) / whole:8,.0f} narratives/s"
        )


if __name__ == "__main__":
    main()
