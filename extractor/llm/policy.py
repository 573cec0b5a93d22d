"""The one owner of retries: how often, how long apart, and when to stop altogether."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, NamedTuple

from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential_jitter

from .attempts import Attempt, AttemptLog, MemoryLog, Reply
from .clock import Clock, SystemClock
from .faults import kind, make_fault, spent
from .limits import Limits
from .pace import Pace
from .quota import Quota, used_up
from .types import ChatAnswer, ModelFault

Send = Callable[[Attempt], ChatAnswer]
"""Sends one request, once; raises `ModelFault`."""


_STOPPED: Final = "stopped"
_UNSENT: Final = frozenset({_STOPPED, "circuit_open"})
_TOO_MUCH: Final = frozenset({429, 503, 529})
"""Statuses of an endpoint that is asked more than it can do."""


class RetryPolicy(NamedTuple):
    """Limits; all times in seconds."""

    total: float = 120.0
    """For a request with all its attempts and the waits between them."""
    attempt: float = 60.0
    """For one attempt."""
    first_wait: float = 0.5
    """Before the second attempt; each further wait is about twice as long."""
    longest_wait: float = 20.0
    deferral: float = 60.0
    """At least, for an endpoint that asks for fewer requests without saying until when."""
    concurrency: int = 64
    """Requests under way at once, at most; fewer for a while when the endpoint asks for fewer."""
    failures: int = 10
    """Requests in a row that find no working endpoint before no more are sent."""


class Circuit:
    """Opens for good when requests show that none will succeed."""

    def __init__(self, failures: int) -> None:
        self._failures = failures
        self._in_a_row = 0
        self._cause = ""
        self._lock = threading.Lock()

    @property
    def cause(self) -> str:
        """The code of the fault that opened it; empty while it is closed."""
        return self._cause

    def check(self) -> None:
        """Raises a permanent `ModelFault` if it is open."""
        refuse(self._cause)

    def open(self) -> None:
        """Open, since no more is to be asked."""
        with self._lock:
            self._cause = self._cause or _STOPPED

    def record(self, fault: ModelFault | None) -> None:
        """Take note of how a request ended; None: well."""
        with self._lock:
            failing = fault is not None and fault.fault == "transient"
            self._in_a_row = self._in_a_row + 1 if failing else 0
            if fault is not None and (fault.fault == "permanent" or self._in_a_row >= self._failures):
                self._cause = self._cause or fault.code


def refuse(cause: str) -> None:
    """Raises a permanent `ModelFault` where there is a `cause` for which nothing more is asked."""
    if cause == _STOPPED:
        raise make_fault(_STOPPED)
    if cause:
        raise make_fault("circuit_open", detail=cause)


def own_limits(policy: RetryPolicy) -> Limits:
    """The limits of one process."""
    return Limits(Circuit(policy.failures), Pace(policy.concurrency), Quota())


class Retrier:
    """Sends requests, again where that may help; safe to share between threads.

    Transient faults are tried again with growing waits within the total time. Faults of content are never tried again
    here: asking anew is for whoever knows the question. The `limits` may be kept with others.
    """

    def __init__(
        self,
        log: AttemptLog | None = None,
        policy: RetryPolicy | None = None,
        clock: Clock | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._log = log or MemoryLog()
        self._policy = policy or RetryPolicy()
        self._clock = clock or SystemClock()
        self._circuit, self._pace, self._quota = limits or own_limits(self._policy)
        self._backoff = wait_exponential_jitter(
            multiplier=self._policy.first_wait, max=self._policy.longest_wait, jitter=self._policy.first_wait
        )

    def call(self, key: str, send: Send) -> ChatAnswer:
        """The answer to the request called `key` in the ledger; raises the `ModelFault` that remains."""
        try:
            with self._pace:
                self._await_quota()
                answer = self._retry(key, send)
        except ModelFault as fault:
            final = spent(fault, self._policy.deferral)
        else:
            self._circuit.record(None)
            return answer
        if final.code not in _UNSENT:
            self._circuit.record(final)
        raise final

    def stop(self) -> None:
        """Send nothing more: what is under way may end, what waits for another attempt gives up."""
        self._circuit.open()
        self._clock.wake()

    def drain(self) -> None:
        """Wait until nothing is under way."""
        self._pace.wait_until_idle()

    def _retry(self, key: str, send: Send) -> ChatAnswer:
        end = self._clock.now() + self._policy.total

        def stop(state: RetryCallState) -> bool:
            attempts = kind(_fault_of(state).code).attempts
            return state.attempt_number >= attempts or self._clock.now() + state.upcoming_sleep >= end

        retrying = Retrying(
            sleep=self._clock.sleep,
            wait=self._wait,
            stop=stop,
            retry=retry_if_exception(lambda error: isinstance(error, ModelFault) and error.fault == "transient"),
            reraise=True,
        )
        for step in retrying:
            with step:
                return self._attempt(key, step.retry_state.attempt_number, end, send)
        raise AssertionError("tenacity ends by returning or raising")  # pragma: no cover

    def _await_quota(self) -> None:
        """Waits for the endpoint's allowance; this time is not the request's."""
        while seconds := self._quota.take(self._clock.now()):
            self._circuit.check()
            self._clock.sleep(seconds)

    def _wait(self, state: RetryCallState) -> float:
        return max(self._backoff(state), _fault_of(state).not_before or 0.0)

    def _attempt(self, key: str, number: int, end: float, send: Send) -> ChatAnswer:
        self._circuit.check()
        round_ = self._pace.round
        deadline = min(end, self._clock.now() + self._policy.attempt)
        attempt = Attempt(self._log.begin(key, number), self._clock, deadline, self._log)
        ended = False
        try:
            answer = send(attempt)
            if attempt.remaining < 0:
                raise make_fault("late", raw=answer.raw)
            attempt.complete("ok", answer=answer)
            ended = True
            self._pace.quicken(round_)
        except ModelFault as fault:
            attempt.complete("late" if fault.code == "late" else fault.fault, fault.code)
            ended = True
            if attempt.reply is not None and attempt.reply.status in _TOO_MUCH:
                self._slow(round_, attempt.reply, fault.not_before or 0.0)
            elif fault.fault == "content":
                # an answer of no use is an answer: the endpoint was not asked more than it can do
                self._pace.quicken(round_)
            raise
        finally:
            if attempt.reply is not None:
                self._quota.learn(attempt.reply.headers, attempt.usage, self._clock.now())
            if not ended:
                attempt.complete("abandoned")
        return answer

    def _slow(self, round_: int, reply: Reply, wait: float) -> None:
        """Takes note of a refusal; where it is more than one request's bad luck, all wait as long as it asks for."""
        if self._pace.slow(round_) or wait >= self._policy.total or used_up(reply.headers):
            self._quota.hold(wait, self._clock.now())


def _fault_of(state: RetryCallState) -> ModelFault:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, ModelFault):  # pragma: no cover - only faults are retried
        raise TypeError("only a ModelFault is waited for")
    return error
