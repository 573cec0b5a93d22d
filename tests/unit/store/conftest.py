"""An empty store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.store import Store
from tests.factories import run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "store.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new store in which the run ``run-1`` has begun."""
    with Store.open(path) as opened:
        opened.begin_run(run())
        yield opened
