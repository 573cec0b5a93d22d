"""``extractor runs``, and runs by several processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import StoreError
from extractor.pipeline import Labelled
from extractor.service import run_files
from extractor.store import Store
from tests.commands import Cli
from tests.killing import DOCUMENTS, NARRATIVES, corpus


@pytest.fixture(autouse=True)
def _bulletins(tmp_path: Path) -> None:
    corpus(tmp_path / "in")


def test_processes_give_the_same_files(cli: Cli) -> None:
    """Two processes write what one writes, byte for byte."""
    codes = [cli("run", "in", "--out", f"by-{n}", "--processes", n, "-f", "jsonl", "-q")[0] for n in ("1", "2")]
    one, two = (Path(f"by-{n}/narratives.jsonl").read_bytes() for n in ("1", "2"))

    assert [0, 0] == codes
    assert one == two
    assert NARRATIVES == len(one.splitlines())


def test_runs_are_listed_and_shown(cli: Cli) -> None:
    """Every run with its counts; one by its id, with the reasons of what failed."""
    assert 4 == cli("run", "in", "none.txt", "-f", "jsonl", "-q")[0]
    [listed] = json.loads(cli("runs", "--json")[1])
    shown = json.loads(cli("runs", "show", listed["run"], "--json")[1])
    table = cli("runs")[1]

    assert ("done", DOCUMENTS + 1, NARRATIVES, 0, 0) == tuple(
        listed[name] for name in ("state", "documents", "narratives_done", "narratives_failed", "narratives_left")
    )
    assert ["missing"] == [failure["code"] for failure in shown["failures"]]
    assert (True, True) == (listed["run"] in table, f"{DOCUMENTS + 1}/{DOCUMENTS + 1}" in table)
    assert "failed: missing" in cli("runs", "show", listed["run"])[1]


def test_unknown_run_is_named(cli: Cli) -> None:
    """A run that is not there says where to look."""
    cli("run", "in", "-f", "jsonl", "-q")
    code, _, told = cli("runs", "show", "nine")

    assert (3, True) == (code, "extractor runs" in told)


def test_one_process_at_a_run(tmp_path: Path) -> None:
    """A run that another process holds is not worked at twice; once it lets go the run can be taken up."""
    folder = tmp_path / "in"
    with Store.open("store.sqlite3") as store, Store.open("store.sqlite3") as other:
        with pytest.raises(KeyboardInterrupt):
            run_files([folder], store, labeller=_interrupting, identity="model")
        [left] = store.runs()
        with other.progress.claimed(left.run.id) as held:
            assert held
            with pytest.raises(StoreError, match="under way in another process"):
                run_files([folder], store, identity="model")
        report = run_files([folder], store, identity="model")

        assert left.run.stopped is not None
        assert (left.run.id, True, True) == (report.run.id, report.resumed, report.complete)
        assert NARRATIVES == sum(tally.done for tally in report.tallies)


def _interrupting(*_: object) -> Labelled:
    """An engine during which the user interrupts."""
    raise KeyboardInterrupt


def test_a_reader_that_has_seen_enough(cli: Cli, tmp_path: Path) -> None:
    """Where what is printed goes to `head`, which closes its end, the command ends well and in silence."""
    cli("run", "in", "--out", "out", "-f", "jsonl", "-q")
    command = [sys.executable, "-m", "extractor", "runs", "--store", "out/extractor.sqlite3"]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        ended = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, cwd=tmp_path, check=False)  # noqa: S603

    assert (0, b"") == (ended.returncode, ended.stderr)
