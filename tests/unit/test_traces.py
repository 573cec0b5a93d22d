"""Spans: off until switched on, whole when on, and never with text of a document."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from extractor.cli import main
from extractor.errors import ReadError
from extractor.pipeline import Labelled
from extractor.records import Labelling, Ledger, NarrativeRequest
from extractor.service import chosen_engine, run_files
from extractor.settings import Settings
from extractor.store import Store
from extractor.traces import note, span, traced
from tests.fakes import endpoint, respond
from tests.unit.service.bulletins import ANSWER, BULLETIN, answering

pytestmark = [pytest.mark.otel, pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

SECRETS = ("公厕", "7座", "资金", "城管局", "民生实事", "绝密名称", "demo", "sk-canary")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A bulletin whose very name is not to be told."""
    path = tmp_path / "绝密名称.txt"
    path.write_text(BULLETIN, "utf-8")
    return path


@pytest.fixture
def kept() -> Iterator[InMemorySpanExporter]:
    """Where spans go while a test lasts."""
    exporter = InMemorySpanExporter()
    with traced(on=True, exporter=exporter):
        yield exporter


def finished(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    """The spans by their names."""
    return {each.name: each for each in exporter.get_finished_spans()}


def test_a_run_with_a_model(document: Path) -> None:
    """Document and narrative stand in the run, the call in the narrative; they tell nothing of the text."""
    exporter = InMemorySpanExporter()
    with endpoint(answering(ANSWER)) as at, Store.open("store.sqlite3") as store:
        settings = Settings(
            _env_file=None,
            engine="model",
            OPENAI_BASE_URL=at.url,
            OPENAI_MODEL="umber-1",
            OPENAI_API_KEY="sk-canary",
            preset="vllm",
        )
        with traced(on=True, exporter=exporter), chosen_engine("model", settings, "store.sqlite3") as engine:
            run_files([document], store, labeller=engine.labeller, engine=engine.name, workers=4)
        assert 1 == len(at.requests)
    spans = finished(exporter)
    run, read, narrative, call = (spans[name] for name in ("run", "document", "narrative", "chat umber-1"))

    assert [None, *(each.context.span_id for each in (run, run, narrative))] == [
        each.parent and each.parent.span_id for each in (run, read, narrative, call)
    ]
    assert {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "vllm",
        "gen_ai.request.model": "umber-1",
        "gen_ai.response.model": "painter-1",
        "gen_ai.usage.input_tokens": 11,
        "gen_ai.usage.output_tokens": 7,
        "server.address": "127.0.0.1",
    }.items() <= dict(call.attributes or {}).items()
    assert "CLIENT" == call.kind.name
    assert 5 == (narrative.attributes or {})["extractor.facts"]
    told = "".join(each.to_json() for each in exporter.get_finished_spans())
    assert [] == [secret for secret in SECRETS if secret in told or secret in told.encode().decode("unicode_escape")]


def test_a_fault_is_told_by_its_name_alone(document: Path, kept: InMemorySpanExporter) -> None:
    """What is raised may have words of the text; the span has the code of the error, or its kind."""

    def stumbling(request: NarrativeRequest, ledger: Ledger) -> Labelled:
        del ledger
        raise ValueError(request.narrative)

    with Store.open("store.sqlite3") as store:
        run_files([document], store, labeller=stumbling)
    with pytest.raises(ReadError), span("reading"):
        raise ReadError("公厕.txt: no", code="missing")
    _flush(kept)
    spans = finished(kept)

    assert ["ValueError", "missing"] == [
        (spans[name].attributes or {})["error.type"] for name in ("narrative", "reading")
    ]
    assert [(), ()] == [tuple(spans[name].events) for name in ("narrative", "reading")]
    assert "公厕" not in "".join(each.to_json(indent=None) for each in kept.get_finished_spans())


def _flush(exporter: InMemorySpanExporter) -> None:
    from extractor.traces import _Switch  # noqa: PLC0415 - the tests alone cannot wait

    tracer = _Switch.tracer
    assert tracer is not None
    tracer.span_processor.force_flush()  # type: ignore[attr-defined]
    assert exporter.get_finished_spans()


def test_what_is_sent_over_the_wire(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """EXTRACTOR_TRACES=1 sends the spans of a command to the collector that the environment names, without any text."""
    with endpoint(respond("", 200)) as collector:
        monkeypatch.setenv("EXTRACTOR_TRACES", "1")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url.removesuffix("/v1"))
        monkeypatch.setattr(sys, "argv", ["extractor", "run", str(document), "--quiet"])
        with pytest.raises(SystemExit) as ended:
            main()
        sent = b"".join(request.body for request in collector.requests)
        paths = {request.path for request in collector.requests}

    assert 0 == ended.value.code
    assert {"/v1/traces"} == paths
    assert b"bulletin-extractor" in sent
    assert b"narrative" in sent
    assert [] == [secret for secret in SECRETS if secret.encode() in sent]
    assert not capsys.readouterr().err


def test_a_collector_that_is_not_there_costs_no_run(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where spans cannot be sent the run is what it would be without."""
    monkeypatch.setenv("EXTRACTOR_TRACES", "1")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    monkeypatch.setattr(sys, "argv", ["extractor", "run", str(document), "--quiet"])
    with pytest.raises(SystemExit) as ended:
        main()

    assert 0 == ended.value.code
    assert Path("out/narratives.jsonl").exists()


def test_off_there_is_nothing() -> None:
    """Spans that are off take notes of nothing and hold nothing up."""
    with traced(on=False), span("run", {"a": 1}) as trace:
        trace.note({"b": 2})
        note({"c": 3})


def test_nothing_is_loaded_until_it_is_wanted() -> None:
    """A run by the rules loads nothing of OpenTelemetry."""
    code = (
        "import sys, extractor; extractor.extract('已建成7座。');"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout  # noqa: S603

    assert "[]" == printed.strip()


def test_an_answer_without_labels_has_a_span(kept: InMemorySpanExporter) -> None:
    """A narrative extracted by itself has a span too, with what was found in it."""
    from extractor.pipeline import extract_narrative  # noqa: PLC0415 - beside the one thing that uses it

    def mute(request: NarrativeRequest, ledger: Ledger) -> Labelled:
        del request
        return Labelled(ledger, Labelling(engine="mute"))

    extract_narrative(NarrativeRequest(id="", narrative="正在办理。"), mute)
    _flush(kept)

    assert {"extractor.facts": 0, "extractor.findings": 0} == dict(finished(kept)["narrative"].attributes or {})
