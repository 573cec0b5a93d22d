"""Jobs: taken once, heard of, given back, ended."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from extractor.store import Job, Store, Upload
from extractor.store.database import address_of, connect, for_writing
from extractor.store.jobs import LEASE, MOST_TAKEN

UPLOADS = [Upload("一.txt", [b"\x00\xff"]), Upload("二.txt", ["进".encode(), "展".encode()]), Upload("空.txt", [])]


def contents(uploads: Iterable[Upload]) -> list[tuple[str, bytes]]:
    """Names and whole contents."""
    return [(upload.name, b"".join(upload.pieces)) for upload in uploads]


@pytest.fixture
def owner(store: Store) -> int:
    """A token to give jobs with."""
    return owner_of(store, "intake")


def owner_of(store: Store, name: str) -> int:
    """The key of a new token."""
    token = store.tokens.find(store.tokens.create(name, ["extract"]))
    assert token
    return token.key


def taken(store: Store, worker: str = "w") -> Job:
    """The next job, which must be there."""
    job = store.jobs.take(worker)
    assert job
    return job


def silence(address: str, since: timedelta) -> None:
    """Makes all workers silent for so long."""
    engine = connect(address_of(address))
    when = (datetime.now(UTC) - since).replace(tzinfo=None)
    with for_writing(engine).begin() as connection:
        connection.execute(text("UPDATE jobs SET beat = :when WHERE state = 'running'"), {"when": when})
    engine.dispose()


def documents_left(address: str) -> int:
    """Documents that the store still has."""
    engine = connect(address_of(address))
    with engine.connect() as connection:
        number: int = connection.execute(text("SELECT count(*) FROM job_documents")).scalar_one()
    engine.dispose()
    return number


def test_documents_come_back_as_given(store: Store, owner: int, address: str) -> None:
    """Bytes and names are those given, also for another process that opens the store."""
    store.jobs.add(owner, UPLOADS, date(2031, 6, 5))

    with Store.open(address) as other:
        job = taken(other)

        assert contents(UPLOADS) == contents(other.jobs.uploads(job))
    assert ("running", 3, date(2031, 6, 5), "intake", 1) == (
        job.state,
        job.documents,
        job.anchor_date,
        job.owner,
        job.taken,
    )


def test_first_come_first_served(store: Store, owner: int) -> None:
    """Jobs are taken in the order they came; afterwards there is none."""
    given = [store.jobs.add(owner, UPLOADS, None).id for _ in range(3)]

    assert given == [taken(store).id for _ in range(3)]
    assert store.jobs.take("w") is None


def test_a_finished_job_keeps_no_document(store: Store, owner: int, address: str) -> None:
    """Done, failed or cancelled: what was given is gone, what came of it is told."""
    done, failed, cancelled = (store.jobs.add(owner, UPLOADS, None) for _ in range(3))
    before = documents_left(address)
    store.jobs.finish(taken(store), "w", run_id="run-1")
    store.jobs.finish(taken(store), "w", reason="broken")
    store.jobs.cancel(cancelled)
    ended = [store.jobs.get(job.id) for job in (done, failed, cancelled)]

    assert (12, 0) == (before, documents_left(address))
    assert [("done", "run-1", None), ("failed", None, "broken"), ("cancelled", None, None)] == [
        (job.state, job.run_id, job.reason) for job in ended if job
    ]
    assert all(job and job.finished for job in ended)
    assert {"done": 1, "failed": 1, "cancelled": 1} == store.jobs.counts()


def test_only_what_waits_can_be_cancelled(store: Store, owner: int) -> None:
    """A job that runs, or is over, stays as it is."""
    job = store.jobs.add(owner, UPLOADS, None)
    running = taken(store)
    while_running = store.jobs.cancel(job)
    store.jobs.finish(running, "w", run_id="run-1")

    assert (False, False) == (while_running, store.jobs.cancel(job))


def test_a_released_job_waits_again(store: Store, owner: int) -> None:
    """It was as good as not taken: its documents are there and it counts as taken once."""
    store.jobs.add(owner, UPLOADS, None)
    store.jobs.release(taken(store), "w")
    again = taken(store, "other")

    assert 1 == again.taken
    assert contents(UPLOADS) == contents(store.jobs.uploads(again))


def test_a_job_of_a_silent_worker_goes_back(store: Store, owner: int, address: str) -> None:
    """Who fell silent has lost its job, and cannot end it any more; who is heard of keeps it."""
    store.jobs.add(owner, UPLOADS, None)
    lost = taken(store, "first")
    silence(address, LEASE - timedelta(seconds=20))
    kept = store.jobs.take("second")
    silence(address, LEASE + timedelta(seconds=1))
    again = taken(store, "second")

    assert kept is None
    assert (lost.id, 2) == (again.id, again.taken)
    assert (False, False, False) == (
        store.jobs.beat(lost, "first"),
        store.jobs.finish(lost, "first", run_id="run-1"),
        store.jobs.release(lost, "first"),
    )
    assert store.jobs.beat(again, "second")


def test_a_worker_that_lost_a_job_and_took_it_again_ends_it_once(store: Store, owner: int, address: str) -> None:
    """Its first try is over, even though the worker is the same."""
    store.jobs.add(owner, UPLOADS, None)
    first = taken(store)
    silence(address, LEASE + timedelta(seconds=1))
    second = taken(store)

    assert (False, True) == (store.jobs.finish(first, "w", run_id="a"), store.jobs.finish(second, "w", run_id="b"))


def test_a_job_that_kills_its_workers_fails(store: Store, owner: int, address: str) -> None:
    """After so many lost workers it is not given to another one."""
    given = store.jobs.add(owner, UPLOADS, None)
    for _ in range(MOST_TAKEN):
        taken(store)
        silence(address, LEASE + timedelta(seconds=1))
    none = store.jobs.take("w")
    ended = store.jobs.get(given.id)

    assert none is None
    assert ended
    assert ("failed", 0) == (ended.state, documents_left(address))
    assert "3 workers were lost" in (ended.reason or "")


def test_a_repeated_request_is_one_job(store: Store, owner: int) -> None:
    """The same name of a request from the same owner leads to the same job, from another to another."""
    first = store.jobs.add(owner, UPLOADS, None, "r-1")
    second = store.jobs.add(owner, UPLOADS, None, "r-1")
    other = store.jobs.add(owner_of(store, "other"), UPLOADS, None, "r-1")

    assert first == second
    assert first.id != other.id
    assert {"queued": 2} == store.jobs.counts()


def test_owners_see_their_own(store: Store, owner: int) -> None:
    """Jobs of others are neither listed nor found; without an owner all are, the latest first."""
    other = owner_of(store, "other")
    mine, theirs = store.jobs.add(owner, UPLOADS, None), store.jobs.add(other, UPLOADS, None)

    assert [mine] == list(store.jobs.page(owner, limit=10))
    assert [theirs, mine] == list(store.jobs.page(None, limit=10))
    assert [mine] == list(store.jobs.page(None, limit=1, offset=1))
    assert (None, theirs) == (store.jobs.get(theirs.id, owner), store.jobs.get(theirs.id, other))


def test_many_workers_take_each_job_once(store: Store, owner: int, address: str) -> None:
    """Eight workers with a connection each, forty jobs: each is taken once and none is left."""
    given = {store.jobs.add(owner, UPLOADS[:1], None).id for _ in range(40)}

    def work(number: int) -> list[str]:
        found = []
        with Store.open(address) as own:
            while job := own.jobs.take(f"w{number}"):
                found.append(job.id)
                own.jobs.finish(job, f"w{number}", run_id="run-1")
        return found

    with ThreadPoolExecutor(8) as pool:
        found = [job for jobs in pool.map(work, range(8)) for job in jobs]

    assert 40 == len(found)
    assert given == set(found)
    assert {"done": 40} == store.jobs.counts()


@pytest.mark.postgresql
@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_no_worker_waits_for_another(store: Store, owner: int, address: str) -> None:
    """While one transaction holds the first job, another worker takes the second at once."""
    first, second = (store.jobs.add(owner, UPLOADS, None) for _ in range(2))
    engine = connect(address_of(address))
    with engine.begin() as holding:
        holding.execute(text("SET LOCAL lock_timeout = '1s'"))
        holding.execute(text("SELECT key FROM jobs WHERE id = :id FOR UPDATE"), {"id": first.id})
        job = taken(store)
    engine.dispose()

    assert second.id == job.id
