"""Documents of one run, each taken by one process at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from extractor.store import DocumentPlace, Store, leasing
from tests.factories import extraction, failure, run, skip

SHARED = run("run-2", digest="0123456789abcdef", documents=3)


@pytest.fixture
def key(store: Store) -> int:
    """The key of a run that is shared."""
    store.leases.join(SHARED, 3)
    return store.progress.key_of("run-2")


def test_who_comes_later_joins(store: Store, key: int) -> None:
    """A run that has no end is joined; after its end a new one is begun."""
    del key
    again = run("run-3", digest=SHARED.digest, documents=3)
    joined = store.leases.join(again, 3)
    store.finish_run("run-2", SHARED.started)

    assert (SHARED, again) == (joined, store.leases.join(again, 3))


def test_each_document_is_taken_once(store: Store, address: str, key: int) -> None:
    """Two processes take documents in their order, none of them both."""
    with Store.open(address) as other:
        taken = [
            one.leases.take(key, worker) for one, worker in [(store, "a"), (other, "b"), (store, "a"), (other, "b")]
        ]

    assert [0, 1, 2, None] == taken


def test_what_is_recorded_is_done(store: Store, key: int) -> None:
    """A bulletin stored whole, a failure and a skip are done; given back is only what is not."""
    store.add_extraction("run-2", extraction(), DocumentPlace(0))
    store.add_failures("run-2", [failure()], 1)
    taken = [store.leases.take(key, "a") for _ in range(3)]
    back = store.leases.release(key, "a")
    store.add_skips("run-2", [skip()], 2)
    store.leases.beat(key, "a")
    left = store.leases.undone(key)
    store.leases.take(key, "a")

    assert ([0, 1, 2], [2], 1) == (taken, back, left)
    assert ([], 0) == (store.leases.release(key, "a"), store.leases.undone(key))


def test_who_falls_silent_loses_what_it_took(store: Store, key: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the lease another may take it; who left a document does not wait for it, unless somebody is at it."""
    store.leases.take(key, "a")
    waited_for = store.leases.undone(key, {0, 1, 2})
    monkeypatch.setattr(leasing, "LEASE", timedelta(seconds=-1))
    taken = store.leases.take(key, "b")
    store.leases.release(key, "b")

    assert (1, 0, 0) == (waited_for, taken, store.leases.undone(key, {0, 1, 2}))


def test_a_document_is_stored_once(store: Store, key: int) -> None:
    """Who comes second with the same document or the same narrative changes nothing."""
    del key
    for _ in range(2):
        store.add_extraction("run-2", extraction(), DocumentPlace(0))

    assert [extraction()] == list(store.extractions("run-2"))
