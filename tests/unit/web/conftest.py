"""The application on a store of its own, asked without a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from extractor.service.originals import Originals
from extractor.store import Store
from extractor.web import Access, create_app
from tests.factories import extraction, finding, item, result, run, varied

ACCESS = Access(token="t" * 43, port=8765)
ORIGIN = "http://127.0.0.1:8765"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with two usual narratives, and a bulletin with what is hard to show."""
    with Store.open(tmp_path / "store.sqlite3") as opened:
        opened.begin_run(run())
        opened.add_extraction("run-1", extraction(result(item("1"), findings=[finding()]), result(item("2"))))
        opened.add_extraction("run-1", varied())
        yield opened


@pytest.fixture
def app(store: Store) -> FastAPI:
    """The application at that store."""
    return create_app(store, replace(ACCESS, tokens=store.tokens), originals=Originals(), reviewer="林知夏")


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """A browser that has not come in."""
    return TestClient(app, ORIGIN, headers={"sec-fetch-site": "same-origin"}, raise_server_exceptions=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A browser that has come in."""
    stranger.cookies.set(ACCESS.cookie, ACCESS.token)
    return stranger
