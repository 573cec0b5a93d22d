"""The table of faults, and how statuses, error bodies and waits are read."""

import pytest

from extractor.llm.faults import (
    code_of_error,
    code_of_finish,
    code_of_status,
    codes,
    kind,
    make_fault,
    seconds_to_wait,
    spent,
)

NEW_YEAR = 1_767_225_600.0


@pytest.mark.parametrize("code", codes())
def test_every_fault_says_what_it_is(code: str) -> None:
    """Each fault has a class, a number of requests, and words for the user; only transient ones are tried again."""
    what = kind(code)

    assert what.says
    assert (what.fault == "transient") == (what.attempts > 1)
    assert what.attempts <= 4


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (200, None),
        (204, None),
        (301, "redirect"),
        (307, "redirect"),
        (400, "bad_request"),
        (401, "unauthorised"),
        (402, "quota"),
        (403, "forbidden"),
        (404, "not_found"),
        (408, "overloaded"),
        (409, "overloaded"),
        (413, "too_long"),
        (418, "bad_request"),
        (422, "bad_request"),
        (429, "rate_limited"),
        (500, "overloaded"),
        (529, "overloaded"),
        (599, "overloaded"),
        (999, "overloaded"),
    ],
)
def test_a_status_names_its_fault(status: int, code: str | None) -> None:
    """Every status is success or has a name."""
    assert code == code_of_status(status)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"error": {"code": "insufficient_quota"}}, "quota"),
        ({"error": {"type": "insufficient_quota", "code": None}}, "quota"),
        ({"error": {"code": "Arrearage"}}, "quota"),
        ({"code": "DataInspectionFailed"}, "content_filter"),
        ({"error": {"code": "context_length_exceeded"}}, "too_long"),
        ({"error": {"code": "other"}}, None),
        ({"error": "insufficient_quota"}, None),
        ({}, None),
        ([], None),
        (None, None),
    ],
)
def test_an_error_body_may_say_more(body: object, code: str | None) -> None:
    """A known code or type of an error body is told from all others."""
    assert code == code_of_error(body)


@pytest.mark.parametrize(
    ("reason", "code"),
    [("stop", None), ("tool_calls", None), (None, None), ("length", "length"), ("abort", "interrupted"), (7, "finish")],
)
def test_an_end_is_ordinary_or_named(reason: object, code: str | None) -> None:
    """How a model ended is ordinary or a fault."""
    assert code == code_of_finish(reason)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "1"}, 1.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, 86_400.0),
        ({"retry-after": "1e12"}, 86_400.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "Thu, 01 Jan 2026 00:00:30 GMT"}, 30.0),
        ({"retry-after": "Thu, 01 Jan 2026 00:00:30 -0000"}, 30.0),
        ({"retry-after": "Wed, 31 Dec 2025 00:00:00 GMT"}, 0.0),
        ({"retry-after": "Thu, 99 Jan 2026 00:00:00 GMT"}, None),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "x", "retry-after": "3"}, 3.0),
    ],
)
def test_a_wait_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds and dates are read; nothing is negative, endless or not a number."""
    assert seconds == seconds_to_wait(headers, NEW_YEAR)


def test_a_spent_fault_has_its_last_class() -> None:
    """An endpoint that keeps asking for fewer requests is left alone for a while; a web page will stay one."""
    assert ("deferred", 60.0) == (
        spent(make_fault("rate_limited"), 60).fault,
        spent(make_fault("rate_limited"), 60).not_before,
    )
    assert 90.0 == spent(make_fault("rate_limited", not_before=90), 60).not_before
    assert "permanent" == spent(make_fault("html"), 60).fault
    assert "transient" == spent(make_fault("cut_off"), 60).fault


def test_raw_text_can_be_written_down() -> None:
    """Half a character in what was received does not stop it from being stored."""
    assert b"a?" == make_fault("schema", raw="a\ud800").raw.encode()
