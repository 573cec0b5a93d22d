"""Signals in the store, as plain SQL sees them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from extractor.records import Signals
from extractor.store import Store
from tests.factories import extraction, fact, result, run


def test_only_facts_of_a_model_have_signals(path: Path) -> None:
    """Facts that the rules labelled have none, which is nothing rather than JSON's null."""
    told = fact().model_copy(update={"signals": Signals(votes=0.6, samples=5, reasked=False, rules_agree=True)})
    with Store.open(path) as store:
        store.begin_run(run())
        store.add_extraction("run-1", extraction(result(facts=[fact(), told])))

    with closing(sqlite3.connect(path)) as plain:
        empty = plain.execute("SELECT count(*) FROM facts WHERE signals IS NULL").fetchone()
        votes = plain.execute("SELECT json_extract(signals, '$.votes') FROM facts WHERE signals IS NOT NULL").fetchall()

    assert ((1,), [(0.6,)]) == (empty, votes)
