"""Every way in which an endpoint is known to fail, and what each must lead to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from extractor.llm import FaultClass
from extractor.openai_model import Mode
from tests import fakes
from tests.fakes import Step, completion, good, respond, said

from .harness import CANARY


class Row(NamedTuple):
    """A fault and what becomes of it."""

    id: str
    step: Callable[[Mode], Step]
    fault: FaultClass
    codes: str
    """Names it may have, divided by a bar."""
    requests: int


def always(step: Step) -> Callable[[Mode], Step]:
    """The same step whatever the mode."""
    return lambda _: step


def error(code: str = "some_error", kind: str = "some_type") -> str:
    """An error body."""
    return json.dumps({"error": {"message": CANARY, "type": kind, "code": code}})


def status(number: int, body: str | None = None, **headers: str) -> Callable[[Mode], Step]:
    """A response of this status; underscores in the names of `headers` become hyphens."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return always(respond(error() if body is None else body, number, told))


def text(written: str | None) -> Callable[[Mode], Step]:
    """A completion whose answer is `written`."""
    return lambda mode: respond(completion(said(written, mode)))


def ended(finish: str, written: str = fakes.GOOD) -> Callable[[Mode], Step]:
    """A completion that ended so."""
    return lambda mode: respond(completion(said(written, mode), finish))


def calls(*told: dict[str, object]) -> Callable[[Mode], Step]:
    """A completion with these tool calls."""
    return always(respond(completion({"role": "assistant", "content": None, "tool_calls": list(told)})))


def refusal(mode: Mode) -> Step:
    """A refusal beside a sound answer."""
    return respond(completion(said(fakes.GOOD, mode) | {"refusal": CANARY}))


def form(inner: str) -> str:
    """The sound answer with one more field."""
    return '{"colour": "umber", "shade": 3, ' + inner + "}"


PAGE = f"<!DOCTYPE html><html><body>{CANARY}</body></html>"
EVENTS = f'data: {{"choices": [{{"delta": {{"content": "{CANARY}"}}}}]}}\n\ndata: [DONE]\n\n'
MANY = '{"list": [' + ", ".join(['{"colour": "umber", "shade": 3}'] * 5000) + "]}"
WHOLE = completion(said(fakes.GOOD, "json"))

