"""A Ray cluster of several processes on this machine, and runs that its workers do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

_LEAD = """
import sys, ray
ray.init(address="local", num_cpus=2, include_dashboard=False,
         object_store_memory=100 << 20, _temp_dir=sys.argv[1], log_to_driver=False)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""
EXTRACTING = "ray::MapWorker(MapBatches(Extracting)).submit"
"""What a worker calls itself while it extracts."""
_PATIENCE = 240.0


class Cluster(NamedTuple):
    """A cluster that runs."""

    pid: int
    environment: dict[str, str]
    started: list[subprocess.Popen[str]]

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """``extractor`` with these arguments, its work given to the cluster."""
        command = [sys.executable, "-m", "extractor", *arguments]
        environment = self.environment | settings
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.started.append(subprocess.Popen(command, env=environment, text=True, **pipes))  # noqa: S603 - our own program
        return self.started[-1]

    def asked(self, source: str, *arguments: str) -> Any:  # noqa: ANN401 - whatever the program tells
        """What a Python program prints as JSON, as a driver of the cluster."""
        command = [sys.executable, "-c", source, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)  # noqa: S603
        return json.loads(done.stdout)

    def workers(self) -> list[int]:
        """Processes of the cluster that extract at this moment."""
        return [pid for pid in _descendants(self.pid) if _named(pid).startswith(EXTRACTING)]


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster of two cores while the block lasts."""
    with TemporaryDirectory(prefix="ray") as folder:
        environment = os.environ | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token_hex(32)}
        environment |= {"RAY_USAGE_STATS_ENABLED": "0"}
        command = [sys.executable, "-c", _LEAD, folder]
        with subprocess.Popen(  # noqa: S603 - our own program
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as lead:
            assert lead.stdout is not None
            address = lead.stdout.readline().strip()
            running = Cluster(lead.pid, environment | {"RAY_ADDRESS": address}, [])
            try:
                yield running
            finally:
                for each in running.started:
                    each.kill()
                    each.communicate()
                lead.communicate()


def until(there: Callable[[], Any], run: subprocess.Popen[str]) -> Any:  # noqa: ANN401
    """What `there` gives once it gives something, while the run goes on."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and run.poll() is None:
        if found := there():
            return found
        time.sleep(0.02)
    raise TimeoutError(f"it never was there; the run ended with {run.poll()}")


def _descendants(pid: int) -> Iterator[int]:
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    for each in parents:
        above = each
        while above in parents and above != pid:
            above = parents[above]
        if above == pid:
            yield each


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _named(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""
