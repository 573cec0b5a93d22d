"""Runs of the model engine killed at random, over and over: what is lost, and what is paid again.

Each run is killed and started again until it comes to its end; its file must be that of a run which nothing interrupts.

``python -m benchmarks.kills [KILLS]``
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fakes import FakeEndpoint, endpoint
from tests.killing import AT_ONCE, NARRATIVES, STORE, answering, corpus, start, stored

KILLS = 200


def run_until_it_ends(root: Path, fake: FakeEndpoint, chance: random.Random, most: int) -> tuple[int, int]:
    """Kills, and narratives with a result on disk that were not there any more after a kill."""
    kills = lost = 0
    while True:
        before = stored(root / STORE)
        process = start(root / "in", fake.url)
        if kills < most:
            process.join(chance.uniform(0.1, 1.5))
            process.kill()
        process.join()
        lost += max(before - stored(root / STORE), 0)
        if process.exitcode == 0:
            return kills, lost
        kills += 1


def main() -> None:
    """Prints the figures."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    chance, begun = random.Random(2), time.monotonic()  # noqa: S311 - a game, not a secret
    kills = lost = runs = differing = 0
    with endpoint(answering) as fake, TemporaryDirectory() as name:
        whole = Path(name) / "whole"
        whole.mkdir()
        corpus(whole / "in")
        run_until_it_ends(whole, fake, chance, 0)
        expected = (whole / "out" / "narratives.jsonl").read_bytes()
        first = len(fake.requests)
        while kills < wanted:
            root = Path(name) / str(runs)
            root.mkdir()
            corpus(root / "in")
            more, gone = run_until_it_ends(root, fake, chance, 20)
            kills, lost, runs = kills + more, lost + gone, runs + 1
            differing += (root / "out" / "narratives.jsonl").read_bytes() != expected
        again = len(fake.requests) - first - runs * NARRATIVES
    print(f"{kills} kills over {runs} runs of {NARRATIVES} narratives, {AT_ONCE} at once: {lost} results lost,")
    print(f"{differing} files differ, {again} requests paid again, {again / max(kills, 1):.2f} a kill;", end=" ")
    print(f"{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
