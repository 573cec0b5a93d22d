"""How a run gets on, as a bar: narratives done, how fast, what it has cost and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from ..llm.prices import Price
from ..records import Run
from ..service import cost_of
from ..store import Spent
from .console import err

_RENEWED = 1.0
"""Seconds between two looks at what was spent."""


class Bar:
    """Learns of its length bulletin by bulletin, and reckons that the others are as long as those opened so far."""

    def __init__(self, progress: Progress, spent: Callable[[], Spent], price: Price | None) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None, told="")
        self._spent = spent
        self._price = price
        self._documents = self._opened = self._items = self._done = 0
        self._begun = self._renewed = time.monotonic()

    def began(self, run: Run, documents: int) -> None:
        """So many documents are to come."""
        self._documents = documents
        self._progress.update(self._task, description=f"run {run.id}")

    def opened(self, stem: str, items: int) -> None:
        """Makes room for the items of a bulletin, and for as many of each that is not opened yet."""
        self._opened += 1
        self._items += items
        expected = round(self._items / self._opened * max(self._documents, self._opened))
        self._progress.update(self._task, total=expected, description=stem)

    def advanced(self, items: int) -> None:
        """Fills so many items more."""
        self._done += items
        now = time.monotonic()
        if now - self._renewed >= _RENEWED:
            self._renewed = now
            self._progress.update(self._task, told=self._told(now))
        self._progress.advance(self._task, items)

    def _told(self, now: float) -> str:
        rate = f"{self._done / (now - self._begun):.1f}/s"
        spent = self._spent()
        if not spent.attempts or self._price is None:
            return rate
        return f"{rate} {cost_of(spent, self._price):.2f} {self._price.currency}"


@contextmanager
def progress_bar(spent: Callable[[], Spent], price: Price | None, *, shown: bool) -> Iterator[Bar]:
    """A bar on standard error while the block lasts, where it is to be `shown`."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=not shown) as progress:
        yield Bar(progress, spent, price)
