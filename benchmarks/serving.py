"""The service under load: requests a second and the time they take, and thousands of requests of every kind.

``python -m benchmarks.serving [--cases 10000] [--seconds 15] [--clients 50]``
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter, sleep
from typing import Any, Final

import httpx2

from extractor.store import Store

TEXT: Final = {
    "narrative": "截至5月底，换热站已完成1座，完成投资3.2万元，占计划的5%；其余19座因资金未到位尚未开工。",
    "anchor_date": "2031-06-04",
    "task": "新建换热站20座。",
}
ROUTES: Final = (("POST", "/v1/extract", TEXT), ("GET", "/v1/jobs", None), ("GET", "/health/live", None))
OPERATIONS: Final = 12


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=15.0)
    options.add_argument("--clients", type=int, default=50)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (process, url, headers):
        for method, path, body in ROUTES:
            load(url, headers, (method, path, body), wanted.clients, wanted.seconds)
        peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text("utf-8"))
        print(f"peak memory of the service: {int(peak[1]) / 1024:.0f} MB" if peak else "no peak")
    if wanted.cases:
        made_up(wanted.cases)


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The service as a process of its own: its id, address, and a token as it is sent."""
    store, port = str(folder / "store.sqlite3"), 18_765
    with Store.open(store) as opened:
        headers = {"Authorization": f"Bearer {opened.tokens.create('bench', ['admin'])}"}
    options = ["--port", str(port), "--store", store, "--rate", "100000000"]
    command = [sys.executable, "-m", "extractor", "serve", *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - this interpreter and our own module
    try:
        url = f"http://127.0.0.1:{port}"
        end = monotonic() + 60
        while monotonic() < end:
            try:
                httpx2.get(f"{url}/health/ready").raise_for_status()
                break
            except httpx2.HTTPError:
                sleep(0.1)
        yield process.pid, url, headers
    finally:
        process.terminate()
        process.wait()


def load(url: str, headers: dict[str, str], asked: tuple[str, str, Any], clients: int, seconds: float) -> None:
    """Asks one route by so many clients for so long, each as fast as it is answered."""
    method, path, body = asked
    end = monotonic() + seconds

    def ask(_: int) -> tuple[list[float], Counter[int]]:
        times, statuses = [], Counter[int]()
        with httpx2.Client(base_url=url, headers=headers, timeout=60) as client:
            while monotonic() < end:
                begun = perf_counter()
                statuses[client.request(method, path, json=body).status_code] += 1
                times.append(perf_counter() - begun)
        return times, statuses

    with ThreadPoolExecutor(clients) as pool:
        outcomes = list(pool.map(ask, range(clients)))
    times = [time for each, _ in outcomes for time in each]
    statuses = sum((each for _, each in outcomes), Counter[int]())
    cuts = [1000 * cut for cut in quantiles(times, n=100)]
    print(
        f"{method} {path}, {clients} clients: {len(times) / seconds:.0f} requests/s, "
        f"p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms, statuses {dict(statuses)}"
    )


def made_up(cases: int) -> None:
    """Runs the tests that make requests up, with so many of them in all."""
    each = str(-(-cases // (2 * OPERATIONS - 3)))  # three operations take no parameters that could be wrong
    command = [sys.executable, "-m", "pytest", "-q", "tests/unit/api/test_contract.py"]
    begun = perf_counter()
    ended = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | {"API_CASES": each})  # noqa: S603
    seconds = perf_counter() - begun
    print(f"{each} made-up requests each for {OPERATIONS} operations, in form and not: ", end="")
    print(f"no fault in {seconds:.0f} s" if not ended.returncode else ended.stdout[-4000:])


if __name__ == "__main__":
    main()
