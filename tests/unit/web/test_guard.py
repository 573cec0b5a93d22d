"""Nobody gets in or changes anything but from the pages themselves, with the token."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from extractor.errors import ConfigurationError
from extractor.store import Slot, Store
from extractor.web import Access, listening, new_or_kept_token
from extractor.web.guard import HEADERS, MOST_BYTES, OPEN, PREFERENCES
from tests.factories import NARRATIVE

from .conftest import ACCESS, ORIGIN

CLAIM = "/api/narratives/1/claims"


def requests_of(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of everything the application answers, filled in."""
    paths = [
        (method.upper(), re.sub(r"{\w+}", "1", path))
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    ]
    assert len(paths) > 10
    return [*paths, ("GET", "/api/openapi.json"), ("GET", "/static/narrative.js"), ("GET", "/nowhere")]


@pytest.mark.parametrize("shown", [None, "", "t" * 42, "t" * 44, "T" * 43])
def test_nothing_without_the_token(app: FastAPI, shown: str | None) -> None:
    """Every route but the open ones answers 401 to no token and to wrong ones, with none of the data."""
    asking = TestClient(app, ORIGIN, headers={"sec-fetch-site": "same-origin"})
    for method, path in requests_of(app):
        headers = {"content-type": "application/json"}
        if shown is not None:
            headers["cookie"] = f"{ACCESS.cookie}={shown}"
        reply = asking.request(method, path, headers=headers, params={"token": ACCESS.token}, content="{}")
        if path in OPEN:
            assert reply.status_code in {200, 401, 422}
        else:
            assert 401 == reply.status_code, path
        assert NARRATIVE[:6] not in reply.text


def test_every_reply_has_the_headers(app: FastAPI, client: TestClient) -> None:
    """Policy, nosniff, no framing, no store and no CORS, on pages, data, files, errors and refusals alike."""
    for method, path in requests_of(app):
        for asking in (client, TestClient(app, "http://evil.example")):
            reply = asking.request(method, path, headers={"content-type": "application/json"}, content="{}")
            assert HEADERS.items() <= {name.title(): value for name, value in reply.headers.items()}.items() or (
                all(value == reply.headers[name] for name, value in HEADERS.items())
            )
            assert "access-control-allow-origin" not in reply.headers
            assert "Traceback" not in reply.text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "127.0.0.1.nip.io:8765", "localhost.:8765", "[::1]:8765", "127.0.0.1", "127.0.0.1:80",
        "LOCALHOST:8765", "127.0.0.1:8765@evil.example", "0.0.0.0:8765", "",
    ],
)  # fmt: skip
def test_only_its_own_address_is_served(client: TestClient, host: str) -> None:
    """A page of another name that leads here by its DNS gets nothing."""
    reply = client.get("/", headers={"host": host, "x-forwarded-host": "127.0.0.1:8765"})

    assert 400 == reply.status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765"])
def test_its_own_address_is_served(client: TestClient, host: str) -> None:
    """By number and by name, also to a reader sent by a link elsewhere, who changes nothing by it."""
    assert 200 == client.get("/", headers={"host": host, "sec-fetch-site": "none"}).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": ""}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:9999"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "https://127.0.0.1:8765"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "//127.0.0.1:8765"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
        ({"sec-fetch-site": "same-origin", "content-type": "text/plain"}, 415),
        ({"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}, 415),
        ({"sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=x"}, 415),
        ({"sec-fetch-site": "same-origin", "content-type": ""}, 415),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": ORIGIN}, 200),
        ({"origin": ORIGIN}, 200),
    ],
)
def test_changes_come_from_its_own_pages(app: FastAPI, store: Store, headers: dict[str, str], status: int) -> None:
    """What another site has a browser send changes nothing, whatever it is dressed as."""
    asking = TestClient(app, ORIGIN, cookies={ACCESS.cookie: ACCESS.token})
    reply = asking.post(CLAIM, content="{}", headers={"content-type": "application/json", **headers})

    assert status == reply.status_code
    changed = 200 == status
    assert changed == bool(store.reviewing.claims(_now()))


def _now() -> Any:  # noqa: ANN401
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.now(UTC)


@pytest.mark.parametrize("header", ["x-http-method-override", "x-http-method", "x-method-override"])
def test_a_read_cannot_pose_as_a_write(client: TestClient, store: Store, header: str) -> None:
    """Overriding the method does nothing, and no page that is read changes anything."""
    for path in ("/", "/next", "/narratives/1", "/api/narratives/1", CLAIM):
        client.get(path, headers={header: "POST"}, follow_redirects=False)

    assert () == store.reviewing.events(Slot(1))
    assert {} == store.reviewing.claims(_now())


