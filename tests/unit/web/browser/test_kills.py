"""Nothing that was answered with 200 is lost, whatever happens to the program next."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractor.store import Slot, Store
from tests.factories import extraction, run

from .conftest import serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
KILLS = 2
"""The benchmark `benchmarks.review` kills five hundred times."""


def test_killed_right_after_the_reply(tmp_path: Path) -> None:
    """A server that is killed the moment it said 200 has the edit on disk, every time."""
    path = tmp_path / "store.sqlite3"
    with Store.open(path) as store:
        store.begin_run(run())
        store.add_extraction("run-1", extraction())

    for kill in range(KILLS):
        with serving(path) as (server, printed):
            status = post_edit(printed, kill)
            server.kill()
        assert 200 == status
        with Store.open(path) as store:
            assert kill + 1 == len(store.reviewing.events(Slot(1)))


def post_edit(printed: str, version: int) -> int:
    """Accepts or rejects a fact by way of the interface; the status of the reply."""
    address = urlsplit(printed)
    edit = {"action": ("accept", "reject")[version % 2], "facts": ["m1"]}
    body = {"expected_version": version, "request": f"request-{version:08}", "edit": edit}
    headers = {
        "cookie": f"review-{address.port}={address.fragment}",
        "origin": f"http://{address.netloc}",
        "content-type": "application/json",
    }
    connection = HTTPConnection(address.netloc, timeout=30)
    connection.request("POST", "/api/narratives/1/edits", json.dumps(body), headers)
    status = connection.getresponse().status
    connection.close()
    return status
