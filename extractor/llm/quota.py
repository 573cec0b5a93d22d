"""How many requests and tokens an endpoint allows, learned from the headers of its answers.

Endpoints of OpenAI's kind tell with every answer what is allowed a minute, what is left of it and when it will be
whole again. Between two answers what is left is reckoned: it grows at the rate that makes it whole at that time, and
each request sent takes its share. Whoever would take more than there is waits until there is enough.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .types import Usage

LONGEST: Final = 60.0
"""Seconds that a wait lasts at most before it is looked at again; an endpoint that tells more is not believed."""
_SECONDS: Final = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_PART: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|d|h|m|s)")
_SHARE_OF_NEW: Final = 0.2
_NAMES: Final = ("requests", "tokens")


@dataclass
class _Bucket:
    """What is left of one allowance."""

    limit: float
    left: float
    rate: float
    """What comes back in a second."""
    at: float
    """When it was reckoned."""

    def settle(self, now: float) -> None:
        """Reckon what is left now."""
        self.left = min(self.limit, self.left + self.rate * max(now - self.at, 0.0))
        self.at = now

    def wait_for(self, amount: float) -> float:
        """Seconds until there is so much; what is more than the limit is taken for the limit."""
        lacking = min(amount, self.limit) - self.left
        return lacking / self.rate if lacking > 0 else 0.0


class Quota:
    """The allowance of requests and of tokens; none is kept before an answer told of any. Safe between threads."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}
        self._tokens = 0.0
        self._held_until = 0.0
        self._lock = threading.Lock()

    def take(self, now: float) -> float:
        """Takes the share of one request and gives 0, or takes nothing and gives the seconds to wait at least."""
        with self._lock:
            wait = self._held_until - now
            for name, bucket in self._buckets.items():
                bucket.settle(now)
                wait = max(wait, bucket.wait_for(self._share(name)))
            if wait > 0:
                return min(wait, LONGEST)
            for name, bucket in self._buckets.items():
                bucket.left -= self._share(name)
            return 0.0

    def hold(self, seconds: float, now: float) -> None:
        """Nothing more for so long, since the endpoint asks to wait."""
        with self._lock:
            self._held_until = max(self._held_until, now + min(seconds, LONGEST))

    def learn(self, headers: Mapping[str, str], usage: Usage | None, now: float) -> None:
        """Take note of what an answer told; names of `headers` are in lower case."""
        with self._lock:
            if usage is not None:
                taken = usage.input + usage.output
                self._tokens += (taken - self._tokens) * (_SHARE_OF_NEW if self._tokens else 1.0)
            for name in _NAMES:
                told = _told(headers, name, now)
                if told is None:
                    continue
                if known := self._buckets.get(name):
                    known.settle(now)
                    # requests under way, which the endpoint had not seen when it answered, have taken their share
                    told.left = min(told.left, known.left) if known.limit == told.limit else told.left
                self._buckets[name] = told

    def _share(self, name: str) -> float:
        return 1.0 if name == "requests" else self._tokens


def seconds_of(text: str) -> float | None:
    """A duration such as ``6m0s``, ``120ms`` or ``1.5``, in seconds; None where it cannot be read."""
    text = text.strip()
    parts = _PART.findall(text)
    if parts and "".join(number + unit for number, unit in parts) == text:
        return sum(float(number) * _SECONDS[unit] for number, unit in parts)
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def used_up(headers: Mapping[str, str]) -> bool:
    """Whether an answer tells that nothing is left; names of `headers` are in lower case."""
    return any(_count(headers.get(f"x-ratelimit-remaining-{name}", "")) == 0 for name in _NAMES)


def _told(headers: Mapping[str, str], name: str, now: float) -> _Bucket | None:
    limit = _count(headers.get(f"x-ratelimit-limit-{name}", ""))
    left = _count(headers.get(f"x-ratelimit-remaining-{name}", ""))
    if limit is None or left is None or limit < 1:
        return None
    reset = seconds_of(headers.get(f"x-ratelimit-reset-{name}", ""))
    used = max(limit - left, 0.0)
    # what is told a minute comes back in a minute where no other time is told
    rate = used / reset if reset and used else limit / LONGEST
    return _Bucket(limit, min(left, limit), rate, now)


def _count(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,12}", text.strip()) else None
