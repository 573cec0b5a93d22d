"""How many requests may be under way at once: fewer when the endpoint asks for fewer, slowly more again."""

from __future__ import annotations

import threading
from types import TracebackType


class Pace:
    """A limit that halves when the endpoint says so and grows by one with every so many answers.

    Held as a context for the length of a request, its waits included, so that a request that waits slows the others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = float(most)
        self._under_way = 0
        self._round = 0
        self._free = threading.Condition()

    @property
    def limit(self) -> int:
        """Requests that may be under way now."""
        return int(self._limit)

    @property
    def round(self) -> int:
        """Counts the halvings: what was sent in an earlier round says nothing about the present limit."""
        return self._round

    def slow(self, round_: int) -> None:
        """Halve, since a request sent in `round_` was one too many; once for all that were sent together."""
        with self._free:
            if round_ == self._round:
                self._round += 1
                self._limit = max(self._limit / 2, 1.0)

    def quicken(self) -> None:
        """Grow a little, after an answer."""
        with self._free:
            self._limit = min(self._limit + 1 / self._limit, float(self._most))
            self._free.notify_all()

    def wait_until_idle(self) -> None:
        """Waits until nothing is under way."""
        with self._free:
            self._free.wait_for(lambda: not self._under_way)

    def enter_if_free(self) -> bool:
        """Takes a place among the requests under way, where one is free."""
        with self._free:
            free = self._under_way < self.limit
            self._under_way += free
            return free

    def leave(self) -> None:
        """Gives the place of a request back."""
        with self._free:
            self._under_way -= 1
            self._free.notify_all()

    def __enter__(self) -> None:
        with self._free:
            self._free.wait_for(lambda: self._under_way < self.limit)
            self._under_way += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()
