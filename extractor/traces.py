"""Spans of what is done, for OpenTelemetry; none is made until they are switched on, none ever has text of a document.

Calls of a model are named by the GenAI conventions. Spans are sent where ``OTEL_EXPORTER_OTLP_ENDPOINT`` says, by the
extra ``otel``, which nothing loads before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Protocol

from .errors import ConfigurationError, ExtractorError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Tracer

Value = str | int | float | bool
_NAME: Final = "bulletin-extractor"


class Trace(Protocol):
    """A span that is open."""

    def note(self, attributes: Mapping[str, Value | None]) -> None:
        """Add attributes; those that are None are left out."""
        ...


class _NoTrace:
    def note(self, attributes: Mapping[str, Value | None]) -> None:
        pass


class _SpanTrace:
    def __init__(self, span: Any) -> None:  # noqa: ANN401 - the type is of an extra
        self._span = span

    def note(self, attributes: Mapping[str, Value | None]) -> None:
        for name, value in attributes.items():
            if value is not None:
                self._span.set_attribute(name, value)


class _Switch:
    """Where spans go; nowhere at first."""

    tracer: Tracer | None = None


@contextmanager
def traced(*, on: bool, exporter: SpanExporter | None = None) -> Iterator[None]:
    """Makes spans while the block lasts, where they are `on`, and sends them before it ends.

    Raises `ConfigurationError` where the extra is not installed.
    """
    if not on:
        yield
        return
    if find_spec("opentelemetry.sdk") is None:
        raise ConfigurationError('EXTRACTOR_TRACES needs more; install it with: pip install "bulletin-extractor[otel]"')
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    # not made the global one: other libraries would write into it whatever they hold for worth telling
    provider = TracerProvider(resource=Resource.create({"service.name": _NAME}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter()))
    _Switch.tracer = provider.get_tracer(_NAME)
    try:
        yield
    finally:
        _Switch.tracer = None
        provider.shutdown()


def note(attributes: Mapping[str, Value | None]) -> None:
    """Adds to the span that is open here, if any."""
    if _Switch.tracer is not None:
        from opentelemetry.trace import get_current_span  # noqa: PLC0415 - only where they are on

        _SpanTrace(get_current_span()).note(attributes)


@contextmanager
def span(name: str, attributes: Mapping[str, Value | None] | None = None, *, client: bool = False) -> Iterator[Trace]:
    """A span around the block, or the function it decorates; an error is told by its code, without its words."""
    tracer = _Switch.tracer
    if tracer is None:
        yield _NO_TRACE
        return
    from opentelemetry.trace import SpanKind, StatusCode  # noqa: PLC0415 - only where they are on

    with tracer.start_as_current_span(
        name,
        kind=SpanKind.CLIENT if client else SpanKind.INTERNAL,
        record_exception=False,
        set_status_on_exception=False,
    ) as opened:
        trace = _SpanTrace(opened)
        trace.note(attributes or {})
        try:
            yield trace
        except BaseException as error:
            opened.set_status(StatusCode.ERROR)
            trace.note({"error.type": error.code if isinstance(error, ExtractorError) else type(error).__name__})
            raise


_NO_TRACE: Final = _NoTrace()
