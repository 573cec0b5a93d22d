"""A scripted OpenAI-compatible endpoint on loopback: it answers, fails, drips and breaks off as told, and counts."""

from __future__ import annotations

import gzip
import json
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

GOOD = '{"colour": "umber", "shade": 3}'
"""A text that has the form the tests ask for."""
FUNCTION = "Painting"


class Received(NamedTuple):
    """A request as the endpoint got it."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body."""
        found: dict[str, Any] = json.loads(self.body)
        return found


class Exchange(NamedTuple):
    """One request and the socket to answer it on."""

    request: Received
    socket: socket.socket
    closing: threading.Event
    """Set when the endpoint is to close: whoever waits, waits on it."""


Step = Callable[[Exchange], bool | None]
"""What the endpoint does with one request; afterwards the connection is closed unless it says True."""


def respond(
    body: bytes | str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    delay: float = 0.0,
    keep: bool = False,
) -> Step:
    """An ordinary response with any body; `keep` leaves the connection open."""
    payload = body.encode() if isinstance(body, str) else body
    told = {"Connection": "keep-alive" if keep else "close"} | dict(headers or {})

    def step(exchange: Exchange) -> bool:
        if delay:
            exchange.closing.wait(delay)
        exchange.socket.sendall(head(status, told, len(payload)) + payload)
        return keep

    return step


