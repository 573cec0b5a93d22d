"""W4: a service answers by its own names alone, so that no page elsewhere can have a browser ask it."""

from __future__ import annotations

import pytest

from extractor.api import check_host
from extractor.errors import ConfigurationError

from .served import Asked


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8000", "LOCALHOST"]
)
def test_own_names(idle: Asked, host: str) -> None:
    """Loopback by name and by address, with and without a port."""
    assert 200 == idle.client.get("/health/live", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.nip.io",
        "localhost.",
        "localhost.evil.example",
        "evil.example:80",
        "localhost@evil.example",
        "evil.example#localhost",
        "[::1",
        "[::2]",
        "[fe80::1%25lo]",
        "::1",
        "0.0.0.0",  # noqa: S104 - asked for, not listened at
        "127.1",
        "localhost:",
        "localhost:x",
        "localhost/",
        "localhost,evil.example",
        "",
    ],
)
def test_other_names(idle: Asked, host: str) -> None:
    """Anything else is refused before a token is looked at."""
    answer = idle.client.get("/v1/runs", headers={**idle.read, "Host": host})

    assert (400, "host") == (answer.status_code, answer.json()["code"])


def test_two_names(idle: Asked) -> None:
    """A request with two hosts is refused, whichever comes first."""
    for hosts in (("localhost", "evil.example"), ("evil.example", "localhost"), ("localhost", "localhost")):
        answer = idle.client.get("/health/live", headers=[("Host", host) for host in hosts])

        assert 400 == answer.status_code


def test_what_a_proxy_says_counts_for_nothing(idle: Asked) -> None:
    """A forwarded host neither opens nor closes anything."""
    forwarded = {"X-Forwarded-Host": "localhost", "Forwarded": "host=localhost"}

    assert 400 == idle.client.get("/health/live", headers={"Host": "evil.example", **forwarded}).status_code
    assert 200 == idle.client.get("/health/live", headers={"X-Forwarded-Host": "evil.example"}).status_code


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_loopback_needs_nothing(host: str) -> None:
    """On loopback the service may start before a token is made."""
    check_host(host, behind_proxy=False, has_tokens=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "intake.example", "localhost.example", ""])  # noqa: S104
def test_others_are_kept_out(host: str) -> None:
    """W2: anywhere else it starts only behind a proxy, and only once there is a token."""
    with pytest.raises(ConfigurationError, match="--behind-proxy"):
        check_host(host, behind_proxy=False, has_tokens=True)
    with pytest.raises(ConfigurationError, match="tokens create"):
        check_host(host, behind_proxy=True, has_tokens=False)
    check_host(host, behind_proxy=True, has_tokens=True)
