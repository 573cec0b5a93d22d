"""The limits of an endpoint, kept by one actor for all workers of a run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

import ray

from ..llm import ModelFault, Usage
from ..llm.limits import Limits
from ..llm.pace import Pace
from ..llm.policy import Circuit, RetryPolicy, refuse
from ..llm.quota import Quota
from ..llm.types import FaultClass

_LOOKS_AGAIN: Final = 0.05
"""Seconds between two looks for a free place."""


class Keeper:
    """What the actor is: pace, quota and circuit, asked by one worker at a time; no call waits.

    Times are its own, since clocks of two machines do not agree. Places that a worker held when it died are given back
    when it begins anew.
    """

    def __init__(self, at_once: int) -> None:
        self._pace = Pace(at_once)
        self._quota = Quota()
        self._circuit = Circuit(RetryPolicy().failures)
        self._held = Counter[str]()

    def begin(self, worker: str) -> None:
        """The worker starts, with no request under way."""
        for _ in range(self._held.pop(worker, 0)):
            self._pace.leave()

    def enter(self, worker: str) -> bool:
        """Takes a place among the requests under way, where one is free."""
        free = self._pace.enter_if_free()
        self._held[worker] += free
        return free

    def leave(self, worker: str) -> None:
        """Gives a place back; one that this keeper never gave is none of it."""
        if self._held[worker]:
            self._held[worker] -= 1
            self._pace.leave()

    def round(self) -> int:
        """Of the pace."""
        return self._pace.round

    def slow(self, round_: int) -> bool:
        """A request was one too many."""
        return self._pace.slow(round_)

    def quicken(self, round_: int) -> None:
        """An answer came."""
        self._pace.quicken(round_)

    def take(self) -> float:
        """The quota's answer for one request."""
        return self._quota.take(time.monotonic())

    def hold(self, seconds: float) -> None:
        """Nothing more for so long."""
        self._quota.hold(seconds, time.monotonic())

    def learn(self, headers: Mapping[str, str], usage: Usage | None) -> None:
        """What an answer told."""
        self._quota.learn(headers, usage, time.monotonic())

    def cause(self) -> str:
        """Why nothing more is asked; empty where that is not so."""
        return self._circuit.cause

    def record(self, fault: FaultClass | None, code: str) -> None:
        """How a request ended; with no fault: well."""
        self._circuit.record(None if fault is None else ModelFault("", fault, code=code))


def keeper(run_id: str, at_once: int) -> Any:  # noqa: ANN401 - an actor has no type
    """The actor of a run, which ends with it, started again where it dies."""
    options: dict[str, Any] = {
        "name": f"limits of {run_id}",
        "num_cpus": 0,
        "max_restarts": -1,
        "max_task_retries": -1,
        "get_if_exists": True,
    }
    return ray.remote(Keeper).options(**options).remote(at_once)


def shared(actor: Any) -> Limits:  # noqa: ANN401
    """The limits as a worker of the run sees them."""
    worker = ray.get_runtime_context().get_actor_id()
    ray.get(actor.begin.remote(worker))
    return Limits(SharedCircuit(actor), SharedPace(actor, worker), SharedQuota(actor))


class SharedCircuit:
    """Closed for all as soon as one worker finds that no request can succeed; opened by hand for this worker alone."""

    def __init__(self, actor: Any) -> None:  # noqa: ANN401
        self._actor = actor
        self._own = Circuit(RetryPolicy().failures)

    def check(self) -> None:
        """Raises a permanent `ModelFault` if it is open."""
        self._own.check()
        refuse(ray.get(self._actor.cause.remote()))

    def open(self) -> None:
        """Ask nothing more from here."""
        self._own.open()

    def record(self, fault: ModelFault | None) -> None:
        """Tell how a request ended."""
        told = (None, "") if fault is None else (fault.fault, fault.code)
        ray.get(self._actor.record.remote(*told))


class SharedPace:
    """Requests under way, counted over all workers."""

    def __init__(self, actor: Any, worker: str) -> None:  # noqa: ANN401
        self._actor = actor
        self._worker = worker
        self._here = Pace(RetryPolicy().concurrency)

    @property
    def round(self) -> int:
        """That of all."""
        told: int = ray.get(self._actor.round.remote())
        return told

    def slow(self, round_: int) -> bool:
        """A request was one too many; whether most were."""
        mostly: bool = ray.get(self._actor.slow.remote(round_))
        return mostly

    def quicken(self, round_: int) -> None:
        """An answer came."""
        ray.get(self._actor.quicken.remote(round_))

    def wait_until_idle(self) -> None:
        """Waits until nothing is under way from here."""
        self._here.wait_until_idle()

    def __enter__(self) -> None:
        self._here.__enter__()
        while not ray.get(self._actor.enter.remote(self._worker)):
            time.sleep(_LOOKS_AGAIN)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        ray.get(self._actor.leave.remote(self._worker))
        self._here.leave()


class SharedQuota:
    """The allowance of all workers, by the keeper's clock."""

    def __init__(self, actor: Any) -> None:  # noqa: ANN401
        self._actor = actor

    def take(self, now: float) -> float:  # noqa: ARG002 - the keeper's time counts
        """The share of one request, or the seconds to wait for it."""
        wait: float = ray.get(self._actor.take.remote())
        return wait

    def hold(self, seconds: float, now: float) -> None:  # noqa: ARG002
        """Nothing more for so long."""
        ray.get(self._actor.hold.remote(seconds))

    def learn(self, headers: Mapping[str, str], usage: Usage | None, now: float) -> None:  # noqa: ARG002
        """What an answer told."""
        ray.get(self._actor.learn.remote(dict(headers), usage))
