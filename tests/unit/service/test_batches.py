"""Many narratives, a store, and an endpoint that misbehaves: facts as without a fault, and a ledger that tells all."""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractor.openai_model import OpenAIModel, resolve
from extractor.prompts import load
from extractor.records import Failure, NarrativeRequest, NarrativeResult
from extractor.service import predict
from extractor.service.modelling import RememberingModel, label_by
from extractor.store import Store
from tests import fakes
from tests.fakes import Exchange, FakeClock, Step, completion, endpoint, good, respond, said

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

WORKERS = 8
ERA = datetime(2000, 1, 1, tzinfo=UTC)
ROLES = "tao"

Outcomes = dict[str, NarrativeResult | Failure]


def narratives(count: int) -> list[NarrativeRequest]:
    """Narratives that each want an answer of their own."""
    return [
        NarrativeRequest(
            id=f"demo/{at}",
            narrative=f"第{at}批：已建成{at}座，其余5座因资金未到位尚未开工。",
            anchor_date=date(2031, 6, 5),
            task="新建公厕。",
        )
        for at in range(1, count + 1)
    ]


def answering(exchange: Exchange) -> bool | None:
    """Answers each narrative in its own way, which any other answer would differ from."""
    [number] = re.findall(r"\]([0-9]+)座，其余", exchange.request.json["messages"][-1]["content"])
    category = "funding" if int(number) % 2 else "approval"
    answer = {
        "n": [f"1{ROLES[int(number) % 3]}:公厕", "2p:其余公厕"],
        "b": [{"t": "因资金未到位", "c": category, "h": int(number) % 5 == 0}],
        "m": [],
    }
    return good("json_schema", json.dumps(answer, ensure_ascii=False), keep=True)(exchange)


def erratic(seed: int) -> Step:
    """Every second answer, at random, is a fault of the way, of a status, of a body or of content."""
    chance, lock = random.Random(seed), threading.Lock()  # noqa: S311 - a game, not a secret
    faults = [
        respond("{}", 500),
        respond("{}", 503, keep=True),
        respond("{}", 429, {"Retry-After": "2"}),
        respond("", 200),
        respond("{", 200),
        respond(b"\xff", 200),
        respond(completion(said('{"n": ["1a"], "b": [], "m": []}', "json"))),
        respond(completion(said('{"n": [', "json"))),
        respond(completion(said('{"n": [', "json"), "length")),
        fakes.close_at_once,
        fakes.close_in_body,
        fakes.reset,
    ]

    def step(exchange: Exchange) -> bool | None:
        with lock:
            chosen = chance.choice(faults) if chance.random() < 0.5 else answering
        return chosen(exchange)

    return step


def run(url: str, store: Store, requests: Sequence[NarrativeRequest], workers: int = WORKERS) -> Outcomes:
    """One pass of the model engine over `requests`, whose waits pass at once."""
    at = resolve(model="painter-1", base_url=url, preset="vllm")
    with OpenAIModel(at, store.asking, clock=FakeClock()) as model:
        labeller = label_by(RememberingModel(model, store.asking), load("label-compact"))
        outcomes = predict(requests, labeller, workers=workers)
        return dict(zip((one.id for one in requests), outcomes, strict=True))


def undone(outcomes: Outcomes, requests: Sequence[NarrativeRequest]) -> list[NarrativeRequest]:
    """The narratives without a result."""
    return [one for one in requests if isinstance(outcomes[one.id], Failure)]


def codes(outcomes: Outcomes) -> list[str]:
    """Why each of the undone failed."""
    return [one.code for one in outcomes.values() if isinstance(one, Failure)]


def facts(outcomes: Outcomes) -> dict[str, object]:
    """All that a narrative came to, but for the note that an answer was asked for again."""
    found: dict[str, object] = {}
    for name, one in outcomes.items():
        assert isinstance(one, NarrativeResult)
        signals = [fact.signals and fact.signals.model_copy(update={"reasked": False}) for fact in one.facts]
        marks = [fact.model_copy(update={"signals": each}) for fact, each in zip(one.facts, signals, strict=True)]
        found[name] = one.model_copy(update={"facts": tuple(marks)})
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


