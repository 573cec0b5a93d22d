"""F39: told to stop, whatever is under way.

What is promised: no request is sent any more; what is under way is let end, told in the ledger with its outcome, and
an answer kept; what waits for another attempt gives up at once. Who is interrupted while waiting cuts it off, and the
ledger tells that too. So a later run asks for nothing that was answered.
"""

from __future__ import annotations

import threading

import pytest

from extractor.llm import ModelFault
from extractor.llm.attempts import AttemptRow, MemoryLog
from extractor.llm.faults import kind
from extractor.openai_model import Mode, OpenAIModel
from tests import fakes
from tests.fakes import Exchange, FakeClock, FakeEndpoint, Step, endpoint, good, respond

from .harness import BRISK, MODES, PATIENT, REQUEST, make_model
from .matrix import CONTENT, PLAIN, TOOLS, TRANSPORT, Row
from .test_batches import THREADS, Outcome, answering, batch

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CASES: list[tuple[Row, Mode]] = [
    *((row, mode) for row in (*TRANSPORT, *CONTENT) for mode in MODES),
    *((row, "tools") for row in TOOLS),
    *((row, mode) for row in PLAIN for mode in MODES[1:]),
]


class Stopping:
    """Plays a step, and tells a model to stop as the request comes in."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.model: OpenAIModel | None = None

    def __call__(self, exchange: Exchange) -> bool | None:
        """One request."""
        if self.model is not None:
            self.model.stop()
        return self.step(exchange)


def fault_of(model: OpenAIModel) -> ModelFault | None:
    """What a request to `model` raises."""
    try:
        model.complete(REQUEST)
    except ModelFault as fault:
        return fault
    return None


def ends(rows: tuple[AttemptRow, ...]) -> list[str]:
    """How each attempt ended; an attempt that did not is none of them."""
    return [row.end.code or row.end.outcome for row in rows if row.end is not None]


@pytest.mark.parametrize(("row", "mode"), CASES, ids=[f"{row.id}, {mode}" for row, mode in CASES])
def test_what_is_under_way_is_the_last(row: Row, mode: Mode) -> None:
    """F01-F34 under way when told to stop: one request, one row with its outcome, and no further attempt."""
    step, log = Stopping(row.step(mode)), MemoryLog()
    policy = BRISK if row.codes == "late" else PATIENT
    with endpoint(step) as fake, make_model(fake.url, mode, log, policy) as model:
        step.model = model
        fault, after = fault_of(model), fault_of(model)

        assert 1 == len(fake.requests) == len(log.rows) == len(ends(log.rows))
    [code] = ends(log.rows)
    again = kind(code).attempts > 1 and row.requests > 1
    assert fault is not None
    assert (True, "stopped" if again else code) == (code in row.codes.split("|"), fault.code)
    assert after is not None
    assert ("permanent", True) == (after.fault, after.code in {"stopped", "circuit_open"})


@pytest.mark.parametrize("mode", MODES)
def test_an_answer_under_way_is_kept(mode: Mode) -> None:
    """What comes after all is an answer like any other."""
    step, log = Stopping(good(mode)), MemoryLog()
    with endpoint(step) as fake, make_model(fake.url, mode, log) as model:
        step.model = model
        answer = model.complete(REQUEST)

    assert [("ok", answer)] == [(row.end.outcome, row.end.answer) for row in log.rows if row.end]


@pytest.mark.parametrize("mode", MODES)
def test_a_wait_between_attempts_is_the_end(mode: Mode) -> None:
    """Told to stop while it waits to try again, a request gives up."""
    log, told = MemoryLog(), list[OpenAIModel]()

    class Clock(FakeClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            told[0].stop()

    with (
        endpoint(respond("{}", 429, {"Retry-After": "100"})) as fake,
        make_model(fake.url, mode, log, clock=Clock()) as model,
    ):
        told.append(model)
        fault = fault_of(model)

        assert 1 == len(fake.requests) == len(log.rows)
    assert (["rate_limited"], "stopped") == (ends(log.rows), fault and fault.code)


@pytest.mark.parametrize("mode", MODES)
def test_all_threads_stop_and_nothing_is_lost(mode: Mode) -> None:
    """Of 200 items those answered are right, the others say why, and a second pass asks for these alone."""
    log, count = MemoryLog(), 200
    last = Stopping(answering(mode))
    with endpoint(*[answering(mode)] * 40, last) as fake:
        with make_model(fake.url, mode, log) as model:
            last.model = model
            outcomes = batch(model, list(range(count)))
        sent = len(fake.requests)
        left = [item for item, outcome in outcomes.items() if outcome.shade is None]

        assert sent == len(log.rows) == len(ends(log.rows)) == count - len(left)
        assert 41 <= sent <= 41 + THREADS
        assert {"stopped"} == {outcomes[item].code for item in left}
        last.model = None
        with make_model(fake.url, mode, log) as model:
            outcomes |= batch(model, left)

        assert count == len(fake.requests) == len(log.rows)
    assert {item: Outcome(item) for item in range(count)} == outcomes


def hold(fake: FakeEndpoint, model: OpenAIModel) -> tuple[threading.Thread, list[ModelFault | None]]:
    """A thread whose request has arrived, and what becomes of it."""
    told: list[ModelFault | None] = []
    thread = threading.Thread(target=lambda: told.append(fault_of(model)))
    thread.start()
    while not fake.requests:
        thread.join(0.005)
    return thread, told


def test_closing_waits_for_what_is_under_way() -> None:
    """The connections close when the last answer is in the ledger."""
    log, free = MemoryLog(), threading.Event()

    def held(exchange: Exchange) -> bool | None:
        free.wait(5)
        return good("json")(exchange)

    with endpoint(held) as fake:
        model = make_model(fake.url, "json", log)
        thread, told = hold(fake, model)
        threading.Timer(0.05, free.set).start()
        model.close()

        assert ["ok"] == ends(log.rows)
        thread.join(5)
    assert [None] == told


def test_who_is_interrupted_while_waiting_cuts_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second interrupt does not wait for an endpoint that is silent; the ledger tells that it was asked."""
    log = MemoryLog()
    with endpoint(fakes.silent) as fake:
        model = make_model(fake.url, "json", log)
        thread, told = hold(fake, model)

        def interrupted() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(model, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            model.close()
        thread.join(5)

    assert ["stopped"] == [fault.code for fault in told if fault]
    assert [("cut_off", True)] == [(row.end.code, row.end.sent) for row in log.rows if row.end]
