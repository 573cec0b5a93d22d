"""What people decided is written down twice, and whoever changes either is noticed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractor.errors import StoreError
from extractor.review import Event
from extractor.store import Sent, Slot, Store, TaskLink
from extractor.store.journal import Journal
from tests.factories import extraction, item, result, run, usual_facts

AT = datetime(2031, 6, 5, 8, tzinfo=UTC)
MARKS = tuple(fact.mark for fact in usual_facts())
SLOT = Slot(1)


@pytest.fixture
def bare(path: Path) -> Path:
    """A store with two items and no decision."""
    with Store.open(path) as store:
        store.begin_run(run())
        store.add_extraction("run-1", extraction(result(item("1")), result(item("2"))))
    return path


@pytest.fixture
def reviewed(bare: Path) -> Path:
    """The same with three events and a link, by two programs in turn."""
    with Store.open(bare) as one, Store.open(bare) as other:
        for version, store in enumerate((one, other, one), start=1):
            decide(store, version)
        other.reviewing.link(TaskLink("demo/1", "demo/2", True, "周牧野", AT))  # noqa: FBT003
    return bare


def decide(store: Store, version: int) -> None:
    """Adds an event with marks of every kind."""
    given = Event(version=version, action="split", before=MARKS[:1], after=MARKS, reviewer="林知夏", at=AT)
    store.reviewing.append(SLOT, given, "started", Sent(f"request-{version}", "d"))


def journal_of(path: Path) -> Path:
    """The file beside a store."""
    return path.with_suffix(".reviews.jsonl")


def test_both_say_the_same(reviewed: Path) -> None:
    """Four decisions, each once, for the owner's eyes alone; there is nothing to add."""
    with Store.open(reviewed) as store:
        report = store.decisions.examine()
        assert report is not None
        assert (4, True, 64) == (report.decisions, report.whole, len(report.seal))
        assert 0 == store.decisions.catch_up()
    assert 0o600 == journal_of(reviewed).stat().st_mode & 0o777


def test_no_bit_of_the_journal_can_be_turned(reviewed: Path, tmp_path: Path) -> None:
    """Whichever byte is changed, the seals tell."""
    data = journal_of(reviewed).read_bytes()
    changed = Journal(tmp_path / "changed")
    for place in range(0, len(data), 3):
        changed.path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        content = changed.content()
        assert content.broken is not None or content.torn, place


Lines = list[bytes]
CHANGES: list[tuple[str, Callable[[Lines], Lines], str]] = [
    ("a line taken out", lambda lines: [lines[0], *lines[2:]], "line 2 was changed"),
    ("two exchanged", lambda lines: [lines[1], lines[0], *lines[2:]], "line 1 was changed"),
    ("one repeated", lambda lines: [*lines, lines[-1]], "line 5 was changed"),
    ("no JSON", lambda lines: [*lines, b"[]\n"], "line 5 was changed"),
]


@pytest.mark.parametrize(("change", "told"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_changed_lines_are_told(reviewed: Path, change: Callable[[Lines], Lines], told: str) -> None:
    """A review is not begun over a journal that was changed."""
    file = journal_of(reviewed)
    file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))

    with Store.open(reviewed) as store, pytest.raises(StoreError, match=told):
        store.decisions.catch_up()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_events SET reviewer = 'x' WHERE version = 2",
        "UPDATE review_events SET after = '[]' WHERE version = 3",
        "DELETE FROM review_events WHERE version = 3",
        "DELETE FROM task_links",
        "UPDATE task_links SET same = 0",
    ],
)
def test_changes_of_the_store_are_told(reviewed: Path, statement: str) -> None:
    """Who gets past the triggers of the database does not get past the journal."""
    with sqlite3.connect(reviewed) as connection:
        for [name] in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    connection.close()

    with Store.open(reviewed) as store, pytest.raises(StoreError, match=r"1 decision\(s\) of .* are not in the store"):
        store.decisions.catch_up()


@pytest.mark.parametrize("left", [-1, -40, -2000], ids=["line end", "half a line", "lines"])
def test_what_a_crash_cut_off_is_added(reviewed: Path, left: int) -> None:
    """A journal that ends too early is told, and completed from the store as the review begins."""
    file = journal_of(reviewed)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])

    with Store.open(reviewed) as store:
        assert (report := store.decisions.examine()) is not None
        assert not report.whole
        assert 1 <= store.decisions.catch_up()
        decide(store, 4)
        assert (report := store.decisions.examine()) is not None
        assert (True, 5) == (report.whole, report.decisions)


def test_a_store_from_before_is_brought_up_to_date(bare: Path, reviewed: Path) -> None:
    """A store without its journal gets one."""
    journal_of(reviewed).unlink()

    with Store.open(bare) as store:
        assert 4 == store.decisions.catch_up()
        assert (report := store.decisions.examine()) is not None
        assert report.whole


def test_decisions_come_back_from_the_journal(path: Path, bare: Path, tmp_path: Path) -> None:
    """A backup from before the review and the journal together are the reviewed store again, event for event."""
    backup = tmp_path / "backup.sqlite3"
    shutil.copy(bare, backup)
    with Store.open(path) as store:
        for version in (1, 2):
            decide(store, version)
        store.reviewing.link(TaskLink("demo/1", "demo/2", False, "周牧野", AT))  # noqa: FBT003
        events, links = store.reviewing.events(SLOT), store.reviewing.links()
    shutil.copy(journal_of(path), journal_of(backup))

    with Store.open(backup) as store:
        with pytest.raises(StoreError, match="review --recover"):
            store.decisions.catch_up()
        assert (3, 0) == (store.decisions.recover(), store.decisions.catch_up())
        assert (events, links) == (store.reviewing.events(SLOT), store.reviewing.links())


def test_what_cannot_be_taken_in(reviewed: Path, tmp_path: Path) -> None:
    """Decisions about a store's other items, or beside other decisions, are refused whole."""
    other = tmp_path / "other.sqlite3"
    with Store.open(other) as store:
        shutil.copy(journal_of(reviewed), journal_of(other))
        with pytest.raises(StoreError, match="no item 'demo/1' of run 'run-1'"):
            store.decisions.recover()
        store.begin_run(run())
        store.add_extraction("run-1", extraction(result(item("1")), result(item("2"))))
        journal_of(other).unlink()
        store.reviewing.append(
            SLOT, Event(version=1, action="skip", reviewer="周牧野", at=AT), "skipped", Sent("request-9", "d")
        )
        shutil.copy(journal_of(reviewed), journal_of(other))
        with pytest.raises(StoreError, match="one of the two was changed"):
            store.decisions.recover()
        assert 1 == len(store.reviewing.events(SLOT))
