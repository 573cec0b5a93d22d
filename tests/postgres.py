"""A PostgreSQL server of the tests' own, reached through a socket in a folder and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_OWNER: Final = "postgres"
_SETTINGS: Final = "-c listen_addresses='' -c fsync=off -c max_connections=50"
_names = (f"store_{number}" for number in count(1))


class Server:
    """A running server; each store gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = next(_names)
        _run("createdb", "-h", str(self._folder), "-U", _OWNER, name)
        return f"postgresql+psycopg://{_OWNER}@/{name}?host={self._folder}"


@contextmanager
def running_server() -> Iterator[Server]:
    """A new server, ended and removed afterwards."""
    with TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        if not os.geteuid():
            shutil.chown(folder, _OWNER)
        data = folder / "data"
        _run("initdb", "-D", str(data), "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        control = ("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"))
        _run(*control, "-o", f"{_SETTINGS} -k {folder}", "start")
        try:
            yield Server(folder)
        finally:
            _run(*control, "-m", "immediate", "stop")


def binaries() -> Path | None:
    """Where the newest installed server has its programs; Debian keeps them off the path."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)


def _run(program: str, *arguments: str) -> None:
    """Runs a program of the server, which refuses to be run by the superuser."""
    found = binaries()
    command = [str(found / program) if found else program, *arguments]
    become = [] if os.geteuid() else ["setpriv", f"--reuid={_OWNER}", f"--regid={_OWNER}", "--clear-groups"]
    subprocess.run([*become, *command], check=True, capture_output=True, cwd="/")  # noqa: S603
