"""What all who ask one endpoint keep to together, be they threads of a process or processes of many machines."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import NamedTuple, Protocol

from .types import ModelFault, Usage


class Breaker(Protocol):
    """Whether anything is to be asked at all; see `policy.Circuit`."""

    def check(self) -> None:
        """Raises a permanent `ModelFault` if nothing is."""

    def open(self) -> None:
        """Nothing more is."""

    def record(self, fault: ModelFault | None) -> None:
        """Take note of how a request ended; None: well."""


class Pacing(Protocol):
    """How many requests may be under way at once; see `pace.Pace`. Held as a context for the length of a request."""

    @property
    def round(self) -> int:
        """What is sent in one round says nothing about the limit of the next."""
        ...

    def slow(self, round_: int) -> bool:
        """A request sent in `round_` was one too many; whether most of what may be under way was refused by now."""
        ...

    def quicken(self, round_: int) -> None:
        """An answer came to a request sent in `round_`."""

    def wait_until_idle(self) -> None:
        """Waits until nothing is under way."""

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Allowance(Protocol):
    """How many requests and tokens an endpoint allows; see `quota.Quota`."""

    def take(self, now: float) -> float:
        """Takes the share of one request and gives 0, or takes nothing and gives the seconds to wait at least."""
        ...

    def hold(self, seconds: float, now: float) -> None:
        """Nothing more for so long."""

    def learn(self, headers: Mapping[str, str], usage: Usage | None, now: float) -> None:
        """Take note of what an answer told."""


class Limits(NamedTuple):
    """The three together."""

    circuit: Breaker
    pace: Pacing
    quota: Allowance
