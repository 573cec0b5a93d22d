"""Which way a request takes to its endpoint, and that it goes nowhere else."""

import socket

import httpcore2
import httpx2
import pytest

from extractor.errors import ConfigurationError
from extractor.llm import ModelFault
from extractor.llm.attempts import Attempt, MemoryLog
from extractor.openai_model import network
from extractor.openai_model.network import CURRENT, DeadlineBackend
from extractor.openai_model.routes import proxy_of
from extractor.openai_model.transport import GuardedTransport
from tests.fakes import FakeClock, endpoint, good

from .harness import make_model, run

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.9"])


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have proxies of their own."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("url", "names", "host"),
    [
        ("https://model.example/v1", {}, None),
        ("https://model.example/v1", {"https_proxy": "http://proxy:3128"}, "proxy"),
        ("https://model.example/v1", {"https_proxy": "proxy:3128"}, "proxy"),
        ("https://model.example/v1", {"http_proxy": "http://proxy:3128"}, None),
        ("https://model.example/v1", {"all_proxy": "http://proxy:3128"}, "proxy"),
        ("https://model.example/v1", {"https_proxy": "http://proxy:3128", "no_proxy": ".example"}, None),
        ("http://localhost:8000/v1", {"http_proxy": "http://proxy:3128"}, None),
        ("http://127.0.0.1:8000/v1", {"all_proxy": "http://proxy:3128"}, None),
    ],
)
def test_a_proxy_is_the_one_the_environment_names(
    url: str, names: dict[str, str], host: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usual variables hold, and this machine is never asked through a proxy."""
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    proxy = proxy_of(url)

    assert host == (proxy and proxy.hostname)


def test_a_request_goes_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through a proxy the guards hold as well: the ledger knows what was sent."""
    with endpoint(good("json")) as proxy:
        monkeypatch.setenv("http_proxy", f"http://user:word@127.0.0.1:{proxy.port}")
        ran = run("http://model.invalid/v1", "json")

        assert ran.answer is not None
        assert ["http://model.invalid/v1/chat/completions"] == [request.path for request in proxy.requests]
        assert "Basic dXNlcjp3b3Jk" == proxy.requests[0].headers["proxy-authorization"]
        assert 1 == ran.sent


def test_an_unknown_kind_of_proxy_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that cannot be used is told, not passed by."""
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(ConfigurationError, match="HTTP_PROXY"):
        make_model("http://model.invalid/v1", "json")


@pytest.mark.parametrize("url", ["http://other.invalid/v1", "https://127.0.0.1:9/v1", "http://127.0.0.1:10/v1"])
def test_another_host_gets_nothing(url: str) -> None:
    """Scheme, host and port must all be the endpoint's own."""
    transport = GuardedTransport("http://127.0.0.1:9/v1")
    with pytest.raises(ModelFault) as raised:
        transport.handle_request(httpx2.Request("POST", url))

    assert ("permanent", "wrong_host") == (raised.value.fault, raised.value.code)


def test_every_address_of_a_name_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first address does not answer, the next one does, within the same deadline."""
    log = MemoryLog()
    clock = FakeClock()
    with endpoint(good("json")) as fake:

        def addresses(*_: object, **__: object) -> list[tuple[object, ...]]:
            hosts = ("127.0.0.9", "127.0.0.1")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, fake.port)) for host in hosts]

        monkeypatch.setattr(network, "getaddrinfo", addresses)
        token = CURRENT.set(Attempt(log.begin("k", 1), clock, clock.now() + 5, log))
        stream = DeadlineBackend().connect_tcp("two.invalid", fake.port)
        stream.close()
        CURRENT.reset(token)

        assert not CURRENT.get(None)


def test_nothing_is_begun_after_the_deadline() -> None:
    """A connection is not opened, and not a byte written, once the time is up."""
    log = MemoryLog()
    clock = FakeClock()
    with endpoint(good("json")) as fake:
        attempt = Attempt(log.begin("k", 1), clock, clock.now() + 5, log)
        token = CURRENT.set(attempt)
        stream = DeadlineBackend().connect_tcp("127.0.0.1", fake.port)
        attempt.deadline = clock.now() - 1
        with pytest.raises(httpcore2.ConnectTimeout):
            DeadlineBackend().connect_tcp("127.0.0.1", fake.port)
        with pytest.raises(httpcore2.WriteTimeout):
            stream.write(b"x")
        with pytest.raises(httpcore2.ReadTimeout):
            stream.read(1)
        stream.close()
        CURRENT.reset(token)

    assert not attempt.sent
