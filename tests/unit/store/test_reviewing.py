"""What people decide is kept, in order, once, and by nobody changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from extractor.errors import StaleError, StoreError
from extractor.review import Event
from extractor.store import Sent, Slot, Store, TaskLink
from extractor.store.database import address_of, connect
from tests.factories import extraction, finding, item, result, run, usual_facts

AT = datetime(2031, 6, 5, 8, tzinfo=UTC)
SLOT = Slot(1)
MARKS = tuple(fact.mark for fact in usual_facts())


def event(version: int = 1, reviewer: str = "林知夏") -> Event:
    """An event with marks of every kind."""
    return Event(
        version=version, action="split", facts=("m0",), before=MARKS[:1], after=MARKS, reviewer=reviewer, at=AT
    )


@pytest.fixture(autouse=True)
def _items(store: Store) -> None:
    store.add_extraction("run-1", extraction(result(item("1"), findings=[finding()]), result(item("2"))))


def test_events_come_back_as_they_were(store: Store, address: str) -> None:
    """Events are equal to what was added, in order, also for who opens the store anew; a second review is apart."""
    given = [event(1), event(2)]
    for each in given:
        store.reviewing.append(SLOT, each, "started", Sent(f"r{each.version}", "d"))

    with Store.open(address) as again:
        assert tuple(given) == again.reviewing.events(SLOT)
        assert () == again.reviewing.events(Slot(1, 2)) == again.reviewing.events(Slot(2))
        assert {1: (2, "started", "林知夏")} == again.reviewing.states()


def test_stale_event_is_refused(store: Store) -> None:
    """Of two events made to the same version one is kept, and the other one told."""
    store.reviewing.append(SLOT, event(), "started", Sent("a", "d"))

    with pytest.raises(StaleError, match="at version 1, the edit knew 0"):
        store.reviewing.append(SLOT, event(1, "周牧野"), "started", Sent("b", "d"))
    assert 1 == len(store.reviewing.events(SLOT))


def test_sending_again_changes_nothing(store: Store) -> None:
    """The same request gives the event it made; another edit under its name is refused."""
    kept = store.reviewing.append(SLOT, event(), "started", Sent("a", "d"))

    assert kept == store.reviewing.append(SLOT, event(), "started", Sent("a", "d"))
    with pytest.raises(StoreError, match="was used for another edit"):
        store.reviewing.append(SLOT, event(2), "started", Sent("a", "other"))
    assert 1 == len(store.reviewing.events(SLOT))


def test_many_at_once_lose_nothing(store: Store) -> None:
    """Eight people who add at once, each again until it is taken: every event kept has a version of its own."""

    def add(reviewer: str) -> int:
        refused = 0
        for number in range(5):
            while True:
                version = len(store.reviewing.events(SLOT)) + 1
                try:
                    store.reviewing.append(SLOT, event(version, reviewer), "started", Sent(str(number), "d"))
                    break
                except StaleError:
                    refused += 1
        return refused

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, [f"p{number}" for number in range(8)]))

    events = store.reviewing.events(SLOT)
    assert list(range(1, 41)) == [each.version for each in events]
    assert {f"p{number}": 5 for number in range(8)} == {
        name: sum(each.reviewer == name for each in events) for name in {each.reviewer for each in events}
    }


@pytest.mark.parametrize("table", ["review_events", "review_claims", "task_links"])
@pytest.mark.parametrize("change", ["UPDATE {} SET reviewer = 'x'", "DELETE FROM {}"])
def test_nothing_is_changed_or_deleted(store: Store, address: str, table: str, change: str) -> None:
    """The database itself refuses to change or delete what was decided."""
    store.reviewing.append(SLOT, event(), "started", Sent("a", "d"))
    store.reviewing.claim(SLOT, "林知夏", AT, AT + timedelta(minutes=1))
    store.reviewing.link(TaskLink("demo/1", "later/1", same=True, reviewer="林知夏", at=AT))
    engine = connect(address_of(address))

    with pytest.raises(DBAPIError, match="only added to"), engine.begin() as connection:
        connection.execute(text(change.format(table)))
    engine.dispose()
    assert 1 == len(store.reviewing.events(SLOT))


def test_claims_show_until_their_time_is_over(store: Store) -> None:
    """Whoever comes second is told who is there; after letting go, or in time, it is free."""
    soon = AT + timedelta(minutes=10)
    assert store.reviewing.claim(SLOT, "林知夏", AT, soon) is None
    assert ("林知夏", soon) == store.reviewing.claim(SLOT, "周牧野", AT, soon)
    assert {1: ("林知夏", soon)} == store.reviewing.claims(AT)
    assert {} == store.reviewing.claims(AT, 2) == store.reviewing.claims(soon)

    store.reviewing.claim(SLOT, "林知夏", AT, AT)
    assert store.reviewing.claim(SLOT, "周牧野", AT, soon) is None
    assert {1: ("周牧野", soon)} == store.reviewing.claims(AT)


def test_latest_word_on_a_link_counts(store: Store) -> None:
    """Who confirms a link and then denies it has denied it."""
    for same in (True, False):
        store.reviewing.link(TaskLink("demo/1", "later/1", same, "林知夏", AT))

    assert [False] == [link.same for link in store.reviewing.links().values()]


def test_catalogue_tells_what_there_is(store: Store) -> None:
    """Every item with a result is listed with its confidences and findings; later ones can be asked for alone."""
    entries = store.catalogue.entries()
    first = entries[0]
    store.begin_run(run("run-2"))
    store.add_extraction("run-2", extraction(stem="later"))

    assert ["demo/1", "demo/2"] == [entry.id for entry in entries]
    assert [fact.confidence for fact in usual_facts()] == [confidence for _, confidence in first.doubts]
    assert ((("done_over_target", "warning"),), ("柏塘区住建局",)) == (first.findings, first.units)
    assert ["later/1"] == [entry.id for entry in store.catalogue.entries(store.catalogue.latest_extraction() - 1)]
    assert result(item("1"), findings=[finding()]) == store.catalogue.item(first.item_key)
    with pytest.raises(StoreError, match="no item"):
        store.catalogue.item(99)
