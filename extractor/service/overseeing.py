"""Runs as the store knows them: how far each got, what it cost, and whether anything is still at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ..llm.prices import Price, load_prices
from ..records import Failure, Run
from ..settings import Settings
from ..store import RunSummary, Spent, Store
from .spending import cost_of

State = Literal["done", "running", "waiting", "stopped", "broken off"]
"""running: a process is at it; waiting: for a batch to be answered; stopped: on purpose or for want of answers;
broken off: its process was killed."""


class Standing(NamedTuple):
    """How a run stands."""

    summary: RunSummary
    state: State
    spent: Spent
    price: Price | None
    """Of its model, where the price table has one."""

    @property
    def cost(self) -> float | None:
        """In the currency of the price; None where it is not known."""
        if not self.spent.attempts:
            return 0.0
        return cost_of(self.spent, self.price) if self.price and not self.spent.unknown else None

    @property
    def seconds(self) -> float | None:
        """From its beginning to its end or last stop; None where neither is known."""
        run = self.summary.run
        until = run.finished or run.stopped
        return None if until is None else (until - run.started).total_seconds()


def standings(store: Store, settings: Settings) -> Iterator[Standing]:
    """Every run, first to last."""
    prices = load_prices(settings.prices) if settings.prices else {}
    for summary in store.runs():
        run = summary.run
        spent = store.asking.spent_for(store.progress.key_of(run.id))
        yield Standing(summary, _state(store, run), spent, prices.get(_model_of(run)))


def failures_of(store: Store, run_id: str) -> Sequence[Failure]:
    """What failed in a run, files before narratives."""
    return (*store.failures(run_id), *store.progress.failures(run_id))


def _model_of(run: Run) -> str:
    return run.engine.removeprefix("model:").partition(" ×")[0]


def _state(store: Store, run: Run) -> State:
    if run.finished is not None:
        return "done"
    with store.progress.claimed(run.id) as free:
        if not free:
            return "running"
    if store.batches.open(run.id):
        return "waiting"
    return "stopped" if run.stopped is not None else "broken off"
