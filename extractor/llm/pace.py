"""How many requests may be under way at once: fewer by as much as the endpoint refuses, slowly more again."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Final

_MOST_LOST: Final = 0.5
"""Share of the limit that a round takes away at most; and share of it that, refused, is most of what is sent."""


class Pace:
    """A limit that falls by the share of a round that was refused, and grows by one with every so many answers.

    A round is as many attempts as may be under way. One refused by chance among many costs little; an endpoint that
    takes so many and no more is met at once by the number that it takes.

    Held as a context for the length of a request, its waits included, so that a request that waits slows the others.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = float(most)
        self._under_way = 0
        self._round = 0
        self._ended = self._refused = 0
        self._free = threading.Condition()

    @property
    def limit(self) -> int:
        """Requests that may be under way now."""
        return int(self._limit)

    @property
    def round(self) -> int:
        """Counts the rounds: what was sent in an earlier one says nothing about the present limit."""
        return self._round

    def slow(self, round_: int) -> bool:
        """An attempt sent in `round_` was one too many; whether most of what may be under way was refused by now."""
        with self._free:
            if round_ == self._round:
                self._refused += 1
            mostly = self._refused >= self._limit * _MOST_LOST
            self._count(round_)
            return mostly

    def quicken(self, round_: int) -> None:
        """Grow a little, after an answer to an attempt sent in `round_`."""
        with self._free:
            self._limit = min(self._limit + 1 / self._limit, float(self._most))
            self._count(round_)
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

    def _count(self, round_: int) -> None:
        if round_ != self._round:
            return
        self._ended += 1
        if self._ended >= self.limit:
            lost = min(self._refused / self._ended, _MOST_LOST)
            self._limit = max(self._limit * (1 - lost), 1.0)
            self._round += 1
            self._ended = self._refused = 0

    def __enter__(self) -> None:
        with self._free:
            self._free.wait_for(lambda: self._under_way < self.limit)
            self._under_way += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()
