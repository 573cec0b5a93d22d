"""Every known fault in every mode: its class, its requests, its ledger, and no word of it in any log."""

from __future__ import annotations

import logging
import socket
import traceback
from collections.abc import Callable, Iterator

import openai
import pytest

from extractor.llm import Message, ModelFault, Usage
from extractor.openai_model import Mode, network
from extractor.openai_model import silence as silencing
from tests import fakes
from tests.fakes import FakeEndpoint, Garbler, Step, completion, endpoint, good, respond, said

from .harness import BRISK, CANARY, KEY, MODES, PATIENT, REQUEST, Ran, run
from .matrix import ACCEPTED, CONTENT, PLAIN, TOOLS, TRANSPORT, Row

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CASES: list[tuple[Row, Mode]] = [
    *((row, mode) for row in (*TRANSPORT, *CONTENT) for mode in MODES),
    *((row, "tools") for row in TOOLS),
    *((row, mode) for row in PLAIN for mode in MODES[1:]),
]
LONGEST = 4 * BRISK.attempt + 1


@pytest.fixture(autouse=True)
def logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every log record at every level; at the end neither key nor text may stand in any."""
    caplog.set_level(logging.DEBUG)
    yield caplog
    assert_safe(caplog.text)


def assert_safe(text: str) -> None:
    """Neither the key nor a word of document or answer."""
    assert [] == [secret for secret in (KEY, CANARY, ascii(CANARY)[1:-1]) if secret in text]


def assert_fault(ran: Ran, fake: FakeEndpoint, row: Row) -> None:
    """The fault has the class and name of `row`, and ledger and endpoint agree."""
    assert ran.fault is not None, "accepted in silence"
    assert (row.fault, True) == (ran.fault.fault, ran.fault.code in row.codes.split("|")), ran.fault.code
    assert [row.requests] * 3 == [len(fake.requests), len(ran.rows), ran.sent]
    assert all(end is not None and end.code == ran.fault.code for end in (row.end for row in ran.rows))
    assert_safe("".join(traceback.format_exception(ran.fault)) + repr(ran.fault) + str(vars(ran.fault).get("args")))
    assert ran.fault.__context__ is None or isinstance(ran.fault.__context__, ModelFault)
    assert ran.seconds < LONGEST


@pytest.mark.parametrize(("row", "mode"), CASES, ids=[f"{row.id}, {mode}" for row, mode in CASES])
def test_each_fault_is_told_and_never_accepted(row: Row, mode: Mode) -> None:
    """A fault has its class after its number of requests, each of them in the ledger; nothing of it leaks."""
    with endpoint(row.step(mode)) as fake:
        ran = run(fake, mode, BRISK if row.codes == "late" else PATIENT)

        assert_fault(ran, fake, row)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("name", "text"), ACCEPTED)
def test_one_object_is_found_in_its_wrapping(name: str, text: str, mode: Mode) -> None:
    """Fences, sentences and thoughts around exactly one object are put up with."""
    del name
    with endpoint(good(mode, text)) as fake:
        ran = run(fake, mode)

    assert ran.answer is not None
    assert ("umber", text) == (getattr(ran.answer.content, "colour", None), ran.answer.raw)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("asked", "least"),
    [
        ("1", 1.0),
        ("Thu, 01 Jan 2026 00:00:02 GMT", 1.9),
        ("0", 0.5),
        ("-5", 0.5),
        ("nan", 0.5),
        ("soon", 0.5),
        ("120", 120),
    ],
)
def test_a_wait_asked_for_is_kept(asked: str, least: float, mode: Mode) -> None:
    """F02: Retry-After is understood as seconds or a date, and never makes a wait shorter than our own."""
    policy = PATIENT._replace(total=300)
    with endpoint(respond("{}", 429, {"Retry-After": asked}), good(mode)) as fake:
        ran = run(fake, mode, policy)

        assert ran.answer is not None
        assert [2, 2, 1] == [len(fake.requests), len(ran.rows), len(ran.slept)]
    assert least <= ran.slept[0] <= max(least, 1.0) + 0.1


@pytest.mark.parametrize("mode", MODES)
def test_a_wait_beyond_the_deadline_defers(mode: Mode) -> None:
    """F02: a wait that does not fit the time of the request is not begun; the request is deferred."""
    with endpoint(respond("{}", 429, {"Retry-After": "119"})) as fake:
        ran = run(fake, mode, PATIENT._replace(total=100))

    assert ran.fault is not None
    assert ("deferred", 119.0, []) == (ran.fault.fault, ran.fault.not_before, ran.slept)


@pytest.mark.parametrize("mode", MODES)
def test_a_long_wait_is_told(mode: Mode) -> None:
    """F03: what must wait longer than two minutes says until when."""
    with endpoint(respond("{}", 429, {"Retry-After": "121"})) as fake:
        ran = run(fake, mode)

    assert ran.fault is not None
    assert 121.0 == ran.fault.not_before


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "bad",
    [respond("{}", 500), respond("{}", 503), fakes.close_at_once, fakes.close_in_body, fakes.reset],
    ids=["500", "503", "closed", "cut", "reset"],
)
def test_what_passes_is_tried_again(bad: Step, mode: Mode) -> None:
    """F05, F09: one transient fault costs one more request and nothing else."""
    with endpoint(bad, good(mode)) as fake:
        ran = run(fake, mode)

        assert ran.answer is not None
        assert [2, 2] == [len(fake.requests), ran.sent]


@pytest.mark.parametrize("mode", MODES)
def test_a_closed_port_sends_nothing(mode: Mode) -> None:
    """F08: an endpoint that does not listen is tried four times, and the ledger knows that nothing was sent."""
    with endpoint(good(mode)) as fake:
        url = fake.url
    ran = run(url, mode)

    assert ran.fault is not None
    assert ("transient", "unreachable", 4, 0) == (ran.fault.fault, ran.fault.code, len(ran.rows), ran.sent)


@pytest.mark.parametrize("mode", MODES)
def test_an_unknown_name_sends_nothing(mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
    """F08: a name that cannot be resolved is unreachable."""

    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(network, "getaddrinfo", fail)
    ran = run("http://model.invalid/v1", mode)

    assert ran.fault is not None
    assert ("transient", "unreachable", 4, 0) == (ran.fault.fault, ran.fault.code, len(ran.rows), ran.sent)


@pytest.mark.parametrize("mode", MODES)
def test_a_port_without_tls_is_unreachable(mode: Mode) -> None:
    """F08: where TLS fails, the request never leaves."""
    garbler = Garbler()
    ran = run(f"https://127.0.0.1:{garbler.port}/v1", mode)
    garbler.close()

    assert ran.fault is not None
    assert ("transient", "unreachable", 4, 0) == (ran.fault.fault, ran.fault.code, len(ran.rows), ran.sent)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(number: int, mode: Mode) -> None:
    """F13: not a byte goes to where a redirect points."""
    other = Garbler()
    with endpoint(respond("{}", number, {"Location": f"http://127.0.0.1:{other.port}/v1/chat/completions"})) as fake:
        ran = run(fake, mode)
    other.close()

    assert ran.fault is not None
    assert ("permanent", "redirect", 0) == (ran.fault.fault, ran.fault.code, other.bytes_received)


@pytest.mark.parametrize("mode", MODES)
def test_another_model_is_recorded(mode: Mode) -> None:
    """F30: the model that the endpoint says it used stands with the answer and in the ledger."""
    with endpoint(respond(completion(said(fakes.GOOD, mode), model="cheaper-0"))) as fake:
        ran = run(fake, mode)

    assert ran.answer is not None
    assert ran.rows[0].end is not None
    assert ["cheaper-0"] * 2 == [ran.answer.model, ran.rows[0].end.model]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "usage", [None, {}, {"prompt_tokens": -1, "completion_tokens": 2}, "many", {"prompt_tokens": "3"}]
)
def test_an_untold_usage_is_unknown(usage: object, mode: Mode) -> None:
    """F30: tokens that are not told, or not believable, are unknown and never nought."""
    with endpoint(respond(completion(said(fakes.GOOD, mode), usage=usage))) as fake:
        ran = run(fake, mode)

    assert ran.answer is not None
    assert None is ran.answer.usage


@pytest.mark.parametrize("mode", MODES)
def test_a_bad_answer_was_paid_for(mode: Mode) -> None:
    """Tokens of an answer that is refused stand in the ledger, and so does every byte of it."""
    body = completion(said("{}", mode))
    with endpoint(respond(body)) as fake:
        ran = run(fake, mode)

    (row,) = ran.rows
    assert row.end is not None
    assert row.reply is not None
    assert (Usage(input=11, output=7), body.encode()) == (row.end.usage, row.reply.body)


@pytest.mark.parametrize("mode", MODES)
def test_a_late_answer_is_marked(mode: Mode) -> None:
    """F34: what comes after the deadline is discarded, and the ledger says that it may have been paid for."""
    with endpoint(good(mode, delay=0.3)) as fake:
        ran = run(fake, mode, BRISK)

    assert {("late", True)} == {(row.end.outcome, row.end.sent) for row in ran.rows if row.end}


@pytest.mark.parametrize("mode", MODES)
def test_a_mixed_script_ends_well(mode: Mode) -> None:
    """F35: 429, garbage, 500, then an answer: four requests, one result, growing waits."""
    script = [respond("{}", 429), respond("{", 200), respond("{}", 500), good(mode)]
    with endpoint(*script) as fake:
        ran = run(fake, mode)

        assert ran.answer is not None
        assert [4, 4] == [len(fake.requests), len(ran.rows)]
    assert ["transient", "transient", "transient", "ok"] == [row.end.outcome for row in ran.rows if row.end]
    assert sorted(ran.slept) == ran.slept
    assert 3 == len(ran.slept)


@pytest.mark.parametrize("step", [good, lambda mode: respond(completion(said(CANARY, mode)))], ids=["good", "bad"])
def test_the_libraries_would_talk(
    step: Callable[[Mode], Step], monkeypatch: pytest.MonkeyPatch, logs: pytest.LogCaptureFixture
) -> None:
    """Without the silencer the text of a document would stand in the log: the silencer is needed."""
    monkeypatch.setattr(silencing.Nothing, "filter", lambda *_: True)
    with endpoint(step("json")) as fake:
        run(fake, "json")

    assert CANARY in logs.text
    logs.clear()


def test_a_fault_of_our_own_tells_only_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library raises, only the name of its kind is told: its message may hold text."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(openai.OpenAI, "post", fail)
    with endpoint(good("json")) as fake:
        ran = run(fake, "json")

    assert ran.fault is not None
    assert ("rejected", "unexpected") == (ran.fault.fault, ran.fault.code)
    assert "RuntimeError" in str(ran.fault)
    assert_safe("".join(traceback.format_exception(ran.fault)))


def test_a_prompt_that_cannot_be_sent_is_rejected() -> None:
    """Half a character in a prompt costs that request alone, and sends nothing."""
    request = REQUEST._replace(messages=(Message("user", f"JSON {CANARY} \ud800"),))
    with endpoint(good("json")) as fake:
        ran = run(fake, "json", request=request)

        assert ran.fault is not None
        assert ("rejected", "unexpected", 0) == (ran.fault.fault, ran.fault.code, len(fake.requests))


def test_a_request_says_what_was_asked_and_no_more() -> None:
    """Messages go out as they are, whatever a library would add to them."""
    for mode in MODES:
        with endpoint(good(mode)) as fake:
            run(fake, mode)
            sent = fake.requests[0].json

        assert [message._asdict() for message in REQUEST.messages] == sent["messages"]
        assert (50, 0.0, "painter-1") == (sent["max_tokens"], sent["temperature"], sent["model"])
