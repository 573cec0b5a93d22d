"""An empty store for each test, in a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.store import Store
from tests.factories import run
from tests.postgres import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests."""
    with running_server() as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file of a store lies."""
    return tmp_path / "store.sqlite3"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, path: Path) -> str:
    """Where a store is to be: in a file, or on a server."""
    if request.param == "sqlite":
        return str(path)
    running: Server = request.getfixturevalue("server")
    return running.new_database()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A new store in which the run ``run-1`` has begun."""
    with Store.open(address) as opened:
        opened.begin_run(run())
        yield opened
