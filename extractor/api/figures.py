"""What Prometheus is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ..llm.prices import Price
from ..records import Failure, NarrativeResult
from ..service import cost_of
from ..store import RunSummary, Spent, Store

_SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120)
_STATES: Final = ("queued", "running", "done", "failed", "cancelled")


class Figures:
    """Counters of one service, in a registry of their own."""

    def __init__(self, store: Store, price: Price | None) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "extractor_http_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "extractor_http_request_seconds",
            "Time to the end of the answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._documents = Counter(
            "extractor_documents", "Documents of jobs, by what came of them.", ("outcome",), registry=self.registry
        )
        self._narratives = Counter(
            "extractor_narratives", "Narratives, by what came of them.", ("outcome",), registry=self.registry
        )
        self._failures = Counter(
            "extractor_failures",
            "Narratives sent by themselves that failed, by reason.",
            ("code",),
            registry=self.registry,
        )
        self.registry.register(_FromStore(store, price))

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request ended."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def extracted(self, outcome: NarrativeResult | Failure) -> None:
        """A narrative that came by itself is through."""
        if isinstance(outcome, Failure):
            self._narratives.labels("failed").inc()
            self._failures.labels(outcome.code).inc()
        else:
            self._narratives.labels("done").inc()

    def ran(self, run: RunSummary) -> None:
        """A job is through."""
        for outcome, number in (("done", run.done), ("failed", run.failed), ("skipped", run.skipped)):
            self._documents.labels(outcome).inc(number)
        for outcome, number in (("done", run.results), ("failed", run.items_failed)):
            self._narratives.labels(outcome).inc(number)


class _FromStore(Collector):
    """What the store knows; of all processes that share it."""

    def __init__(self, store: Store, price: Price | None) -> None:
        self._store = store
        self._price = price
        self._since = datetime.now(UTC)

    def describe(self) -> Iterator[Metric]:
        """Nothing, so that registering does not ask the store."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The figures as they stand."""
        counts = self._store.jobs.counts()
        jobs = GaugeMetricFamily("extractor_jobs", "Jobs in the store, by state.", labels=("state",))
        for state in _STATES:
            jobs.add_metric((state,), counts.get(state, 0))
        yield jobs
        yield from _spending(self._store.asking.spent(self._since), self._price)


def _spending(spent: Spent, price: Price | None) -> Iterator[Metric]:
    since = "since this service began, of all that use its store."
    requests = CounterMetricFamily("extractor_model_requests", f"Requests to a model {since}", labels=("tokens",))
    requests.add_metric(("known",), spent.attempts - spent.unknown)
    requests.add_metric(("unknown",), spent.unknown)
    yield requests
    tokens = CounterMetricFamily("extractor_model_tokens", f"Tokens that a model counted {since}", labels=("kind",))
    for kind, number in (("input", spent.tokens_in), ("cached", spent.tokens_cached), ("output", spent.tokens_out)):
        tokens.add_metric((kind,), number)
    yield tokens
    if price is not None:
        cost = CounterMetricFamily("extractor_model_cost", f"Cost of known tokens {since}", labels=("currency",))
        cost.add_metric((price.currency,), cost_of(spent, price))
        yield cost
