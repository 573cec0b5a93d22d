"""Up to ten people at the interface, in every order of reading, editing, undoing and sending again: nothing is lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import quote

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from extractor.service.originals import Originals
from extractor.service.review_queue import Filters
from extractor.store import Slot, Store
from extractor.web import create_app
from tests.factories import NARRATIVE, extraction, item, percentage, result, run

from .conftest import ACCESS, ORIGIN

PEOPLE = tuple("甲乙丙丁戊己庚辛壬癸")
ITEMS = (1, 2)
FACTS = ("m0", "m1", "m2", "m3")
CHANGED = percentage(NARRATIVE, "5%", 80).model_dump(mode="json", by_alias=True)
who = st.integers(0, len(PEOPLE) - 1)
which = st.sampled_from(ITEMS)


class Request(NamedTuple):
    """What somebody sent."""

    person: str
    item: int
    path: str
    body: dict[str, Any]
    action: str


class Editors(RuleBasedStateMachine):
    """Each person knows the version that they read last; the log has what was answered with success, and no more."""

    steps = 0
    """Of all machines together."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._store = Store.open(f"{self._folder.name}/store.sqlite3")
        self._store.begin_run(run())
        self._store.add_extraction("run-1", extraction(result(item("1")), result(item("2"))))
        app = create_app(self._store, ACCESS, originals=Originals(), reviewer="甲")
        self._desk = app.state.desk
        headers = {"sec-fetch-site": "same-origin", "cookie": f"{ACCESS.cookie}={ACCESS.token}"}
        self._client = TestClient(app, ORIGIN, headers=headers).__enter__()
        self._people: tuple[str, ...] = PEOPLE
        self._known: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._kept: dict[int, list[tuple[str, str]]] = {each: [] for each in ITEMS}
        self._taken: list[Request] = []
        self._answered: Counter[int] = Counter()
        self._sent = 0
        self._runs = 1

    @initialize(number=st.integers(2, len(PEOPLE)))
    def gather(self, number: int) -> None:
        """Two people or more."""
        self._people = PEOPLE[:number]

    @rule(place=who, item_key=which)
    def read(self, place: int, item_key: int) -> None:
        """Loads the page; until the next time it may be a stale tab."""
        person = self._person(place)
        reply = self._client.get(f"/api/narratives/{item_key}", headers=self._signed(person))
        self._known[person, item_key] = reply.json()["version"]
        assert len(self._kept[item_key]) == reply.json()["version"]

    @rule(
        place=who, item_key=which, action=st.sampled_from(["accept", "reject", "change"]), fact=st.sampled_from(FACTS)
    )
    def edit(self, place: int, item_key: int, action: str, fact: str) -> None:
        """Decides about a fact that others may have deleted, edited or merged by then."""
        marks = [CHANGED] if action == "change" else []
        facts = ["m3"] if action == "change" else [fact]
        self._send(self._request(place, item_key, action, {"facts": facts, "marks": marks}))

    @rule(place=who, item_key=which, action=st.sampled_from(["skip", "finish", "reopen"]))
    def decide(self, place: int, item_key: int, action: str) -> None:
        """Says how far the narrative is."""
        self._send(self._request(place, item_key, action, {}))

    @rule(place=who, item_key=which, action=st.sampled_from(["undo", "redo"]))
    def reverse(self, place: int, item_key: int, action: str) -> None:
        """Takes back, or brings back."""
        self._send(self._request(place, item_key, action))

    @rule(place=who, item_key=which)
    def click_twice(self, place: int, item_key: int) -> None:
        """Two edits from the same page: the second is stale, or both are."""
        requests = [self._request(place, item_key, "accept", {"facts": ["m1"]}) for _ in range(2)]
        statuses = [self._send(each) for each in requests]
        assert 409 == statuses[1]

    @precondition(lambda self: self._taken)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        """After a lost reply: the same answer, and nothing new in the log."""
        request = data.draw(st.sampled_from(self._taken))
        assert 200 == self._post(request).status_code

    @rule()
    def run_again(self) -> None:
        """A later run says something else of every narrative; what a person decided stays."""
        self._runs += 1
        name = f"run-{self._runs}"
        self._store.begin_run(run(name))
        self._store.add_extraction(name, extraction(result(item("1"), []), result(item("2"), [])))

    @invariant()
    def log_has_what_was_promised(self) -> None:
        """Every success is in the log once, in order, nothing else is, and what was reviewed stands in the queue."""
        type(self).steps += 1
        for item_key, kept in self._kept.items():
            events = self._store.reviewing.events(Slot(item_key))
            assert kept == [(event.reviewer, event.action) for event in events]
            assert list(range(1, len(events) + 1)) == [event.version for event in events]
        shown = {row.entry.item_key for row in self._desk.queue.page(Filters()).rows}
        assert {item_key for item_key, kept in self._kept.items() if kept} <= shown
        assert self._sent == sum(self._answered.values())
        assert {200, 409, 422} >= self._answered.keys()

    def teardown(self) -> None:
        """Lets go of the store."""
        self._client.__exit__()
        self._store.close()
        self._folder.cleanup()

    def _person(self, place: int) -> str:
        return self._people[place % len(self._people)]

    def _signed(self, person: str) -> dict[str, str]:
        return {"cookie": f"{ACCESS.cookie}={ACCESS.token}; reviewer={quote(person)}"}

    def _request(self, place: int, item_key: int, action: str, edit: dict[str, Any] | None = None) -> Request:
        person = self._person(place)
        self._sent += 1
        body: dict[str, Any] = {"expected_version": self._known[person, item_key], "request": f"request-{self._sent}"}
        if edit is None:
            return Request(person, item_key, "reversals", {**body, "action": action}, action)
        return Request(person, item_key, "edits", {**body, "edit": {"action": action, **edit}}, action)

    def _post(self, request: Request) -> Any:  # noqa: ANN401
        path = f"/api/narratives/{request.item}/{request.path}"
        return self._client.post(path, json=request.body, headers=self._signed(request.person))

    def _send(self, request: Request) -> int:
        stale = request.body["expected_version"] != len(self._kept[request.item])
        reply = self._post(request)
        assert stale == (reply.status_code == 409)
        return self._note(request, reply)

    def _note(self, request: Request, reply: Any) -> int:  # noqa: ANN401
        self._answered[reply.status_code] += 1
        if reply.status_code == 200:
            self._kept[request.item].append((request.person, request.action))
            self._known[request.person, request.item] = reply.json()["version"]
            self._taken.append(request)
        elif reply.status_code == 409:
            assert request.action == reply.json()["yours"]["action"]
            assert len(self._kept[request.item]) == reply.json()["current"]["version"]
        return int(reply.status_code)


def test_all_at_once(client: TestClient, store: Store) -> None:
    """Ten people who know the same version send in one moment, five times over: each time one of them is taken."""
    for version in range(5):
        body = {"expected_version": version, "edit": {"action": "accept", "facts": ["m2"]}}

        def send(person: str, body: dict[str, Any] = body) -> int:
            named = {**body, "request": f"request-{body['expected_version']}-{PEOPLE.index(person)}"}
            headers = {"cookie": f"{ACCESS.cookie}={ACCESS.token}; reviewer={quote(person)}"}
            return int(client.post("/api/narratives/1/edits", json=named, headers=headers).status_code)

        with ThreadPoolExecutor(len(PEOPLE)) as threads:
            assert [200] + [409] * 9 == sorted(threads.map(send, PEOPLE))
    assert 5 == len(store.reviewing.events(Slot(1)))


TestEditors = Editors.TestCase
TestEditors.settings = settings(
    max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
