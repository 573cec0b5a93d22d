"""What the pages' scripts ask, and what they get."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from extractor.store import Slot, Store
from tests.factories import NARRATIVE, quantity


def edit(client: TestClient, version: int, request: str, action: str, *facts: str, **more: Any) -> Any:  # noqa: ANN401
    """Sends an edit of the first narrative."""
    body = {
        "expected_version": version,
        "request": f"request-{request}",
        "edit": {"action": action, "facts": facts, **more},
    }
    return client.post("/api/narratives/1/edits", json=body)


def test_an_edit_comes_back_with_what_it_led_to(client: TestClient) -> None:
    """Accepting a fact gives the narrative with the fact accepted, by the name of who did it."""
    reply = edit(client, 0, "a", "accept", "m1")

    fact = next(each for each in reply.json()["facts"] if each["id"] == "m1")
    assert (200, 1, "accepted", "林知夏") == (
        reply.status_code,
        reply.json()["version"],
        fact["state"],
        fact["reviewer"],
    )
    assert fact["mark"] == quantity(NARRATIVE, "1座", 1, "座").model_dump(mode="json", by_alias=True)


def test_a_stale_edit_gets_both_versions(client: TestClient, store: Store) -> None:
    """409 with what was sent and what is there now; the log has the first alone."""
    edit(client, 0, "a", "reject", "m1")
    client.cookies.set("reviewer", quote("周牧野"))

    reply = edit(client, 0, "b", "accept", "m1")

    problem = reply.json()
    states = {fact["id"]: fact["state"] for fact in problem["current"]["facts"]}
    assert (409, "application/problem+json", "stale") == (
        reply.status_code,
        reply.headers["content-type"],
        problem["code"],
    )
    assert ("accept", "rejected", "林知夏") == (problem["yours"]["action"], states["m1"], problem["current"]["last_by"])
    assert ["reject"] == [event.action for event in store.reviewing.events(Slot(1))]


def test_sent_again_after_a_lost_reply(client: TestClient, store: Store) -> None:
    """The same request gives the same; its name on another edit is refused."""
    assert [200, 200] == [edit(client, 0, "a", "accept", "m1").status_code for _ in range(2)]
    assert 409 == edit(client, 0, "a", "reject", "m1").status_code
    assert 1 == len(store.reviewing.events(Slot(1)))


def test_undo_and_redo(client: TestClient) -> None:
    """What can be undone or redone is told, and 422 where nothing can."""
    edit(client, 0, "a", "accept", "m1")
    undo = {"action": "undo", "expected_version": 1, "request": "request-b"}
    redo = {"action": "redo", "expected_version": 2, "request": "request-c"}
    path = "/api/narratives/1/reversals"

    undone = client.post(path, json=undo).json()
    assert (2, False, True) == (undone["version"], undone["can_undo"], undone["can_redo"])
    redone = client.post(path, json=redo).json()
    assert (3, True, False) == (redone["version"], redone["can_undo"], redone["can_redo"])
    assert 422 == client.post(path, json={**redo, "expected_version": 3, "request": "request-d"}).status_code


def test_words_are_read(client: TestClient) -> None:
    """Selected words come as a mark with the value of the grammar."""
    start = NARRATIVE.index("3.2万元")
    asked = {"start": start, "end": start + 5, "kind": "quantities"}

    assert (32000, "元") == (
        (mark := client.get("/api/narratives/1/reading", params=asked).json())["value"],
        mark["unit"],
    )
    assert 422 == client.get("/api/narratives/1/reading", params={**asked, "end": 999}).status_code


def test_claims_show_to_others(client: TestClient) -> None:
    """Who comes second is told by whom the narrative is being reviewed, also in the queue."""
    client.post("/api/narratives/3/claims", json={})
    client.cookies.set("reviewer", quote("周牧野"))

    assert {"claimed_by": "林知夏"} == client.post("/api/narratives/3/claims", json={}).json()
    assert "林知夏" == client.get("/api/narratives/3").json()["claimed_by"]
    assert "林知夏 正在复核" in client.get("/").text
    assert "/narratives/1" == client.get("/next", follow_redirects=False).headers["location"].rstrip("?")


@pytest.mark.parametrize("name", ["", "a" * 41, "<b>", "林\n", "x;y", "a\u202eb"])
def test_names_are_plain(client: TestClient, name: str) -> None:
    """A name that could be anything but a name is refused."""
    assert 422 == client.post("/api/preferences", json={"reviewer": name}).status_code


def test_language_and_name_are_kept(client: TestClient) -> None:
    """Pages are in Chinese until English is asked for, and signed by the name given."""
    assert 'lang="zh-CN"' in client.get("/").text
    client.post("/api/preferences", json={"lang": "en", "reviewer": "周 牧野"})

    page = client.get("/").text
    assert ('lang="en"' in page, 'value="周 牧野"' in page, "Start with what matters" in page) == (True, True, True)


@pytest.mark.parametrize(
    "key", ["0", "-1", "99", "2147483648", "1.5", "abc", "1 OR 1=1", "..%2f..%2fetc%2fpasswd", "%00"]
)
def test_narratives_that_are_not_there(client: TestClient, key: str) -> None:
    """404 or 422, never a fault, for keys of every form."""
    for path in ("/narratives/{}", "/api/narratives/{}", "/originals/{}/1.png"):
        assert client.get(path.format(key)).status_code in {404, 422}


def test_a_bulletin_shows_what_disagrees_in_it(client: TestClient) -> None:
    """With the words of the document; narratives tell how sure each field is, where that is known."""
    page = client.get("/bulletins/2").text

    assert "完成数与目标之比为5%" in page
    assert "<q>=1+1</q>" in page
    assert {""} == {fact["by_field"] for fact in client.get("/api/narratives/1").json()["facts"]}
