"""Each migration up, down and up again, with the rows that it promises to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from extractor.confidence import packaged_calibration
from extractor.review import Event
from extractor.store import Sent, Slot, Store, TaskLink, Upload
from extractor.store.database import address_of, connect, for_writing
from extractor.store.migrating import configuration, upgrade
from tests.factories import extraction, failure, run, skip, usual_facts, varied


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """A database without tables."""
    made = connect(address_of(address))
    yield made
    made.dispose()


def revisions(engine: Engine) -> list[str]:
    """Every version, the first one first."""
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(configuration(connection))
        return [each.revision for each in reversed(list(script.walk_revisions()))]


def migrate(engine: Engine, revision: str, *, down: bool = False) -> None:
    """Bring the database to a version."""
    with for_writing(engine).begin() as connection:
        (command.downgrade if down else command.upgrade)(configuration(connection), revision)


def columns(engine: Engine) -> dict[str, set[str]]:
    """Every table with the names of its columns."""
    found = inspect(engine)
    return {
        table: {column["name"] for column in found.get_columns(table)}
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def rows(engine: Engine, names: dict[str, set[str]]) -> dict[str, list[dict[str, object]]]:
    """All rows of every table."""
    with engine.connect() as connection:
        return {
            table: [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608, SLF001
            for table in names
        }


def those_of(kept: dict[str, list[dict[str, object]]], names: dict[str, set[str]]) -> dict[str, list[str]]:
    """As much of the rows as stands in these tables and columns, in some order."""
    return {
        table: sorted(repr([(name, row[name]) for name in sorted(columns)]) for row in kept[table])
        for table, columns in names.items()
    }


def fill(address: str) -> None:
    """Something in every table."""
    with Store.open(address) as store:
        store.begin_run(run())
        store.add_extraction("run-1", extraction(stem="a"))
        store.add_extraction("run-1", varied())
        store.add_failures("run-1", [failure()])
        store.add_skips("run-1", [skip()])
        store.leases.join(run("shared", digest="0"), 1)
        store.asking.refuse("r", "raw")
        store.asking.begin("r", 1)
        token = store.tokens.find(store.tokens.create("intake", ["extract"]))
        assert token
        store.batches.plan("run-1", "t", "umber-1", [("r", 1)])
        _review(store)
        calibration = packaged_calibration("rules").calibration
        assert calibration
        store.keep_calibration(calibration)
        store.jobs.add(token.key, [Upload("a.txt", [b"\x00\xff"])], None)


def _review(store: Store) -> None:
    """A decision on a narrative, a claim of it, and a link of its task."""
    at = datetime(2031, 6, 5, 8, tzinfo=UTC)
    marks = tuple(fact.mark for fact in usual_facts())
    event = Event(version=1, action="split", facts=("m0",), before=marks[:1], after=marks, reviewer="林知夏", at=at)
    store.reviewing.append(Slot(1), event, "started", Sent("r", "d"))
    store.reviewing.claim(Slot(1), "林知夏", at, at + timedelta(hours=1))
    store.reviewing.link(TaskLink("a/1", "b/1", same=True, reviewer="林知夏", at=at))


def test_every_version_goes_down_and_up(engine: Engine) -> None:
    """From the first version to the last: one up, one down, one up gives the same tables each time."""
    for before, revision in zip(["base", *revisions(engine)], revisions(engine), strict=False):
        lower = columns(engine)
        migrate(engine, revision)
        higher = columns(engine)
        migrate(engine, before, down=True)
        undone = columns(engine)
        migrate(engine, revision)

        assert (lower, higher) == (undone, columns(engine)), revision
        assert lower != higher, revision


def test_no_row_is_lost_on_the_way_down(engine: Engine, address: str) -> None:
    """Each step down takes its own tables and columns away, and leaves all else as it was."""
    fill(address)
    steps = revisions(engine)
    assert [] == [table for table, found in rows(engine, columns(engine)).items() if not found], "fill them above"
    for lower in reversed(steps[:-1]):
        before = rows(engine, columns(engine))
        names = columns(engine)
        migrate(engine, lower, down=True)
        left = columns(engine)

        assert left != names
        assert those_of(before, left) == those_of(rows(engine, left), left), lower


def test_a_store_that_was_taken_down_and_up_holds_its_runs(engine: Engine, address: str) -> None:
    """Below the service and up again, runs and facts are what they were; its tokens and jobs are gone, as promised."""
    fill(address)
    below = "0008"
    with Store.open(address) as store:
        before = list(store.extractions("run-1")), store.failures("run-1"), store.skips("run-1"), store.runs()
    migrate(engine, below, down=True)
    upgrade(engine, "test")

    with Store.open(address) as store:
        assert before == (
            list(store.extractions("run-1")),
            store.failures("run-1"),
            store.skips("run-1"),
            store.runs(),
        )
        assert ((), {}) == (store.tokens.all(), store.jobs.counts())
