"""Who tries again, how often and when, and who stops."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from extractor.llm import ChatAnswer, ModelFault, Usage
from extractor.llm.attempts import Attempt, MemoryLog, Reply
from extractor.llm.clock import SystemClock
from extractor.llm.faults import make_fault
from extractor.llm.pace import Pace
from extractor.llm.policy import Retrier, RetryPolicy
from tests.fakes import FakeClock

ANSWER = ChatAnswer(content=Usage(input=1, output=1), raw="{}", model="m", usage=None, seconds=0.0)


class Script:
    """Fails with each code in turn, then answers."""

    def __init__(self, *codes: str, cost: float = 0.0, clock: FakeClock | None = None) -> None:
        self.codes = list(codes)
        self.cost = cost
        self.clock = clock
        self.deadlines: list[float] = []

    def __call__(self, attempt: Attempt) -> ChatAnswer:
        """One attempt."""
        self.deadlines.append(attempt.remaining)
        if self.clock is not None:
            self.clock.sleep(self.cost)
        if self.codes:
            raise make_fault(self.codes.pop(0))
        return ANSWER


def test_waits_grow() -> None:
    """Transient faults are tried again, each wait longer than the one before."""
    clock = FakeClock()

    assert ANSWER is Retrier(clock=clock).call("k", Script("cut_off", "cut_off", "cut_off"))
    assert 3 == len(clock.slept)
    assert sorted(set(clock.slept)) == clock.slept
    assert 0.5 <= clock.slept[0]
    assert 2.5 >= clock.slept[-1]


@pytest.mark.parametrize("code", ["schema", "bad_request", "quota", "length", "redirect"])
def test_what_cannot_help_is_not_repeated(code: str) -> None:
    """Content, rejected and permanent faults cost one request."""
    log = MemoryLog()
    with pytest.raises(ModelFault):
        Retrier(log, clock=FakeClock()).call("k", Script(code))

    assert [(1, code)] == [(row.number, row.end.code) for row in log.rows if row.end]


def test_the_total_time_ends_all_attempts() -> None:
    """No attempt has more than what is left of the whole, and none begins that cannot end in time."""
    clock, log = FakeClock(), MemoryLog()
    script = Script(*["overloaded"] * 9, cost=40, clock=clock)
    with pytest.raises(ModelFault):
        Retrier(log, RetryPolicy(total=100, attempt=60), clock).call("k", script)

    first, second, third = script.deadlines
    assert [60.0, 60.0] == [pytest.approx(first), pytest.approx(second, abs=1)]
    assert 17 < third < 20
    assert 3 == len(log.rows)


def test_a_late_answer_is_discarded() -> None:
    """An answer that came after its deadline is not used, and the ledger says late."""
    clock, log = FakeClock(), MemoryLog()
    with pytest.raises(ModelFault) as raised:
        Retrier(log, RetryPolicy(attempt=1, total=3), clock).call("k", Script(cost=2, clock=clock))

    assert ("transient", "late") == (raised.value.fault, raised.value.code)
    assert {"late"} == {row.end.outcome for row in log.rows if row.end}


def test_an_attempt_is_told_before_it_is_made() -> None:
    """The ledger knows of an attempt while it is under way."""
    log = MemoryLog()
    seen: list[int] = []

    def send(_: Attempt) -> ChatAnswer:
        seen.append(len([row for row in log.rows if row.end is None]))
        return ANSWER

    Retrier(log).call("k", send)

    assert [1] == seen
    assert ["ok"] == [row.end.outcome for row in log.rows if row.end]


def test_an_interruption_is_told() -> None:
    """An attempt that the user interrupts does not stay open in the ledger."""
    log = MemoryLog()

    def send(_: Attempt) -> ChatAnswer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Retrier(log).call("k", send)

    assert ["abandoned"] == [row.end.outcome for row in log.rows if row.end]


def outcome(retrier: Retrier, send: Callable[[Attempt], ChatAnswer]) -> str:
    """The code of the fault, or nothing."""
    try:
        retrier.call("k", send)
    except ModelFault as fault:
        return fault.code
    return ""


def test_the_circuit_opens_after_ten_dead_requests() -> None:
    """Ten requests in a row without a working endpoint are the last."""
    log = MemoryLog()
    retrier = Retrier(log, clock=FakeClock())
    codes = [outcome(retrier, Script(*["unreachable"] * 4)) for _ in range(12)]

    assert ["unreachable"] * 10 + ["circuit_open"] * 2 == codes
    assert 40 == len(log.rows)


def test_an_answer_between_keeps_the_circuit_closed() -> None:
    """Only failures in a row count, and neither do answers that were merely bad."""
    retrier = Retrier(clock=FakeClock())
    rounds = [outcome(retrier, Script(*codes)) for _ in range(5) for codes in [["unreachable"] * 4] * 9 + [["schema"]]]

    assert "circuit_open" not in rounds


@pytest.mark.parametrize("code", ["unauthorised", "quota", "not_found", "redirect"])
def test_one_permanent_fault_opens_the_circuit(code: str) -> None:
    """What no request can overcome is met once; the rest are told why."""
    retrier = Retrier(clock=FakeClock())
    first = outcome(retrier, Script(code))
    with pytest.raises(ModelFault, match=code) as raised:
        retrier.call("k", Script())

    assert (code, "circuit_open", "permanent") == (first, raised.value.code, raised.value.fault)


def test_who_is_told_to_stop_sends_nothing_more() -> None:
    """A request made afterwards is refused, and is no failure of the endpoint."""
    log = MemoryLog()
    retrier = Retrier(log, clock=FakeClock())
    retrier.stop()

    assert ("stopped", 0) == (outcome(retrier, Script()), len(log.rows))


def test_who_waits_for_another_attempt_is_woken() -> None:
    """A wait between attempts ends at once where no more is to be sent, and no further attempt is made."""
    log, waiting = MemoryLog(), threading.Event()

    class Clock(SystemClock):
        def sleep(self, seconds: float) -> None:
            waiting.set()
            super().sleep(seconds)

    retrier = Retrier(log, RetryPolicy(first_wait=60), Clock())
    told: list[str] = []
    thread = threading.Thread(target=lambda: told.append(outcome(retrier, Script("overloaded"))))
    thread.start()
    waiting.wait(5)
    retrier.stop()
    retrier.drain()
    thread.join(5)

    assert (["stopped"], ["overloaded"]) == (told, [row.end.code for row in log.rows if row.end])


def test_a_cause_found_before_is_told_though_stopped() -> None:
    """Whoever stops after a fault that no request survives still learns of the fault."""
    retrier = Retrier(clock=FakeClock())
    outcome(retrier, Script("unauthorised"))
    retrier.stop()

    assert "circuit_open" == outcome(retrier, Script())


def after_a_round(pace: Pace, refused: int) -> int:
    """The limit after as many attempts sent together as it allows, so many of them refused at first."""
    sent, limit = pace.round, pace.limit
    for _ in range(refused):
        pace.slow(sent)
    for _ in range(limit - refused):
        pace.quicken(sent)
    return pace.limit


@pytest.mark.parametrize(
    ("refused", "limit"),
    [
        (0, 64),
        (1, 63),  # by chance
        (16, 48),  # an endpoint that takes 48 at once
        (32, 32),
        (64, 32),  # at most by half
    ],
)
def test_the_pace_falls_by_what_was_refused(refused: int, limit: int) -> None:
    """Of requests sent together as many may be under way as were not refused, and no fewer than half."""
    assert limit == after_a_round(Pace(64), refused)


def test_what_was_sent_before_slows_no_more() -> None:
    """Refusals of an earlier round say nothing about the present limit; answers raise it again."""
    pace = Pace(64)
    sent = pace.round
    after_a_round(pace, 64)
    for _ in range(64):
        pace.slow(sent)

    assert 32 == pace.limit
    for _ in range(1600):
        pace.quicken(pace.round)
    assert 64 == pace.limit


def test_the_pace_never_falls_below_one() -> None:
    """However often the endpoint complains, one request may be under way."""
    pace = Pace(2)
    for _ in range(10):
        pace.slow(pace.round)

    assert 1 == pace.limit
    with pace:
        assert 1 == pace.limit


@pytest.mark.parametrize(
    ("at_once", "calls", "headers", "held"),
    [
        (64, 1, {}, False),  # by chance: the others go on
        (64, 16, {}, True),
        (1, 1, {}, True),
        (64, 1, {"x-ratelimit-remaining-requests": "0"}, True),
        (64, 1, {"x-ratelimit-remaining-requests": "5"}, False),
    ],
)
def test_who_else_waits_for_a_refusal(at_once: int, calls: int, headers: dict[str, str], *, held: bool) -> None:
    """Retry-After holds the one request; all of them where most are refused or nothing is left to them."""
    clock = FakeClock()
    retrier = Retrier(policy=RetryPolicy(concurrency=at_once, total=4.0), clock=clock)

    def refuse(attempt: Attempt) -> ChatAnswer:
        attempt.receive(Reply(429, headers, b""))
        raise make_fault("rate_limited", not_before=3.0)

    for _ in range(calls):  # each with two attempts
        outcome(retrier, refuse)
    clock.slept.clear()

    assert ("", held) == (outcome(retrier, Script()), bool(clock.slept))


def test_no_more_are_under_way_than_the_pace_allows() -> None:
    """Threads beyond the pace wait for their turn, and every one gets it."""
    under_way, most, lock = [0], [0], threading.Lock()
    ready = threading.Barrier(6)
    retrier = Retrier(policy=RetryPolicy(concurrency=2))

    def send(_: Attempt) -> ChatAnswer:
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        threading.Event().wait(0.01)
        with lock:
            under_way[0] -= 1
        return ANSWER

    def work() -> None:
        ready.wait()
        retrier.call("k", send)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    assert (0, 2) == (under_way[0], most[0])
