"""The review: seconds a page takes with 10,000 narratives in the store, kills after 200 OK, hostile requests, editors.

``python -m benchmarks.review [pages] [kills] [requests] [editors]``; all of them without arguments.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import socket
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode

from extractor.pipeline import extract_items, gather, label_by_rules
from extractor.reading import read
from extractor.records import Extraction, Run
from extractor.segmenting import segment
from extractor.service.originals import Originals
from extractor.store import Slot, Store
from extractor.web import Access, create_app, listening, serve

BULLETINS = Path(__file__).parents[1] / "gold" / "bulletins"
NARRATIVES = 10_000
ROUNDS = 15
KILLS = 500
STEPS = 10_000
"""Of editors."""
EXAMPLES = 450
"""Requests of each operation and mode."""
TOKEN = "t" * 43


def extractions() -> list[Extraction]:
    """The bulletins of the gold, extracted by the rules."""
    made = []
    for path in sorted(BULLETINS.glob("*.txt")):
        bulletin = segment(read(path))
        day = bulletin.issue_date
        made.append(gather(bulletin, day, list(extract_items(bulletin, day, label_by_rules))))
    return made


def fill(store: Store, narratives: int) -> int:
    """Adds the bulletins again and again under other names; how many narratives there are."""
    store.begin_run(Run(id="run-1", started=datetime.now(UTC), engine="rules", code_version="0"))
    count, copy, made = 0, 0, extractions()
    while count < narratives:
        for each in made:
            stem = f"{each.bulletin.stem}-{copy}"
            renamed = [
                item.model_copy(update={"id": item.id.replace(each.bulletin.stem, stem)})
                for item in each.bulletin.items
            ]
            results = tuple(
                result.model_copy(update={"item": item}) for result, item in zip(each.results, renamed, strict=True)
            )
            bulletin = each.bulletin.model_copy(update={"stem": stem, "items": tuple(renamed)})
            store.add_extraction("run-1", each.model_copy(update={"bulletin": bulletin, "results": results}))
            count += len(results)
        copy += 1
    return count


class Server:
    """A server in a process of its own, forked from this one, which has loaded everything."""

    def __init__(self, path: Path) -> None:
        with listening(0) as listener:
            self.port = listener.getsockname()[1]
            self._process = multiprocessing.get_context("fork").Process(
                target=_serve, args=(path, listener), daemon=True
            )
            self._process.start()
        self._wait()

    def _wait(self) -> None:
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("the server did not start")

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """Status and body of a reply."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"cookie": f"review-{self.port}={TOKEN}", "origin": f"http://127.0.0.1:{self.port}"}
        if body is not None:
            headers["content-type"] = "application/json"
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        reply = connection.getresponse()
        status, content = reply.status, b"" if method == "POST" else reply.read()
        connection.close()
        return status, content

    def kill(self) -> None:
        """Ends it without a word of warning."""
        if self._process.pid:
            os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()


def _serve(path: Path, listener: socket.socket) -> None:
    with Store.open(path) as store:
        access = Access(TOKEN, listener.getsockname()[1])
        serve(create_app(store, access, originals=Originals(), reviewer="bench"), listener)


def pages() -> None:
    """Times the pages with a full store, of which a tenth was reviewed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite3"
        with Store.open(path) as store:
            count = fill(store, NARRATIVES)
        server = Server(path)
        try:
            begun = time.perf_counter()
            server.ask("GET", "/")
            print(f"{count:,} narratives; first page after the start {time.perf_counter() - begun:.2f} s")
            for key in range(1, count, 10):
                edit = {"expected_version": 0, "request": f"request-{key:08}", "edit": {"action": "finish"}}
                server.ask("POST", f"/api/narratives/{key}/edits", edit)
            for name, path_ in (
                ("queue", "/"),
                ("queue, page 100", "/?page=100"),
                ("queue, searched", "/?search=%E6%8D%A2%E7%83%AD%E7%AB%99"),
                ("narrative", "/narratives/5005"),
                ("next", "/next?after=5005"),
                ("dashboard", "/dashboard"),
                ("bulletin", "/bulletins/200"),
            ):
                _print(name, lambda path_=path_: server.ask("GET", path_))  # type: ignore[misc]
            versions = iter(range(ROUNDS + 1))
            _print("edit", lambda: _edit(server, 5005, next(versions)))
        finally:
            server.kill()


def _edit(server: Server, key: int, version: int) -> None:
    edit = {"action": ("accept", "reject")[version % 2], "facts": ["m0"]}
    body = {"expected_version": version, "request": f"request-e{version:07}", "edit": edit}
    status, _ = server.ask("POST", f"/api/narratives/{key}/edits", body)
    if status != 200:  # noqa: PLR2004 - OK
        raise RuntimeError(f"an edit was answered with {status}")


def _print(name: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    print(f"{name:18} median {statistics.median(times):7.1f} ms   most {max(times):7.1f} ms")


def kills() -> None:
    """Kills the server right after each 200 OK and looks whether the edit is there."""
    lost = 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite3"
        with Store.open(path) as store:
            fill(store, 1)
        for number in range(KILLS):
            server = Server(path)
            _edit(server, 1, number)
            server.kill()
            with Store.open(path) as store:
                lost += len(store.reviewing.events(Slot(1))) != number + 1
    print(f"{KILLS} kills right after 200 OK: {lost} edits lost")


def requests() -> None:
    """Sends requests of every form, right and wrong, and checks every reply."""
    from tests.unit.web.test_interface import bombard  # noqa: PLC0415 - the tests' own checks, many times over

    for mode in GenerationMode:
        with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.sqlite3") as store:
            fill(store, 1)
            app = create_app(store, Access(TOKEN, 8765), originals=Originals(), reviewer="bench")
            print(f"{bombard(app, mode, EXAMPLES):,} {mode.value} requests: 0 failures")


def editors() -> None:
    """Has up to ten people read, edit, undo and send again in every order, and checks the log after each step."""
    from tests.unit.web.test_editors import Editors  # noqa: PLC0415 - same

    begun = time.perf_counter()
    while Editors.steps < STEPS:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Editors,
            settings=settings(
                max_examples=20,
                stateful_step_count=100,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
    seconds = time.perf_counter() - begun
    print(f"{Editors.steps:,} steps of 2 to 10 editors in {seconds:.0f} s: 0 edits lost, 0 overwritten")


PARTS = {"pages": pages, "kills": kills, "requests": requests, "editors": editors}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
