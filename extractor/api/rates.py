"""How fast each token may ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Rates:
    """A bucket a token: so many requests at once, refilled evenly over a minute; of this process alone."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._buckets: dict[int, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, token: int) -> float:
        """Take one request of a token's; the seconds to wait where it has none left, else 0."""
        with self._lock:
            now = self._clock()
            left, since = self._buckets.get(token, (self._most, now))
            left = min(self._most, left + (now - since) * self._most / 60)
            taken = left >= 1
            self._buckets[token] = (left - taken, now)
            return 0.0 if taken else (1 - left) * 60 / self._most


class Places:
    """So many of something at once; used by one thread, the event loop's."""

    def __init__(self, number: int) -> None:
        self._left = number

    def take(self) -> bool:
        """Take a place; False where none is left."""
        if self._left <= 0:
            return False
        self._left -= 1
        return True

    def leave(self) -> None:
        """Give the place back."""
        self._left += 1