def test_large_bodies_are_refused(client: TestClient) -> None:
    """413 for what says it is large, and for what only turns out to be."""
    headers = {"content-type": "application/json"}
    said = client.post(CLAIM, content=b" " * (MOST_BYTES + 1), headers=headers)
    hidden = client.post(CLAIM, content=(b" " * 1024 for _ in range(MOST_BYTES // 1024 + 2)), headers=headers)

    assert (413, 413) == (said.status_code, hidden.status_code)


def test_login_gives_a_cookie_that_scripts_and_other_sites_do_not_get(stranger: TestClient) -> None:
    """The right token is taken once, its cookie kept from scripts; after five wrong ones none is for a minute."""
    taken = stranger.post("/login", json={"token": ACCESS.token})
    assert 204 == taken.status_code
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {
        part.strip() for part in taken.headers["set-cookie"].split(";")
    }
    assert 200 == stranger.get("/").status_code

    tries = [stranger.post("/login", json={"token": "wrong"}).status_code for _ in range(6)]
    assert [401] * 5 + [429] == tries
    assert 429 == stranger.post("/login", json={"token": ACCESS.token}).status_code


def test_tokens_are_private_and_all_different(tmp_path: Path) -> None:
    """A hundred installations have a hundred tokens, each in a file for its owner alone, and each stays."""
    paths = [tmp_path / f"{number}" / "token" for number in range(100)]
    tokens = [new_or_kept_token(path) for path in paths]

    assert 100 == len(set(tokens))
    assert {0o600} == {path.stat().st_mode & 0o777 for path in paths}
    assert tokens[0] == new_or_kept_token(paths[0])
    os.chmod(paths[0], 0o644)  # noqa: PTH101 - what is to be refused
    with pytest.raises(ConfigurationError, match="others may read"):
        new_or_kept_token(paths[0])
    paths[1].write_text("short")
    with pytest.raises(ConfigurationError, match="holds no token"):
        new_or_kept_token(paths[1])


def test_cookies_of_two_servers_do_not_meet() -> None:
    """Cookies know no ports, so their names do."""
    assert Access("t", 1).cookie != Access("t", 2).cookie


@pytest.mark.enable_socket
def test_it_serves_loopback_and_nothing_else() -> None:
    """The socket is bound to this machine, and a taken port is told."""
    with listening(0) as first:
        host, port = first.getsockname()
        assert "127.0.0.1" == host
        with pytest.raises(ConfigurationError, match=f"port {port} cannot be used"), listening(port):
            pass


ROLES = {
    # scopes of the token → what it may: nothing, look, decide
    "nobody": (None, "nothing"),
    "extract": (["extract"], "nothing"),
    "read": (["read"], "look"),
    "extract and read": (["extract", "read"], "look"),
    "review": (["review"], "decide"),
    "admin": (["admin"], "decide"),
    "revoked": (["review"], "nothing"),
    "owner": (None, "decide"),
}


def came_in(app: FastAPI, store: Store, role: str) -> TestClient:
    """A browser with the token of that role."""
    scopes, _ = ROLES[role]
    token = ACCESS.token if role == "owner" else "none"
    if scopes:
        token = store.tokens.create(role, scopes)  # type: ignore[arg-type]
    if role == "revoked":
        store.tokens.revoke(role)
    cookies = {ACCESS.cookie: token}
    return TestClient(app, ORIGIN, headers={"sec-fetch-site": "same-origin"}, cookies=cookies)


@pytest.mark.parametrize("role", ROLES)
def test_roles_by_routes(app: FastAPI, store: Store, role: str) -> None:
    """Each role meets every route: who may look changes nothing, who may nothing sees nothing."""
    asking, may = came_in(app, store, role), ROLES[role][1]
    for method, path in requests_of(app):
        reply = asking.request(method, path, headers={"content-type": "application/json"}, content="{}")
        if path in OPEN:
            continue
        looks = method == "GET" or path == PREFERENCES
        refused = {"nothing": 401, "look": None if looks else 403, "decide": None}[may]
        assert refused == (reply.status_code if reply.status_code in {401, 403} else None), (method, path)
    assert (may == "decide") == bool(store.reviewing.claims(_now()))


@pytest.mark.parametrize(("role", "buttons"), [("read", 0), ("review", 1)])
def test_pages_offer_what_one_may(app: FastAPI, store: Store, role: str, buttons: int) -> None:
    """Who may only look is not shown what they may not do."""
    page = came_in(app, store, role).get("/narratives/1").text

    assert buttons == page.count('data-do="finish"')
    assert (buttons == 0) == ("仅查看" in page)


def test_a_token_signs_with_its_name(app: FastAPI, store: Store) -> None:
    """Who comes with a token of their own cannot sign as somebody else, nor take back what others did."""
    browsers = {
        name: TestClient(app, ORIGIN, headers={"sec-fetch-site": "same-origin"}) for name in ("周牧野", "沈青禾")
    }
    for name, asking in browsers.items():
        assert 204 == asking.post("/login", json={"token": store.tokens.create(name, ["review"])}).status_code
        asking.cookies.set("reviewer", "X")
        assert 403 == asking.post(PREFERENCES, json={"reviewer": "X"}).status_code
    edit = {"action": "accept", "facts": ["m1"]}
    body = {"expected_version": 0, "request": "request-a", "edit": edit}

    assert "周牧野" == browsers["周牧野"].post("/api/narratives/1/edits", json=body).json()["last_by"]
    undo = {"expected_version": 1, "request": "request-b", "action": "undo"}
    assert 422 == browsers["沈青禾"].post("/api/narratives/1/reversals", json=undo).status_code
