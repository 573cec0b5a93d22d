"""The service as a process: started, asked, told to end, killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx2
import pytest

from extractor.store import Store
from tests.commands import Cli

from .served import BULLETIN, OVER

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ITEMS = 1200
LONG = BULLETIN + "".join(
    f"\n{at}.新建公厕{at}座。\n责任单位：市城管局\n进展情况：截至5月底，已建成{at}座，占任务的58.3%。\n"
    for at in range(2, ITEMS + 1)
)


def token(*scopes: str, store: str = "out/extractor.sqlite3", name: str = "t") -> dict[str, str]:
    """A new token, as it is sent."""
    with Store.open(store) as opened:
        return {"Authorization": f"Bearer {opened.tokens.create(name, scopes)}"}  # type: ignore[arg-type]


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``extractor serve`` as a process, and its address."""
    port = free_port()
    command = [sys.executable, "-m", "extractor", "serve", "--port", str(port), *options]
    with Path("log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": _code()})  # noqa: S603
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(lambda: httpx2.get(f"{url}/health/ready").status_code == 200)
        yield process, url
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def _code() -> str:
    return os.pathsep.join([str(Path(__file__).parents[3]), os.environ.get("PYTHONPATH", "")])


def _wait(until: Any, seconds: float = 60.0) -> None:  # noqa: ANN401 - a question
    end = monotonic() + seconds
    while monotonic() < end:
        with suppress(httpx2.TransportError):
            if until():
                return
        sleep(0.05)
    raise AssertionError(Path("log").read_text("utf-8"))


def job(url: str, headers: dict[str, str], text: str = LONG) -> str:
    """The address of a new job."""
    answer = httpx2.post(f"{url}/v1/jobs", files={"documents": ("demo.txt", text.encode())}, headers=headers)
    assert 202 == answer.status_code, answer.text
    return url + answer.headers["location"]


def state(at: str, headers: dict[str, str]) -> str:
    """How far a job is."""
    told: str = httpx2.get(at, headers=headers).json()["state"]
    return told


def in_store() -> tuple[list[str], int]:
    """States of all jobs, and facts of all finished runs."""
    with Store.open("out/extractor.sqlite3") as store:
        facts = sum(each.facts for each in store.runs() if each.run.finished)
        return [each.state for each in store.jobs.page(None, limit=10)], facts


def test_killed_at_once(tmp_path: Path) -> None:
    """A service killed in the middle of a job loses nothing: the next one takes it over once its lease is out."""
    del tmp_path
    headers = token("extract")
    with served() as (process, url):
        at = job(url, headers)
        _wait(lambda: state(at, headers) == "running")
        process.kill()
        process.wait()
    killed, _ = in_store()
    with Store.open("out/extractor.sqlite3") as store, store._writing() as session:  # noqa: SLF001 - or wait a minute
        from sqlalchemy import text  # noqa: PLC0415

        session.execute(text("UPDATE jobs SET beat = '2000-01-01 00:00:00.000000'"))
    with served() as (_, url):
        again = f"{url}/v1/jobs/{at.rsplit('/', 1)[1]}"
        _wait(lambda: state(again, headers) in OVER)
    done, facts = in_store()

    assert killed in (["running"], ["queued"])  # its worker, which outlives it by a moment, may have given it back
    assert ["done"] == done
    assert facts > ITEMS


def test_told_to_end(tmp_path: Path) -> None:
    """SIGTERM without grace: the running job goes back to the queue at once, and the process ends by itself."""
    del tmp_path
    headers = token("extract")
    with served("--grace", "0") as (process, url):
        at = job(url, headers)
        _wait(lambda: state(at, headers) == "running")
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    states, _ = in_store()
    log = Path("log").read_text("utf-8")

    assert ["queued"] == states
    assert "goes back to the queue" in log
    assert "公厕" not in log


def test_told_to_end_with_time(tmp_path: Path) -> None:
    """SIGINT with grace: the running job ends, one that waits stays, and the command says that it was interrupted."""
    del tmp_path
    headers = token("extract")
    with served("--grace", "60") as (process, url):
        first, _ = job(url, headers), job(url, headers)
        _wait(lambda: state(first, headers) == "running")
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
    states, facts = in_store()

    assert (["queued", "done"], 130) == (states, code)
    assert facts > ITEMS


def test_two_hosts_and_absolute_addresses(tmp_path: Path) -> None:
    """W4 on the wire: a second host is refused; an address in the request line opens nothing that the host does not."""
    del tmp_path
    with served() as (_, url):
        port = int(url.rsplit(":", 1)[1])
        answers = [
            _raw(port, f"GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"),  # noqa: F541
            _raw(port, "GET http://localhost/health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
            _raw(port, "GET /health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
            _raw(port, "GET /health/live HTTP/1.1\r\n\r\n"),
            _raw(port, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        ]

    assert [400, 400, 400, 400, 200] == answers


def _raw(port: int, request: str) -> int:
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").encode())
        return int(connection.recv(100).split()[1])


def test_tokens(cli: Cli) -> None:
    """Made and shown once, listed without its words, revoked, and told where there is nothing to revoke."""
    code, out, _ = cli("tokens", "create", "intake", "--scope", "read", "--scope", "extract")
    secret = out.strip()
    _, listed, _ = cli("tokens", "list")
    revoked, _, _ = cli("tokens", "revoke", "intake")
    _, afterwards, _ = cli("tokens", "list")
    again, _, err = cli("tokens", "revoke", "intake")

    assert (0, 0, 3) == (code, revoked, again)
    assert secret.startswith("bxt_")
    assert "intake\textract read" in listed
    assert secret not in listed
    assert "in force" in listed
    assert "revoked" in afterwards
    assert "no token 'intake'" in err


@pytest.mark.parametrize("extra", [(), ("--behind-proxy",)])
def test_a_service_that_others_could_reach_does_not_start(extra: tuple[str, ...], cli: Cli) -> None:
    """Without a proxy, or without a token, it ends with a word on what to do."""
    code, _, err = cli("serve", "--host", "0.0.0.0", "--port", "0", *extra)  # noqa: S104

    assert 3 == code
    assert ("tokens create" if extra else "--behind-proxy") in err