TRANSPORT = [
    Row("F01 429", status(429), "deferred", "rate_limited", 4),
    Row("F03 429, wait 121 s", status(429, Retry_After="121"), "deferred", "rate_limited", 1),
    Row("F03 503, wait 1 h", status(503, Retry_After="3600"), "deferred", "overloaded", 1),
    Row("F04 quota by code", status(429, error("insufficient_quota")), "permanent", "quota", 1),
    Row("F04 quota by type", status(429, error("", "insufficient_quota")), "permanent", "quota", 1),
    *(
        Row(f"F05 {number}", status(number), "transient", "overloaded", 4)
        for number in (500, 502, 503, 504, 529, 408, 409)
    ),
    Row("F05 503, a page", status(503, PAGE), "transient", "overloaded", 4),
    Row("F06 503, do not retry", status(503, x_should_retry="false"), "transient", "overloaded", 4),
    Row("F06 400, do retry", status(400, x_should_retry="true"), "rejected", "bad_request", 1),
    Row("F07 400", status(400), "rejected", "bad_request", 1),
    Row("F07 400 context", status(400, error("context_length_exceeded")), "rejected", "too_long", 1),
    Row("F07 401", status(401), "permanent", "unauthorised", 1),
    Row("F07 402", status(402), "permanent", "quota", 1),
    Row("F07 403", status(403), "permanent", "forbidden", 1),
    Row("F07 404", status(404), "permanent", "not_found", 1),
    Row("F07 413", status(413), "rejected", "too_long", 1),
    Row("F07 418", status(418), "rejected", "bad_request", 1),
    Row("F07 422", status(422), "rejected", "bad_request", 1),
    Row("F09 closed before headers", always(fakes.close_at_once), "transient", "cut_off", 4),
    Row("F09 closed within headers", always(fakes.close_in_headers), "transient", "cut_off", 4),
    Row("F09 closed within body", always(fakes.close_in_body), "transient", "cut_off", 4),
    Row("F09 reset before headers", always(fakes.reset), "transient", "cut_off", 4),
    Row("F09 reset within body", always(fakes.reset_in_body), "transient", "cut_off", 4),
    Row("F09 no HTTP", always(fakes.nonsense), "transient", "cut_off", 4),
    Row("F10 silent", always(fakes.silent), "transient", "late", 4),
    Row("F11 body drips", always(fakes.drip_body), "transient", "late", 4),
    Row("F11 headers drip", always(fakes.drip_headers), "transient", "late", 4),
    Row("F12 30 MB", always(fakes.flood), "rejected", "too_large", 1),
    Row("F12 30 MB told", always(respond(b"{", headers={"Content-Length": "30000000"})), "rejected", "too_large", 1),
    Row("F12 gzip bomb", always(fakes.bomb()), "rejected", "encoded", 1),
    Row("F13 to a file", status(307, Location="file:///etc/passwd"), "permanent", "redirect", 1),
    Row("F13 to metadata", status(308, Location="http://169.254.169.254/latest"), "permanent", "redirect", 1),
    Row("F13 without a place", status(302), "permanent", "redirect", 1),
    Row("F14 page", status(200, PAGE, Content_Type="text/html"), "permanent", "html", 2),
    Row("F14 page as JSON", status(200, PAGE), "permanent", "html", 2),
    Row("F15 empty", status(200, ""), "transient", "empty", 4),
    Row("F15 blank", status(200, " \n "), "transient", "empty", 4),
    Row("F15 204", status(204, ""), "transient", "empty", 4),
    Row("F15 truncated", status(200, WHOLE[:-30]), "transient", "garbled", 4),
    Row("F15 outer depth", status(200, "[" * 100_000), "transient", "garbled", 4),
    Row("F16 bad UTF-8", always(respond(b'{"id": "\xff\xfe"}')), "transient", "not_utf8", 2),
    Row("F16 error as answer", status(200, error()), "transient", "error_body", 2),
    Row("F16 error text", status(200, json.dumps({"error": CANARY})), "transient", "error_body", 2),
    Row("F16 quota as answer", status(200, error("insufficient_quota")), "permanent", "quota", 1),
    Row("F16 no choice", status(200, '{"choices": []}'), "transient", "no_choices", 2),
    Row("F16 null choices", status(200, '{"choices": null}'), "transient", "no_choices", 2),
    Row("F16 null message", status(200, '{"choices": [{"message": null}]}'), "transient", "no_choices", 2),
    Row("F16 a list", status(200, "[1, 2]"), "transient", "no_choices", 2),
    Row("F16 two choices", status(200, completion({}, choices=[{"message": {}}] * 2)), "transient", "no_choices", 2),
    Row("F16 event stream", status(200, EVENTS, Content_Type="text/event-stream"), "transient", "stream", 2),
    Row("F34 late", lambda mode: good(mode, delay=0.3), "transient", "late", 4),
]

