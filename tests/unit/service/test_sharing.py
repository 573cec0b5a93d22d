"""One run shared by several processes, one of which is killed: nothing is lost, and the files are those of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.store import Store
from tests.fakes import endpoint
from tests.killing import AT_ONCE, DIED, DOCUMENTS, NARRATIVES, Death, answering, corpus, start
from tests.postgres import running_server

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where the shared store is to be: in a file, or on a server."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.sqlite3")
    else:
        with running_server() as server:
            yield server.new_database()


@pytest.mark.parametrize("point", ["opened", "stored"])
def test_shared_by_three(address: str, point: str, tmp_path: Path) -> None:
    """The two that live take up what the third fell silent over; only what it had under way is asked again."""
    folder = corpus(tmp_path / "in")
    with endpoint(answering) as fake:
        start(folder, fake.url, None, "--out", "alone").join()
        asked_alone = len(fake.requests)
        options = [("--share", "--store", address, "--out", f"by-{number}") for number in range(3)]
        killed = start(folder, fake.url, Death(point, 1, after=True), *options[0])
        killed.join()
        living = [start(folder, fake.url, None, *each) for each in options[1:]]
        for process in living:
            process.join()
        asked = len(fake.requests) - asked_alone
    [alone, *shared] = [(tmp_path / name / "narratives.jsonl").read_bytes() for name in ("alone", "by-1", "by-2")]
    with Store.open(address) as store:
        [run] = store.runs()

    assert [DIED, 0, 0] == [killed.exitcode, *(process.exitcode for process in living)]
    assert [alone] * 2 == shared
    assert (DOCUMENTS, NARRATIVES, 0, True) == (run.done, run.results, run.left, run.run.finished is not None)
    assert NARRATIVES <= asked <= NARRATIVES + AT_ONCE


def test_the_rules_share_too(tmp_path: Path) -> None:
    """By the rules each bulletin is done whole by one of them."""
    folder = corpus(tmp_path / "in")
    start(folder, "", None, "--engine", "rules", "--out", "alone").join()
    options = [("--engine", "rules", "--share", "--store", "s.sqlite3", "--out", f"by-{number}") for number in (1, 2)]
    processes = [start(folder, "", None, *each) for each in options]
    for process in processes:
        process.join()
    [alone, *shared] = [(tmp_path / name / "narratives.jsonl").read_bytes() for name in ("alone", "by-1", "by-2")]

    assert [0, 0] == [process.exitcode for process in processes]
    assert [alone] * 2 == shared
