"""Narratives and characters a second without a model on one core, and what a run costs.

As a measure for the figures, jieba's word segmentation of the same narratives alone is timed in the same run.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import jieba

from extractor.pipeline import extract_items, gather, label_by_default
from extractor.reading import read
from extractor.records import SourceText
from extractor.segmenting import segment

BULLETINS = Path(__file__).parents[1] / "gold" / "bulletins"
ROUNDS = 20
REPEATS = 5


def fastest(work: Callable[[], object]) -> float:
    """Seconds of the fastest of `REPEATS` runs."""
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def extract(sources: list[SourceText]) -> int:
    """Segment, find, label, verify and score; the number of narratives."""
    done = 0
    for source in sources * ROUNDS:
        bulletin = segment(source)
        outcomes = list(extract_items(bulletin, bulletin.issue_date, label_by_default))
        done += len(gather(bulletin, bulletin.issue_date, outcomes).results)
    return done


def whole_run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command in a process of its own."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "extractor", *command], check=True, capture_output=True)  # noqa: S603
    seconds = time.perf_counter() - begun
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Prints the figures."""
    paths = sorted(BULLETINS.glob("*.txt"))
    sources = [read(path) for path in paths]
    narratives = [item.narrative.text for source in sources for item in segment(source).items]
    count, characters = len(narratives) * ROUNDS, sum(map(len, narratives)) * ROUNDS
    extract(sources)
    jieba.initialize()
    ours = fastest(lambda: extract(sources))
    peer = fastest(lambda: [jieba.lcut(text) for text in narratives * ROUNDS])
    print(f"segment to score                {count / ours:8,.0f} narratives/s  {characters / ours:10,.0f} characters/s")
    print(f"jieba.lcut of the narratives    {count / peer:8,.0f} narratives/s  {characters / peer:10,.0f} characters/s")
    seconds, _ = min(whole_run(["--help"]) for _ in range(REPEATS))
    print(f"extractor --help                {seconds:8.2f} s")
    with TemporaryDirectory() as folder:
        seconds, memory = whole_run(["run", *map(str, paths), "--out", folder])
    print(f"run of three bulletins          {seconds:8.2f} s           {memory:10,.0f} MB at most")


if __name__ == "__main__":
    main()