CONTENT = [
    Row("F17 truncated", text('{"colour": "umber", "sha'), "content", "no_object", 1),
    Row(
        "F17 truncated after an inner object",
        text('{"a": {"colour": "umber", "shade": 3}, "b'),
        "content",
        "no_object",
        1,
    ),
    Row("F18 out of tokens, truncated", ended("length", '{"colour": "um'), "rejected", "length", 1),
    Row("F18 out of tokens, whole", ended("length"), "rejected", "length", 1),
    Row("F19 filtered", ended("content_filter"), "rejected", "content_filter", 1),
    Row("F19 broken off", ended("insufficient_system_resource"), "transient", "interrupted", 4),
    Row("F19 unknown end", ended("tired"), "content", "finish", 1),
    Row("F20 refused", refusal, "rejected", "refused", 1),
    Row("F21 null", text(None), "content", "no_content|no_call", 1),
    Row("F21 empty", text(""), "content", "no_content", 1),
    Row("F21 blank", text(" \n"), "content", "no_content", 1),
    Row("F22 wrong value", text(f'{{"colour": "{CANARY}", "shade": 3}}'), "content", "schema", 1),
    Row("F22 missing field", text('{"colour": "umber"}'), "content", "schema", 1),
    Row("F22 empty object", text("{}"), "content", "schema", 1),
    Row("F23 extra key", text(form(f'"{CANARY}": 1')), "content", "schema", 1),
    Row("F24 key twice", text(form('"shade": 4')), "content", "duplicate_key", 1),
    Row("F24 key twice, escaped", text(form('"sh\\u0061de": 4')), "content", "duplicate_key", 1),
    Row("F25 NaN", text(form('"share": NaN')), "content", "not_finite", 1),
    Row("F25 Infinity", text(form('"share": -Infinity')), "content", "not_finite", 1),
    Row("F25 1e999", text(form('"share": 1e999')), "content", "not_finite", 1),
    Row("F26 digit as text", text('{"colour": "umber", "shade": "7"}'), "content", "schema", 1),
    Row("F26 whole float", text('{"colour": "umber", "shade": 7.0}'), "content", "schema", 1),
    Row("F26 true", text('{"colour": "umber", "shade": true}'), "content", "schema", 1),
    Row("F26 wide digits", text('{"colour": "umber", "shade": "１２"}'), "content", "schema", 1),
    Row("F26 5,000 digits", text('{"colour": "umber", "shade": ' + "9" * 5000 + "}"), "content", "not_finite", 1),
    Row("F27 NUL", text(form('"note": "a\\u0000b"')), "content", "control", 1),
    Row("F27 bare NUL", text(form('"note": "a\0b"')), "content", "control", 1),
    Row("F27 escape", text(form('"note": "a\\u001bb"')), "content", "control", 1),
    Row("F27 half a character", text(form('"note": "\\ud83d"')), "content", "surrogate", 1),
    Row("F29 two objects", text(fakes.GOOD + "\n" + fakes.GOOD), "content", "many_objects", 1),
    Row("F29 thought alone", text(f"<think>{fakes.GOOD}</think>"), "content", "no_object", 1),
    Row("F29 thought without end", text(f"<think>{fakes.GOOD}"), "content", "no_object", 1),
    Row("F29 bare list", text(f"[{fakes.GOOD}]"), "content", "many_objects", 1),
    Row("F29 prose", text(CANARY), "content", "no_object", 1),
    Row("F29 text of a number", text("3"), "content", "no_object", 1),
    Row("F33 5 MB of blanks", text(" " * 5_000_000), "rejected", "too_large", 1),
    Row("F33 1 MB of blanks", text(fakes.GOOD + " " * 1_000_000), "content", "oversize", 1),
    Row("F33 5,000 records", text(MANY), "content", "schema", 1),
    Row("F33 depth 100,000", text('{"a":' * 30_000 + "1"), "content", "too_deep", 1),
    Row("F33 depth 70", text('{"a":' * 70 + "1" + "}" * 70), "content", "too_deep", 1),
]

TOOLS = [
    Row("F28 two calls", calls(fakes.call(fakes.GOOD), fakes.call(fakes.GOOD)), "content", "many_calls", 1),
    Row("F28 wrong function", calls(fakes.call(fakes.GOOD, "Erase")), "content", "wrong_function", 1),
    Row("F28 text for a call", always(good("json")), "content", "no_call", 1),
    Row("F28 arguments as object", calls({"function": {"name": "Painting", "arguments": {}}}), "content", "no_call", 1),
]

PLAIN = [
    Row("F28 a call for text", always(good("tools")), "content", "unexpected_call", 1),
]

ACCEPTED = [
    ("F29 fenced", f"```json\n{fakes.GOOD}\n```"),
    ("F29 in a sentence", f"好的，结果如下：{fakes.GOOD} 请查收。"),
    ("F29 after a thought", f"<think>maybe {fakes.GOOD}?</think>\n{fakes.GOOD}"),
    ("F29 after an unopened thought", f"a vermilion one </think>{fakes.GOOD}"),
    ("F29 a tag within a string", form('"note": "</think>"')),
]
