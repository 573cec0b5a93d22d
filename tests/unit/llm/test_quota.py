"""What an endpoint allows, learned from its headers."""

from __future__ import annotations

import pytest

from extractor.llm import Usage
from extractor.llm.quota import LONGEST, Quota, seconds_of


def headers(name: str, limit: int, left: int, reset: str) -> dict[str, str]:
    """What an answer tells of one allowance."""
    return {
        f"x-ratelimit-limit-{name}": str(limit),
        f"x-ratelimit-remaining-{name}": str(left),
        f"x-ratelimit-reset-{name}": reset,
    }


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("6m0s", 360), ("120ms", 0.12), ("1.5", 1.5), ("1h2m3s", 3723), ("", None), ("soon", None), ("1s later", None)],
)
def test_durations(text: str, seconds: float | None) -> None:
    """Durations as endpoints write them; what is none gives none."""
    assert seconds == seconds_of(text)


def test_nothing_told_is_no_limit() -> None:
    """An endpoint that tells nothing, or nonsense, holds nobody up."""
    quota = Quota()
    quota.learn({"x-ratelimit-limit-requests": "many", "x-ratelimit-remaining-requests": "-1"}, None, 0.0)

    assert [0.0] * 1000 == [quota.take(0.0) for _ in range(1000)]


def test_requests_wait_for_their_share() -> None:
    """Of 60 a minute two are left: two go at once, the third after a second, when one has come back."""
    quota = Quota()
    quota.learn(headers("requests", 60, 2, "58s"), None, 0.0)

    assert [0.0, 0.0, 1.0] == [quota.take(0.0) for _ in range(3)]
    assert 0.0 == quota.take(1.0)


def test_tokens_are_reckoned_by_what_requests_took() -> None:
    """Requests of 500 tokens, 600 left of 6,000: one goes, the next waits until 400 more have come back."""
    quota = Quota()
    quota.learn(headers("tokens", 6000, 600, "54s"), Usage(input=400, output=100), 0.0)

    assert [0.0, 4.0] == [quota.take(0.0), pytest.approx(quota.take(0.0))]


def test_a_request_beyond_the_limit_is_sent_when_all_is_there() -> None:
    """A request that takes more than a minute allows waits for a whole minute's share, not for ever."""
    quota = Quota()
    quota.learn(headers("tokens", 100, 0, "10s"), Usage(input=5000, output=0), 0.0)

    assert 10.0 == pytest.approx(quota.take(0.0))
    assert 0.0 == quota.take(10.0)


def test_answers_that_overtake_give_nothing_back() -> None:
    """What was sent since an answer was written is not forgotten by its coming."""
    quota = Quota()
    quota.learn(headers("requests", 60, 3, "57s"), None, 0.0)
    taken = [quota.take(0.0) for _ in range(3)]
    quota.learn(headers("requests", 60, 2, "58s"), None, 0.0)

    assert [0.0] * 3 == taken
    assert 0.0 < quota.take(0.0)


def test_a_wait_asked_for_holds_all() -> None:
    """Retry-After holds every request, and never longer than is looked at again."""
    quota = Quota()
    quota.hold(2.0, 0.0)
    quota.hold(1.0, 0.0)

    assert (2.0, 0.0) == (quota.take(0.0), quota.take(2.0))
    quota.hold(86400.0, 0.0)

    assert LONGEST == quota.take(0.0)
