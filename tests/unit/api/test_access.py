"""W1, W12: every route refuses whoever may not ask, and tells nothing; the routes are those of the application."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from .served import BULLETIN, NARRATIVE, Asked, Headers, asking

OPEN = {"/health/live", "/health/ready", "/openapi.json"}
METHODS = {"get", "post", "put", "patch", "delete"}


class Case(NamedTuple):
    """A route with the scope it wants."""

    method: str
    path: str
    scope: str


@pytest.fixture(scope="module")
def module_asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """One service for all, which has something to hide."""
    folder: Path = tmp_path_factory.mktemp("access")
    with asking(folder / "store.sqlite3") as opened:
        opened.ended(opened.give())
        yield opened


def routes(asked: Asked) -> list[Case]:
    """Every route that the application describes, but those that are open to all."""
    found = []
    for path, methods in asked.client.app.openapi()["paths"].items():  # type: ignore[attr-defined]
        for method, described in methods.items():
            if path not in OPEN:
                [tag] = described["tags"]
                found.append(Case(method, path, tag.removeprefix("scope ")))
    return found


def ask(asked: Asked, case: Case, headers: Headers, query: str = "") -> tuple[int, str]:
    """Status and text of an answer to a request for something that is there."""
    [run] = asked.client.get("/v1/runs", headers=asked.admin).json()["runs"]
    [job] = asked.client.get("/v1/jobs", headers=asked.admin).json()["jobs"]
    path = case.path.format(run_id=run["id"], job_id=job["id"])
    body = {"files": {"documents": ("demo.txt", BULLETIN.encode())}} if case.path == "/v1/jobs" else {}
    if case.path == "/v1/extract":
        body = {"json": {"narrative": NARRATIVE}}
    answer = asked.client.request(case.method, path + query, headers=headers, **(body if case.method == "post" else {}))
    return answer.status_code, answer.text


def test_all_routes_are_described(module_asked: Asked) -> None:
    """No route is left out of the description, from which the tests below take them."""
    described = {case.path for case in routes(module_asked)} | OPEN
    app = module_asked.client.app

    assert {
        "/metrics",
        "/v1/extract",
        "/v1/jobs",
        "/v1/jobs/{job_id}",
        "/v1/runs",
        "/v1/runs/{run_id}",
        "/v1/runs/{run_id}/export",
        "/v1/runs/{run_id}/facts",
    } | OPEN == described
    assert described == {route.path for route in all_routes(app)}


def all_routes(app: object) -> Iterator[object]:
    """The routes of an application, of the routers it includes as well."""
    for route in app.routes:  # type: ignore[attr-defined]
        if hasattr(route, "path"):
            yield route
        else:
            yield from all_routes(route.original_router)


def test_nobody_gets_in_without_a_token(module_asked: Asked) -> None:
    """No token, a wrong one, one in the path, of another scheme, revoked: 401, and nothing of any document."""
    secret = module_asked.admin["Authorization"].removeprefix("Bearer ")
    refused = {}
    for case in routes(module_asked):
        for name, headers, query in (
            ("none", {}, ""),
            ("wrong", {"Authorization": "Bearer bxt_wrong"}, ""),
            ("empty", {"Authorization": "Bearer "}, ""),
            ("longer", {"Authorization": f"Bearer {secret}x"}, ""),
            ("in the query", {}, f"?token={secret}&access_token={secret}"),
            ("another scheme", {"Authorization": f"Basic {secret}"}, ""),
            ("no scheme", {"Authorization": secret}, ""),
            ("a cookie", {"Cookie": f"token={secret}; Authorization=Bearer {secret}"}, ""),
            ("revoked", module_asked.revoked, ""),
        ):
            status, text = ask(module_asked, case, headers, query)
            refused[case.path, case.method, name] = (status, set(json.loads(text)))

    assert 9 * len(routes(module_asked)) == len(refused)
    assert {} == {
        key: told
        for key, told in refused.items()
        if told != (401, {"type", "title", "status", "detail", "code", "errors"})
    }


def test_a_scope_opens_its_own_routes_alone(module_asked: Asked) -> None:
    """Each route × each scope: 403 for the wrong one, an answer for the right one and for admin."""
    wrong, right = {}, {}
    for case in routes(module_asked):
        for scope, headers in (
            ("extract", module_asked.extract),
            ("read", module_asked.read),
            ("admin", module_asked.admin),
        ):
            if case.method == "post" and case.path == "/v1/jobs" and scope != "read":
                continue
            status, text = ask(module_asked, case, headers)
            told = wrong if scope not in (case.scope, "admin") else right
            told[case.method, case.path, scope] = status
            assert told is right or NARRATIVE[:5] not in text

    assert {403} == set(wrong.values())
    assert {200, 409} == set(right.values())


def test_each_sees_its_own_jobs(asked: Asked) -> None:
    """A job of another token is not there: 404 for asking and cancelling alike, and it is not listed."""
    job = asked.give()
    path = f"/v1/jobs/{job['id']}"

    assert (404, 404) == (
        asked.client.get(path, headers=asked.other).status_code,
        asked.client.delete(path, headers=asked.other).status_code,
    )
    assert [] == asked.client.get("/v1/jobs", headers=asked.other).json()["jobs"]
    assert (200, 200) == tuple(
        asked.client.get(path, headers=each).status_code for each in (asked.extract, asked.admin)
    )


def test_revoking_takes_effect_at_once(asked: Asked) -> None:
    """The next request of a revoked token is refused."""
    before = asked.client.get("/v1/runs", headers=asked.read).status_code
    asked.service.store.tokens.revoke("read")

    assert (200, 401) == (before, asked.client.get("/v1/runs", headers=asked.read).status_code)


def test_every_answer_has_the_headers(module_asked: Asked) -> None:
    """Answers are not cached, not framed, not sniffed; none allows another origin; none names its server."""
    client = module_asked.client
    answers = [
        client.get("/health/live"),
        client.get("/openapi.json"),
        client.get("/nowhere"),
        client.post("/health/live"),
        client.get("/v1/runs"),
        client.get("/v1/runs", headers=module_asked.read),
        client.get("/v1/runs", headers={**module_asked.read, "Host": "evil.example"}),
        client.options("/v1/runs", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}),
    ]

    assert [200, 200, 404, 405, 401, 200, 400, 405] == [answer.status_code for answer in answers]
    for answer in answers:
        assert "no-store" == answer.headers["cache-control"]
        assert "nosniff" == answer.headers["x-content-type-options"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert {"server", "access-control-allow-origin", "set-cookie"}.isdisjoint(answer.headers)


def test_every_refusal_is_a_problem(module_asked: Asked) -> None:
    """Whatever is refused is told in the one form, with what to do, and its status is that of the answer."""
    client = module_asked.client
    answers = [
        client.get("/nowhere"),
        client.post("/health/live"),
        client.get("/v1/runs"),
        client.get("/v1/runs?limit=none", headers=module_asked.read),
        client.get("/v1/runs/nothing", headers=module_asked.read),
        client.get("/v1/runs", headers={"Host": "evil.example"}),
        client.post("/v1/extract", content=b"{", headers=module_asked.extract),
        client.post(
            "/v1/extract", content=b"\xff", headers={**module_asked.extract, "Content-Type": "application/json"}
        ),
    ]

    for answer in answers:
        told = answer.json()
        assert "application/problem+json" == answer.headers["content-type"]
        assert answer.status_code == told["status"] >= 400
        assert told["title"]
        assert told["detail"]
