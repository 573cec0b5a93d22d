"""What goes into the store comes out equal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from pydantic import BaseModel
from sqlalchemy import inspect

from extractor.records import Extraction, Failure, Item, NarrativeResult, Run, Skip
from extractor.store import Store
from extractor.store.tables import FailureRow, ItemRow, ResultRow, RunRow, SkipRow, Table
from tests.factories import (
    NARRATIVE,
    extraction,
    fact,
    failure,
    finding,
    item,
    quantity,
    result,
    run,
    skip,
)

from .strategies import extractions


@given(extractions())
@settings(max_examples=60, deadline=None)
def test_any_extraction_is_rebuilt(stored: Extraction) -> None:
    """Whatever its texts, numbers, dates and spans, an extraction comes back equal."""
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.sqlite3") as store:
        store.begin_run(run())
        store.add_extraction("run-1", stored)

        assert (stored,) == tuple(store.extractions())


def test_usual_extraction_is_rebuilt(store: Store) -> None:
    """Items without a result, findings of item and bulletin, and failures all come back in their order."""
    first = extraction(
        result(findings=[finding("error", (2, 5)), finding("notice")]),
        result(item("2", "已建成𠮷乡公廁3座🚻")),
        failed=[item("3")],
        findings=[finding(check="item_count")],
    )
    second = extraction(stem="other")
    for each in (first, second):
        store.add_extraction("run-1", each)

    assert (first, second) == tuple(store.extractions("run-1"))


@pytest.mark.parametrize("text", ["\x00", "已建成\x007座", "\x10", "\x100\x10\x00", "\x00" * 3 + "\x10\x10"])
def test_nul_is_text_like_any(text: str, store: Store) -> None:
    """A NUL, which a server refuses, is kept in columns and in JSON, and so is what it is kept as."""
    stored = extraction(result(item(narrative=f"{NARRATIVE}{text}", task=text)), title=text)
    store.add_extraction("run-1", stored)
    store.add_failures("run-1", [failure().model_copy(update={"message": text})])

    assert (stored,) == tuple(store.extractions())
    assert [text] == [each.message for each in store.failures()]


def test_whole_numbers_stay_integers(store: Store) -> None:
    """A value that went in as 3 is not written out as 3.0 afterwards."""
    store.add_extraction("run-1", extraction(result(facts=[fact(quantity(NARRATIVE, "1座", 3, "座"))])))

    (kept,) = store.extractions()
    mark = kept.results[0].result.facts[0].mark

    assert '"value":3,' in mark.model_dump_json()


def test_results_keep_their_order(store: Store) -> None:
    """Results come back in the order they were given, even where it is not that of the items."""
    one, two = result(item("1")), result(item("2"))
    given_order = extraction(one, two).model_copy(update={"results": (two, one)})
    store.add_extraction("run-1", given_order)

    assert (given_order,) == tuple(store.extractions())


def test_run_keeps_its_moments(store: Store) -> None:
    """Start and end of a run are the same moments afterwards, whatever zone they were told in."""
    shanghai = timezone(timedelta(hours=8))
    told = run("run-2", started=datetime(2031, 6, 4, 17, 30, tzinfo=shanghai), calibration="ab12", prompt="label@cd34")
    finished = datetime(2031, 6, 4, 10, 0, tzinfo=UTC)
    store.begin_run(told)
    store.finish_run("run-2", finished)

    assert told.model_copy(update={"finished": finished}) == store.runs()[-1].run


def test_failures_and_skips_come_back(store: Store) -> None:
    """Files without a bulletin come back, apart from the failures inside a bulletin."""
    store.add_extraction("run-1", extraction(failed=[item("2")]))
    store.add_failures("run-1", [failure("a.txt"), failure("b.txt")])
    store.add_skips("run-1", [skip()])

    assert (failure("a.txt"), failure("b.txt")) == store.failures()
    assert (skip(),) == store.skips("run-1")


@pytest.mark.parametrize(
    ("record", "table"),
    [(Run, RunRow), (Item, ItemRow), (NarrativeResult, ResultRow), (Failure, FailureRow), (Skip, SkipRow)],
)
def test_every_field_has_its_place(record: type[BaseModel], table: type[Table]) -> None:
    """A field added to a record cannot be lost: it needs a column or a relationship of that name."""
    assert set() == set(record.model_fields) - set(inspect(table).attrs.keys())
