"""A run killed at any point, and started again: nothing stored is lost or asked again, and its files are the same."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes import FakeEndpoint, endpoint
from tests.killing import AT_ONCE, DIED, NARRATIVES, POINTS, STORE, Death, answering, corpus, start, stored, unjudged

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ONCE = {"planned", "begun", "claimed", "finished"}
"""Points that a run passes once."""
BETWEEN = {"planned", "begun", "claimed", "opened"}
"""Points before which nothing is done that the point before them had not done."""
DEATHS = [
    Death(point, 1 if point in ONCE else 2, after)
    for point in POINTS
    for after in (False, True)
    if after or point not in BETWEEN
]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeEndpoint]:
    """An endpoint that answers each narrative in its own way."""
    with endpoint(answering) as running:
        yield running


@pytest.fixture(scope="module")
def expected(fake: FakeEndpoint, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run that nothing interrupts."""
    root = tmp_path_factory.mktemp("whole")
    process = start(corpus(root / "in"), fake.url)
    process.join()
    assert 0 == process.exitcode
    return files(root)


def files(root: Path) -> dict[str, bytes]:
    """What a run wrote besides its store."""
    return {path.name: path.read_bytes() for path in (root / "out").rglob("*.*") if path.suffix in {".jsonl", ".csv"}}


def runs(root: Path) -> int:
    """Runs in the store."""
    with closing(sqlite3.connect(root / STORE)) as plain:
        found: int = plain.execute("SELECT count(*) FROM runs WHERE finished IS NOT NULL").fetchone()[0]
        return found


@pytest.mark.parametrize("death", DEATHS, ids=lambda death: f"{'after' if death.after else 'before'} {death.point}")
def test_killed_at_a_point(death: Death, fake: FakeEndpoint, expected: dict[str, bytes], tmp_path: Path) -> None:
    """The second process goes on; of what the first had asked, only what was under way is asked again."""
    folder, before = corpus(tmp_path / "in"), len(fake.requests)
    first = start(folder, fake.url, death)
    first.join()
    under_way, kept = unjudged(tmp_path / STORE), stored(tmp_path / STORE)
    second = start(folder, fake.url)
    second.join()
    asked = len(fake.requests) - before

    assert (DIED, 0) == (first.exitcode, second.exitcode)
    assert expected == files(tmp_path)
    assert under_way <= AT_ONCE
    assert NARRATIVES <= asked <= NARRATIVES + under_way
    assert kept <= stored(tmp_path / STORE)


def test_killed_again_and_again(fake: FakeEndpoint, expected: dict[str, bytes], tmp_path: Path) -> None:
    """Seven kills at random moments, some of them while a run is being taken up, cost no more than was under way."""
    folder, before, chance = corpus(tmp_path / "in"), len(fake.requests), random.Random(11)  # noqa: S311 - no secret
    under_way = kills = 0
    for _ in range(7):
        process = start(folder, fake.url, None)
        time.sleep(chance.uniform(0.15, 0.6))
        process.kill()
        process.join()
        kills += process.exitcode != 0
        under_way = unjudged(tmp_path / STORE)
        assert under_way <= AT_ONCE * kills
    last = start(folder, fake.url)
    last.join()

    assert 0 == last.exitcode
    assert expected == files(tmp_path)
    assert NARRATIVES <= len(fake.requests) - before <= NARRATIVES + under_way


def test_a_finished_run_is_not_taken_up(fake: FakeEndpoint, expected: dict[str, bytes], tmp_path: Path) -> None:
    """The same command after the end of its run makes another run, which asks nothing."""
    folder, before = corpus(tmp_path / "in"), len(fake.requests)
    for _ in range(2):
        process = start(folder, fake.url)
        process.join()

    assert NARRATIVES == len(fake.requests) - before
    assert 2 == runs(tmp_path)
    assert expected == files(tmp_path)


def test_no_resume_begins_anew(fake: FakeEndpoint, expected: dict[str, bytes], tmp_path: Path) -> None:
    """A run that is not to be taken up stays as it was left; the other one still asks for no answer twice."""
    folder, before = corpus(tmp_path / "in"), len(fake.requests)
    start(folder, fake.url, Death("stored", 5, after=True)).join()
    under_way = unjudged(tmp_path / STORE)
    process = start(folder, fake.url, None, "--no-resume")
    process.join()

    assert 1 == runs(tmp_path)
    assert len(fake.requests) - before <= NARRATIVES + under_way
    assert expected == files(tmp_path)
