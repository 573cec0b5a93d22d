"""A service for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .served import Asked, asking


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    """A service whose worker works."""
    with asking(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def idle(tmp_path: Path) -> Iterator[Asked]:
    """A service whose worker does not work, so that jobs wait."""
    with asking(tmp_path / "store.sqlite3", working=False) as opened:
        yield opened
