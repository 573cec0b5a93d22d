"""``extractor review`` from the command line."""

from __future__ import annotations

import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractor.store import Store
from tests.factories import extraction, run

ROOT = Path(__file__).parents[3]


def command(*options: str) -> list[str]:
    """The command with a free port and without a browser."""
    return [sys.executable, "-m", "extractor", "review", "--no-browser", "--port", "0", *options]


def test_it_needs_a_store(tmp_path: Path) -> None:
    """Without anything extracted it says so, and makes no store."""
    ended = subprocess.run(  # noqa: S603 - our own command
        command("--out", str(tmp_path)), capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)}
    )

    assert (3, False) == (ended.returncode, (tmp_path / "extractor.sqlite3").exists())
    assert "extract something first" in ended.stderr


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_it_tells_its_address_and_ends_in_peace(tmp_path: Path) -> None:
    """The address has the token of a private file; an interrupt is the usual end."""
    with Store.open(tmp_path / "extractor.sqlite3") as store:
        store.begin_run(run())
        store.add_extraction("run-1", extraction())
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(  # noqa: S603 - our own command
        command("--out", str(tmp_path)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        told = server.stdout.readline()
        connection = HTTPConnection(urlsplit(told.removeprefix("review at ")).netloc, timeout=30)
        connection.request("GET", "/health")
        assert 200 == connection.getresponse().status
        connection.close()
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)

    token = tmp_path / "review-token"
    assert told.strip().endswith(f"/login#{token.read_text()}")
    assert 0o600 == token.stat().st_mode & 0o777
    assert (0, "") == (server.returncode, errors)


@pytest.mark.parametrize("option", [["--port", "70000"], ["--unknown"]])
def test_wrong_options(option: list[str], tmp_path: Path) -> None:
    """Wrong usage is told as such."""
    ended = subprocess.run(  # noqa: S603 - our own command
        command("--out", str(tmp_path), *option), capture_output=True, check=False, env={"PYTHONPATH": str(ROOT)}
    )

    assert 2 == ended.returncode
