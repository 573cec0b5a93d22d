"""Time as the retries see it, so that tests need not wait."""

from __future__ import annotations

import threading
import time
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from and how it is spent."""

    def now(self) -> float:
        """Seconds on a clock that never goes back."""
        ...

    def epoch(self) -> float:
        """Seconds since 1970, as the calendar has it."""
        ...

    def sleep(self, seconds: float) -> None:
        """Lets `seconds` pass, fewer where it is woken."""
        ...

    def wake(self) -> None:
        """Ends every sleep, those under way and those to come."""
        ...


class SystemClock:
    """The machine's own clock."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def now(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.monotonic()

    def epoch(self) -> float:
        """Seconds since 1970, as the calendar has it."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Lets `seconds` pass, fewer where it is woken."""
        self._woken.wait(seconds)

    def wake(self) -> None:
        """Ends every sleep, those under way and those to come."""
        self._woken.set()