def head(status: int, headers: Mapping[str, str] | None, length: int) -> bytes:
    """Status line and headers."""
    told = {"Content-Type": "application/json", "Content-Length": str(length), "Connection": "close"}
    told |= dict(headers or {})
    lines = [f"HTTP/1.1 {status} Scripted", *(f"{name}: {value}" for name, value in told.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def completion(message: Mapping[str, Any], finish: str | None = "stop", **changes: Any) -> str:  # noqa: ANN401
    """A chat completion around `message`; `changes` replace or, where None, remove outer fields."""
    whole: dict[str, Any] = {
        "id": "c-1",
        "object": "chat.completion",
        "created": 1,
        "model": "painter-1",
        "choices": [{"index": 0, "message": dict(message), "finish_reason": finish}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }
    whole |= changes
    return json.dumps({name: value for name, value in whole.items() if value is not None})


def said(text: str | None, mode: str, function: str = FUNCTION) -> dict[str, Any]:
    """The message that holds `text` as an answer in `mode`, as a call of `function` where that is the mode."""
    if mode != "tools":
        return {"role": "assistant", "content": text}
    return {"role": "assistant", "content": None, "tool_calls": [call(text, function)]}


def call(text: str | None, function: str = FUNCTION) -> dict[str, Any]:
    """A tool call."""
    return {"id": "t-1", "type": "function", "function": {"name": function, "arguments": text}}


def good(mode: str, text: str = GOOD, *, delay: float = 0.0, keep: bool = False) -> Step:
    """A sound answer."""
    return respond(completion(said(text, mode)), delay=delay, keep=keep)


def drip_body(exchange: Exchange) -> None:
    """A sound answer, a byte at a time, for ever."""
    exchange.socket.sendall(head(200, None, 100_000))
    _drip(exchange, b" " * 100_000)


def drip_headers(exchange: Exchange) -> None:
    """Headers a byte at a time, for ever."""
    exchange.socket.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(exchange, b"s" * 100_000)


def _drip(exchange: Exchange, payload: bytes) -> None:
    for byte in payload:
        exchange.socket.sendall(bytes([byte]))
        if exchange.closing.wait(0.03):
            return


def silent(exchange: Exchange) -> None:
    """No answer at all."""
    exchange.closing.wait(30)


def close_at_once(exchange: Exchange) -> None:
    """The connection closed before a byte is sent."""
    exchange.socket.shutdown(socket.SHUT_RDWR)


def close_in_headers(exchange: Exchange) -> None:
    """The connection closed within the headers."""
    exchange.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")


def close_in_body(exchange: Exchange) -> None:
    """The connection closed within the body."""
    exchange.socket.sendall(head(200, None, 1000) + b'{"id": "c-1", "choi')


def reset(exchange: Exchange) -> None:
    """The connection reset before a byte is sent."""
    exchange.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.socket.close()


def reset_in_body(exchange: Exchange) -> None:
    """The connection reset within the body."""
    exchange.socket.sendall(head(200, None, 1000) + b'{"id": "c-1", "choi')
    time.sleep(0.02)
    reset(exchange)


def nonsense(exchange: Exchange) -> None:
    """Bytes that are no HTTP."""
    exchange.socket.sendall(b"\x16\x03\x01 not http at all\r\n\r\n")


def flood(exchange: Exchange) -> None:
    """30 MB without a told length."""
    exchange.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{")
    for _ in range(30):
        exchange.socket.sendall(b" " * 1_000_000)


def bomb() -> Step:
    """A small body that unpacks to 40 MB."""
    return respond(gzip.compress(b" " * 40_000_000, 6), headers={"Content-Encoding": "gzip"})


class FakeEndpoint:
    """An endpoint on 127.0.0.1 that plays a script, then its last step for ever."""

    def __init__(self, *steps: Step) -> None:
        self.requests: list[Received] = []
        self.bytes_received = 0
        self.connections = 0
        self._steps = list(steps)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        endpoint = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                endpoint.serve(self.request)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.003}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._server.server_address[1]
        return port

    def play(self, *steps: Step) -> None:
        """What to do from now on."""
        with self._lock:
            self._steps = list(steps)

    def serve(self, connection: socket.socket) -> None:
        """Answer the requests of one connection."""
        self.connections += 1
        try:
            while request := self._receive(connection):
                with self._lock:
                    self.requests.append(request)
                    step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
                if not step(Exchange(request, connection, self._closing)):
                    return
        except OSError:
            return  # the client went away, as it may

    def close(self) -> None:
        """Stop, and let every waiting connection go."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _receive(self, connection: socket.socket) -> Received | None:
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = connection.recv(65536)
            if not chunk:
                return None
            data += chunk
            self.bytes_received += len(chunk)
        top, _, body = data.partition(b"\r\n\r\n")
        first, *lines = top.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            chunk = connection.recv(65536)
            self.bytes_received += len(chunk)
            body += chunk
        return Received(first.split(" ")[1], headers, body)


class Garbler:
    """A port on 127.0.0.1 where something else listens: it answers any first bytes with the same few and hangs up."""

    def __init__(self, answer: bytes = b"HTTP/1.1 400 Bad Request\r\n\r\n") -> None:
        self.bytes_received = 0
        garbler = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                garbler.bytes_received += len(self.request.recv(65536))
                self.request.sendall(answer)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.003}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._server.server_address[1]
        return port

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = True


@contextmanager
def endpoint(*steps: Step) -> Iterator[FakeEndpoint]:
    """A running endpoint, closed at the end."""
    fake = FakeEndpoint(*steps)
    try:
        yield fake
    finally:
        fake.close()


class FakeClock:
    """A clock whose sleeps pass at once, each for its own thread, and are remembered; between them real time counts."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._own = threading.local()

    @property
    def _skipped(self) -> float:
        skipped: float = getattr(self._own, "skipped", 0.0)
        return skipped

    def now(self) -> float:
        """Seconds that passed or were slept."""
        return time.monotonic() + self._skipped

    def epoch(self) -> float:
        """A moment of the calendar, 2026-01-01 00:00:00 UTC, and the seconds slept since."""
        return 1_767_225_600.0 + self._skipped

    def sleep(self, seconds: float) -> None:
        """Skip ahead."""
        self.slept.append(seconds)
        self._own.skipped = self._skipped + seconds

    def wake(self) -> None:
        """Nothing: no sleep lasts."""
