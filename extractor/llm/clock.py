"""Time as the retries see it, so that tests need not wait."""

from __future__ import annotations

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
        """Lets `seconds` pass."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.monotonic()

    def epoch(self) -> float:
        """Seconds since 1970, as the calendar has it."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Lets `seconds` pass."""
        time.sleep(seconds)
