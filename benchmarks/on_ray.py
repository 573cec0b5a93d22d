"""The same bulletins by one process, by two, and by the workers of Ray on the same two cores.

A run over one bulletin tells what starting takes; the rest is speed. Files must be the same. Other work on the machine
makes the figures worse, and those of Ray, which starts a dozen processes, most: its load is told.

``python -m benchmarks.on_ray [NARRATIVES]``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .scale import IN_A_BULLETIN, run, write_bulletins

NARRATIVES = 5_000
WAYS = {"one process": [], "two processes": ["--processes", "2"], "Ray, two cores": ["--on", "ray", "--processes", "2"]}


def main() -> None:
    """Prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else NARRATIVES
    with TemporaryDirectory() as name:
        root = Path(name)
        write_bulletins(root / "one", IN_A_BULLETIN)
        write_bulletins(root / "many", count)
        written = []
        for way, options in WAYS.items():
            starting = run(root / "one", root / f"{way}, one", {}, "-q", *options).seconds
            ran = run(root / "many", root / way, {}, "-q", *options)
            written.append((root / way / "narratives.jsonl").read_bytes())
            rate = (count - IN_A_BULLETIN) / (ran.seconds - starting)
            told = f"{way:15} {IN_A_BULLETIN} narratives {starting:5.1f} s  {count} narratives {ran.seconds:6.1f} s"
            print(
                f"{told}  {rate:5.0f} a second beyond the first  exit {ran.code}, load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
        print(f"same file by all: {len(set(written)) == 1}")


if __name__ == "__main__":
    main()
