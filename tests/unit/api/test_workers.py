"""Workers: several over one store, and what becomes of a job whose run cannot be."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.errors import ConfigurationError
from extractor.service import JobWorker
from extractor.service import jobs as working
from extractor.settings import Settings
from extractor.store import Job, Store, Upload
from tests.postgres import running_server

from .served import BULLETIN, OVER

SETTINGS = Settings(_env_file=None)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a store is to be: in a file, or on a server."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.sqlite3")
    else:
        with running_server() as server:
            yield server.new_database()


def given(store: Store, number: int = 1) -> list[Job]:
    """So many jobs, no two with the same document."""
    token = store.tokens.find(store.tokens.create("t", ["extract"]))
    assert token
    documents = [Upload("demo.txt", [BULLETIN.replace("7座", f"{at + 2}座").encode()]) for at in range(number)]
    return [store.jobs.add(token.key, [document], None) for document in documents]


def wait(store: Store, jobs: list[Job], seconds: float = 60.0) -> list[Job]:
    """The jobs once they are over."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.05)):
        found = [job for each in jobs if (job := store.jobs.get(each.id)) and job.state in OVER]
        if len(found) == len(jobs):
            return found
        pause.wait(0.05)
    raise AssertionError(store.jobs.counts())


def test_three_processes_share_the_jobs(address: str) -> None:
    """Each of three workers, over a connection of its own, does some of the jobs; each job is done in one run."""
    stores = [Store.open(address) for _ in range(3)]
    jobs = given(stores[0], 24)
    told: dict[int, list[str]] = {at: [] for at in range(3)}
    workers = [
        JobWorker(store, address, SETTINGS, lambda run, at=at: told[at].append(run.run.id), poll=0.05)  # type: ignore[misc]
        for at, store in enumerate(stores)
    ]
    for worker in workers:
        worker.start()
    ended = wait(stores[0], jobs)
    for worker in workers:
        worker.stop(10)
    runs = [run for each in told.values() for run in each]
    counts = [(run.done, run.results) for run in stores[0].runs()]
    for store in stores:
        store.close()

    assert {"done"} == {job.state for job in ended}
    assert 24 == len(runs) == len(set(runs)) == len({job.run_id for job in ended})
    assert [(1, 1)] * 24 == counts
    assert sum(bool(each) for each in told.values()) > 1


def test_a_job_that_cannot_be_run_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours fails its job, told by its kind alone; a setting that is wrong says what; the worker goes on."""
    faults: list[Exception] = [RuntimeError("公厕"), ConfigurationError("no model is named; set OPENAI_MODEL")]
    run_files = working.run_files

    def failing(*given: object, **named: object) -> object:
        if faults:
            raise faults.pop(0)
        return run_files(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(working, "run_files", failing)
    with Store.open(tmp_path / "store.sqlite3") as store:
        jobs = given(store, 3)
        worker = JobWorker(store, str(tmp_path / "store.sqlite3"), SETTINGS, poll=0.05)
        worker.start()
        ended = wait(store, jobs)
        worker.stop(10)

    assert [
        ("failed", "RuntimeError; please report it"),
        ("failed", "no model is named; set OPENAI_MODEL"),
        ("done", None),
    ] == [(job.state, job.reason) for job in ended]


def test_a_store_that_is_away_for_a_while_ends_no_worker(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the store cannot be read the worker says so and tries again."""
    path = tmp_path / "store.sqlite3"
    with Store.open(path) as store:
        [job] = given(store)
        kept = path.read_bytes()
        path.write_bytes(b"no database " * 1000)
        worker = JobWorker(store, str(path), SETTINGS, poll=0.02)
        worker.start()
        while "no job can be worked on" not in caplog.text:
            threading.Event().wait(0.02)
        path.write_bytes(kept)
        [ended] = wait(store, [job])
        worker.stop(10)

    assert "done" == ended.state


def test_who_lost_a_job_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that hears that its job is another's now leaves it; whoever takes it up goes on with its run."""
    monkeypatch.setattr(working, "_BEAT", 0.01)
    with Store.open(tmp_path / "store.sqlite3") as store:
        [job] = given(store)
        worker = JobWorker(store, str(tmp_path / "store.sqlite3"), SETTINGS, poll=0.02)
        run_files, taken = working.run_files, threading.Event()

        def slow(*given: object, **named: object) -> object:
            if not taken.is_set():
                taken.set()
                [mine] = [each for each in store.jobs.page(None, limit=1) if each.state == "running"]
                store.jobs.release(mine, worker.name)
                threading.Event().wait(0.2)
            return run_files(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(working, "run_files", slow)
        worker.start()
        [ended] = wait(store, [job])
        worker.stop(10)
        runs = store.runs()

    assert ("done", 1) == (ended.state, ended.taken)
    assert [True] == [run.run.finished is not None for run in runs]