def faultless(folder: Path, requests: Sequence[NarrativeRequest]) -> dict[str, object]:
    """What the narratives come to at an endpoint without fault."""
    with endpoint(answering) as fake, Store.open(folder / "faultless.sqlite3") as other:
        return facts(run(fake.url, other, requests))


def through_faults(store: Store, folder: Path, count: int, seed: int) -> None:
    """Passes over what failed end with every narrative as at an endpoint without fault, each request told.

    A last pass over all of them asks nothing, and comes to the same.
    """
    requests = narratives(count)
    outcomes: Outcomes = {}
    left = requests
    with endpoint(erratic(seed)) as fake:
        for _ in range(20):
            outcomes |= run(fake.url, store, left)
            assert count == len(outcomes)
            left = undone(outcomes, requests)
        sent = len(fake.requests)
        fake.play(fakes.close_at_once)
        again = run(fake.url, store, requests)

        assert (0, sent, sent) == (len(left), len(fake.requests), store.asking.spent(ERA).attempts)
    assert outcomes == again
    assert faultless(folder, requests) == facts(outcomes)


def test_half_of_all_answers_bad(store: Store, tmp_path: Path) -> None:
    """F36: facts are those of a run without fault, requests at the endpoint are rows in the ledger, nothing is lost."""
    through_faults(store, tmp_path, 60, 7)


def test_a_mixed_script_costs_its_requests(store: Store) -> None:
    """F35: 429, garbage, 500, then an answer: four rows and one result."""
    script = [respond("{}", 429), respond("{", 200), respond("{}", 500), answering]
    with endpoint(*script) as fake:
        outcomes = run(fake.url, store, narratives(1))

        assert (4, 4) == (len(fake.requests), store.asking.spent(ERA).attempts)
    assert 1 == len(facts(outcomes))


def test_a_mixed_script_with_a_bad_answer_asks_once_more(store: Store) -> None:
    """F35: a fault on the way, an unusable answer, a fault at the second request, then an answer."""
    bad = respond(completion(said('{"n": []}', "json")))
    with endpoint(respond("{}", 503), bad, fakes.reset, answering) as fake:
        outcomes = run(fake.url, store, narratives(1))

        assert (4, 4) == (len(fake.requests), store.asking.spent(ERA).attempts)
    [result] = outcomes.values()
    assert isinstance(result, NarrativeResult)
    assert {True} == {fact.signals.reasked for fact in result.facts if fact.signals}


def test_an_endpoint_that_dies_and_comes_back(store: Store, tmp_path: Path) -> None:
    """F37: it dies at item 20: ten find it dead, the rest send nothing; when it is back these alone are asked about."""
    requests = narratives(60)
    with endpoint(*[answering] * 20, fakes.close_at_once) as fake:
        outcomes = run(fake.url, store, requests, workers=1)
        sent = len(fake.requests)

        assert (20 + 10 * 4, sent) == (sent, store.asking.spent(ERA).attempts)
        assert ["cut_off"] * 10 + ["circuit_open"] * 30 == codes(outcomes)
        fake.play(answering)
        outcomes |= run(fake.url, store, requests)

        assert (sent + 40, sent + 40) == (len(fake.requests), store.asking.spent(ERA).attempts)
    assert faultless(tmp_path, requests) == facts(outcomes)


def test_a_key_revoked_within_a_batch(store: Store, tmp_path: Path) -> None:
    """F38: its first refusal is the last request but for those on their way; with a new key the rest is done."""
    requests = narratives(60)
    with endpoint(*[answering] * 20, respond("{}", 401)) as fake:
        outcomes = run(fake.url, store, requests)
        sent = len(fake.requests)

        assert 20 < sent == store.asking.spent(ERA).attempts <= 20 + WORKERS
        assert {"unauthorised", "circuit_open"} == set(codes(outcomes))
        assert 40 == len(undone(outcomes, requests))
        fake.play(answering)
        outcomes |= run(fake.url, store, requests)

        assert (sent + 40, sent + 40) == (len(fake.requests), store.asking.spent(ERA).attempts)
    assert faultless(tmp_path, requests) == facts(outcomes)
