"""A service to ask, with a token of every kind."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final, Literal, NamedTuple

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from extractor.api import Limits, Service, create_app, open_service
from extractor.settings import Settings

NARRATIVE: Final = "截至5月底，已建成7座，占任务的58.3%；其余5座因资金未到位尚未开工。"
BULLETIN: Final = f"""民生实事进展情况通报
2031年6月5日

1.新建公厕12座。
责任单位：市城管局
进展情况：{NARRATIVE}
"""
OVER: Final = ("done", "failed", "cancelled")
_PATIENCE: Final = 30.0

Headers = dict[str, str]


class Asked(NamedTuple):
    """A client of a service, and what its tokens are sent as."""

    client: TestClient
    service: Service
    admin: Headers
    extract: Headers
    read: Headers
    other: Headers
    """Of another who may extract."""
    revoked: Headers

    def give(self, *documents: tuple[str, bytes], **form: str) -> dict[str, Any]:
        """A job of these documents."""
        files = [("documents", document) for document in documents or [("demo.txt", BULLETIN.encode())]]
        answer = self.client.post("/v1/jobs", files=files, data=form, headers=self.extract)
        assert 202 == answer.status_code, answer.text
        job: dict[str, Any] = answer.json()
        return job

    def ended(self, job: dict[str, Any]) -> dict[str, Any]:
        """The job once it is over."""
        end = monotonic() + _PATIENCE
        while monotonic() < end:
            now: dict[str, Any] = self.client.get(f"/v1/jobs/{job['id']}", headers=self.admin).json()
            if now["state"] in OVER:
                return now
            sleep(0.02)
        raise AssertionError(f"not over: {now}")


@contextmanager
def asking(
    location: str | Path, limits: Limits | None = None, *, working: bool = True, tokens: str = ""
) -> Iterator[Asked]:
    """A service over the store at `location`; its worker works only where `working`; `tokens` begins their names."""
    with (
        open_service(Settings(_env_file=None), str(location), limits or Limits()) as service,
        asking_of(service, create_app(service), working=working, tokens=tokens) as asked,
    ):
        yield asked


@contextmanager
def asking_of(service: Service, app: FastAPI, *, working: bool = True, tokens: str = "") -> Iterator[Asked]:
    """A client of an application around `service`."""
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    asked = Asked(client, service, *_tokens(service, tokens))
    if working:
        with client:
            yield asked
    else:
        yield asked


@contextmanager
def listening(app: FastAPI, *, working: bool = True) -> Iterator[str]:
    """The application behind a real server on loopback: its address. Its worker works only where `working`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        lifespan: Literal["on", "off"] = "on" if working else "off"
        config = uvicorn.Config(app, access_log=False, log_config=None, ws="none", lifespan=lifespan)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started:
                sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def bearing(secret: str) -> Headers:
    """A token as it is sent."""
    return {"Authorization": f"Bearer {secret}"}


def _tokens(service: Service, before: str) -> Iterator[Headers]:
    tokens = service.store.tokens
    yield bearing(tokens.create(f"{before}admin", ["admin"]))
    yield bearing(tokens.create(f"{before}extract", ["extract"]))
    yield bearing(tokens.create(f"{before}read", ["read"]))
    yield bearing(tokens.create(f"{before}other", ["extract"]))
    yield bearing(tokens.create(f"{before}revoked", ["admin", "extract", "read"]))
    tokens.revoke(f"{before}revoked")
