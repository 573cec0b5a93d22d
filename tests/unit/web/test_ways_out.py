"""Nothing that is written into an address or a filter leads out of what the pages show."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from extractor.store import Store
from extractor.web import new_or_kept_token
from tests.factories import extraction, item, result, run
from tests.payloads import PATHS, QUERIES

from .conftest import ACCESS

CANARY = "nobody may read this"
FILTERS = ("bulletin", "unit", "kind", "status", "finding", "search")
PLACES = (
    *("/narratives/{}", "/api/narratives/{}", "/originals/{}/1.png", "/originals/1/{}.png", "/bulletins/{}"),
    *("/bulletins/{}/facts.xlsx", "/static/{}", "/{}"),
)


class Reply:
    """Status, headers and body of a reply."""

    def __init__(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        self.status = status
        self.headers = {name.decode().lower(): value.decode("latin-1") for name, value in headers}
        self.text = body.decode("utf-8", "replace")


def ask(app: FastAPI, targets: Sequence[str]) -> list[Reply]:
    """What reading each target gives; it goes to the application as it is, with no client tidying it up before."""
    # in a thread of its own, for a browser test may have an event loop run in this one
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_asked(app, targets))).result()


async def _asked(app: FastAPI, targets: Sequence[str]) -> list[Reply]:
    return [await _ask(app, target) for target in targets]


async def _ask(app: FastAPI, target: str) -> Reply:
    path, _, query = target.partition("?")
    headers = [(b"host", b"127.0.0.1:8765"), (b"cookie", f"{ACCESS.cookie}={ACCESS.token}".encode())]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8765),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401
        sent.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Reply(sent[0]["status"], sent[0]["headers"], body)


@pytest.mark.parametrize("place", PLACES)
def test_no_path_leads_out(app: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Sixty paths in every place of an address read no file and send nobody to another site."""
    monkeypatch.chdir(tmp_path)
    for name in ("pyproject.toml", "x"):
        (tmp_path / name).write_text(CANARY)
    token = new_or_kept_token(tmp_path / "review-token")

    for path, reply in zip(PATHS, ask(app, [place.format(path) for path in PATHS]), strict=True):
        assert reply.status in {307, 400, 404, 405, 422}, path
        assert reply.headers.get("location", "http://127.0.0.1:8765/").startswith("http://127.0.0.1:8765/"), path
        assert not any(part in reply.text for part in (CANARY, token, "root:")), path


def test_no_name_of_a_bulletin_leads_out(app: FastAPI, store: Store, client: TestClient) -> None:
    """Whatever a bulletin is called, it is shown, and the name of its workbook has no path and no second header."""
    names = [unquote(path) for path in PATHS[::6] if "\x00" not in unquote(path)]
    store.begin_run(run("run-2"))
    for number, name in enumerate(names):
        store.add_extraction("run-2", extraction(result(item(stem=f"{number}-{name}")), stem=f"{number}-{name}"))
    keys = [each.bulletin.extraction_key for each in app.state.desk.shelf.every() if each.bulletin.run_id == "run-2"]
    assert len(names) == len(keys)

    for reply in ask(app, [f"/bulletins/{key}" for key in keys]):
        assert 200 == reply.status
    shown = client.get(f"/bulletins/{keys[0]}/facts.xlsx").headers["content-disposition"]
    assert {"attachment; filename*=UTF-8''" + quote(f"0-{names[0]}.xlsx", safe="")} == {shown}


def test_filters_are_only_words(app: FastAPI) -> None:
    """A hundred texts in each filter find nothing and break nothing; search looks for them as they stand."""
    asked = [(name, f"/?{name}={quote(text)}") for text in QUERIES for name in FILTERS]

    for (name, target), reply in zip(asked, ask(app, [target for _, target in asked]), strict=True):
        assert 200 == reply.status, target
        assert "0 项符合" in reply.text or name == "search", target


@pytest.mark.parametrize("name", ["narrative", "sort", "order", "columns", 'a"]', "items.key", "__class__"])
def test_only_what_is_listed_can_be_filtered(app: FastAPI, name: str) -> None:
    """A filter by anything else is none: all is shown, in its one order."""
    every, [asked] = ask(app, ["/"]), ask(app, [f"/?{quote(name)}=1"])

    assert (200, every[0].text) == (asked.status, asked.text)
