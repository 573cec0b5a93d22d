"""Runs stand beside each other, counts add up, and what cannot be done says why."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractor.confidence import Calibration, Learned, identity_of
from extractor.errors import StoreError
from extractor.store import RunSummary, Store
from extractor.store.database import address_of, connect
from tests.factories import NARRATIVE, extraction, fact, failure, finding, item, quantity, result, run, skip


def test_counts_add_up(store: Store) -> None:
    """Files read are those done, failed and skipped; facts and findings are those of the run alone."""
    store.add_extraction("run-1", extraction(result(findings=[finding()]), failed=[item("2")], findings=[finding()]))
    store.add_extraction("run-1", extraction(stem="other"))
    store.add_failures("run-1", [failure("bad.txt")])
    store.add_skips("run-1", [skip(), skip("again.txt")])
    store.begin_run(run("run-2"))
    store.add_extraction("run-2", extraction(stem="third"))

    first, second = store.runs()
    expected = RunSummary(
        run(), done=2, failed=1, skipped=2, items=3, results=2, narratives_failed=1, facts=10, findings=2
    )

    assert expected == first
    assert (5, 1) == (first.read, first.items_failed)
    assert (1, 5) == (second.read, second.facts)


def test_calibration_is_kept_once(store: Store) -> None:
    """What confidences were learned from comes back whole; one that a run before the last version kept, too."""
    learned = Learned(facts=10, wrong=1, intercept=2.0, weights={})
    whole = Calibration(**dict(learned), identity=identity_of("rules"), bulletins=("a",))
    parted = whole.model_copy(update={"fields": {"value": learned, "role": learned, "subject": learned}})
    for one in (whole, parted, parted):
        store.keep_calibration(one)

    assert (whole, parted) == (store.calibration(whole.sha256), store.calibration(parted.sha256))
    assert store.calibration("0" * 64) is None


def test_latest_run_is_read_by_default(store: Store) -> None:
    """A second run over the same bulletin adds to the store; without a name the latest run is read."""
    before = extraction()
    after = extraction(result(facts=[]))
    store.add_extraction("run-1", before)
    store.begin_run(run("run-2"))
    store.add_extraction("run-2", after)

    assert (after,) == tuple(store.extractions())
    assert (before,) == tuple(store.extractions("run-1"))
    assert after.results[0] == store.result("demo/1")


def test_result_comes_from_the_latest_run_that_has_it(store: Store) -> None:
    """An item that only an earlier run did is found all the same."""
    store.add_extraction("run-1", extraction())
    store.begin_run(run("run-2"))
    store.add_extraction("run-2", extraction(result(item("2")), failed=[item("1")]))

    assert result() == store.result("demo/1")


def test_empty_store_has_nothing(address: str) -> None:
    """A store without runs gives no run, no extraction, no failure."""
    with Store.open(address) as store:
        assert () == store.runs()
        assert () == tuple(store.extractions())
        assert () == store.failures()
        with pytest.raises(StoreError, match=r"the store is empty"):
            store.result("demo/1")


def test_unknown_item_names_close_ids(store: Store) -> None:
    """Asking for an item that is not there names those that look like it."""
    store.add_extraction("run-1", extraction(result(item("11")), result(item("12"))))

    with pytest.raises(StoreError, match=r"no result for item 'demo/1'; try 'demo/1[12]', 'demo/1[12]'"):
        store.result("demo/1")


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.add_extraction("run-9", extraction()),
        lambda store: store.add_failures("run-9", [failure()]),
        lambda store: store.add_skips("run-9", [skip()]),
        lambda store: store.finish_run("run-9", datetime.now(UTC)),
        lambda store: tuple(store.extractions("run-9")),
        lambda store: store.failures("run-9"),
        lambda store: store.skips("run-9"),
    ],
    ids=["add_extraction", "add_failures", "add_skips", "finish_run", "extractions", "failures", "skips"],
)
def test_unknown_run_is_named(store: Store, ask: object) -> None:
    """Every method that takes a run id refuses one that is not there, and names one that is."""
    assert callable(ask)
    with pytest.raises(StoreError, match=r"no run 'run-9'; try 'run-1'"):
        ask(store)


def test_run_begins_once(store: Store) -> None:
    """A run id cannot be used again."""
    with pytest.raises(StoreError, match="already stored"):
        store.begin_run(run())


def test_bulletin_is_stored_once_a_run(store: Store) -> None:
    """The same bulletin twice in one run is refused, and the first stays whole."""
    store.add_extraction("run-1", extraction())

    with pytest.raises(StoreError, match="already stored"):
        store.add_extraction("run-1", extraction())
    assert (extraction(),) == tuple(store.extractions())


def test_foreign_result_is_refused(store: Store) -> None:
    """A result of an item that the bulletin does not hold is refused, and nothing of the bulletin is kept."""
    foreign = extraction().model_copy(update={"results": (result(item("7")),)})

    with pytest.raises(StoreError, match="'demo/7' belongs to no item"):
        store.add_extraction("run-1", foreign)
    assert 0 == store.runs()[0].done


def test_number_that_would_be_rounded_is_refused(store: Store) -> None:
    """A value beyond what a float holds exactly is refused whole, not stored nearly right."""
    huge = fact(quantity(NARRATIVE, "1座", 2**53 + 1, "座"))

    with pytest.raises(StoreError, match=r"9007199254740993 is too large"):
        store.add_extraction("run-1", extraction(result(facts=[fact(), huge])))
    assert (0, 0) == (store.runs()[0].done, store.runs()[0].facts)


def test_two_stores_take_turns(store: Store, address: str) -> None:
    """Another connection sees what was written at once, and writes in its turn."""
    with Store.open(address) as other:
        other.add_extraction("run-1", extraction(stem="one"))
        store.add_extraction("run-1", extraction(stem="two"))

        assert ["one", "two"] == [each.bulletin.stem for each in other.extractions()]


_KILLED = """
import os, sys
from extractor.store import Store, writing as module
from tests.factories import extraction, run
with Store.open(sys.argv[1]) as opened:
    opened.begin_run(run("killed"))
    opened.add_extraction("killed", extraction(stem="acknowledged"))
    module._findings_of = lambda *_: os._exit(9)
    opened.add_extraction("killed", extraction(stem="cut short"))
"""


def test_killed_writer_leaves_whole_bulletins(address: str) -> None:
    """A process killed inside a bulletin leaves all bulletins acknowledged before, and nothing of this one."""
    killed = subprocess.run([sys.executable, "-c", _KILLED, address], check=False, cwd=Path(__file__).parents[3])  # noqa: S603

    assert 9 == killed.returncode
    with Store.open(address) as store:
        assert (extraction(stem="acknowledged"),) == tuple(store.extractions())
        assert 1 == store.runs()[0].items


def test_facts_can_be_queried(store: Store, address: str) -> None:
    """What one would filter by has a column, so plain SQL answers plain questions."""
    store.add_extraction("run-1", extraction())

    engine = connect(address_of(address))
    with engine.connect() as plain:
        rows = plain.exec_driver_sql(
            "SELECT items.number, facts.value, facts.unit, facts.role FROM facts"
            " JOIN items ON items.key = facts.item_key WHERE mark_kind = 'quantities' AND unit = '元'"
        ).all()
    engine.dispose()

    assert [("1", 32000.0, "元", "actual")] == [tuple(row) for row in rows]
