"""W7: how much the service takes: size, parts, time, pace, number; what is refused leaves nothing behind."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Scope

from extractor.api import Limits
from extractor.api.rates import Places, Rates

from .served import Asked, asking

MB = 1_000_000
BOUNDARY = "b0undary"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def part(name: str, content: bytes, filename: str = "demo.txt") -> bytes:
    """One part of a form."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def in_chunks(size: int, chunk: int = 64 * 1024) -> Iterator[bytes]:
    """A form with a document of about `size` bytes, whose length is told to nobody."""
    yield part("documents", b"")[:-2]
    for _ in range(size // chunk):
        yield b"x" * chunk
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that temporary files are made in."""
    folder = tmp_path / "spool"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_51_mb_are_too_many(idle: Asked, spool: Path) -> None:
    """A body announced larger than the limit is refused before it is read."""
    answer = idle.client.post("/v1/jobs", files={"documents": ("a.txt", b"x" * 51 * MB)}, headers=idle.extract)

    assert (413, "too_large") == (answer.status_code, answer.json()["code"])
    assert ({}, []) == (idle.service.store.jobs.counts(), list(spool.iterdir()))


def test_51_mb_in_chunks_are_too_many(idle: Asked, spool: Path) -> None:
    """Without a length no more is read than one chunk beyond the limit, and nothing is left behind."""
    read = []

    def counted() -> Iterator[bytes]:
        for chunk in in_chunks(60 * MB):
            read.append(len(chunk))
            yield chunk

    answer = idle.client.post("/v1/jobs", content=counted(), headers={**idle.extract, **MULTIPART})

    assert (413, "too_large") == (answer.status_code, answer.json()["code"])
    assert ({}, []) == (idle.service.store.jobs.counts(), list(spool.iterdir()))


def test_reading_ends_at_the_limit(idle: Asked) -> None:
    """Of an endless body less than 1 MB is taken beyond the limit."""
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        taken += 64 * 1024
        head = part("documents", b"")[:-2] if taken == 64 * 1024 else b""
        return {"type": "http.request", "body": head + b"x" * 64 * 1024, "more_body": True}

    status = asyncio.run(answered(idle, receive))

    assert 413 == status
    assert taken < idle.service.limits.upload_bytes + MB


def test_a_body_that_does_not_come(tmp_path: Path) -> None:
    """Who sends a byte now and then is not waited for longer than a body may take, and leaves nothing behind."""
    sent = iter([part("documents", b"")[:-2]])

    async def receive() -> Message:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": next(sent, b"x"), "more_body": True}

    with asking(tmp_path / "store.sqlite3", Limits(body_seconds=0.3), working=False) as asked:
        status = asyncio.run(answered(asked, receive))

        assert 408 == status
        assert {} == asked.service.store.jobs.counts()
        assert asked.service.uploads.take()


async def answered(asked: Asked, receive: object) -> int:
    """The status of an answer to an upload that arrives as `receive` says."""
    headers = {"host": "localhost", **MULTIPART, **asked.extract}
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/v1/jobs",
        "raw_path": b"/v1/jobs",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 9),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    statuses: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await asked.client.app(scope, receive, send)  # type: ignore[arg-type]
    [status] = statuses
    return status


def field(name: str, words: bytes) -> bytes:
    """A part of a form that is no file."""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + words + b"\r\n"


FORMS = {
    "10,000 parts": (b"".join(part("documents", b"x", f"{at}.txt") for at in range(10_000)), 400),
    "201 documents": (b"".join(part("documents", b"x", f"{at}.txt") for at in range(201)), 400),
    "a field of 1 MB": (field("anchor_date", b"x" * MB), 400),
    "11 fields": (b"".join(field(f"f{at}", b"x") for at in range(11)), 400),
    "nothing": (b"", 422),
    "no document": (part("papers", b"x"), 422),
    "text for a document": (field("documents", b"x"), 422),
}


@pytest.mark.parametrize(("form", "refused"), FORMS.values(), ids=FORMS)
def test_forms_that_are_not_taken(idle: Asked, form: bytes, refused: int) -> None:
    """More parts than a job may have, fields longer than any date, and forms without a document."""
    body = form + f"--{BOUNDARY}--\r\n".encode()
    answer = idle.client.post("/v1/jobs", content=body, headers={**idle.extract, **MULTIPART})

    assert refused == answer.status_code, answer.text
    assert {} == idle.service.store.jobs.counts()


@pytest.mark.parametrize("body", [b"", b"\x00" * 1000, f"--{BOUNDARY}".encode(), f"--{BOUNDARY}\r\n\r\n".encode()])
def test_what_is_no_form(idle: Asked, body: bytes) -> None:
    """Bytes that break off, or never were a form, are refused."""
    answer = idle.client.post("/v1/jobs", content=body, headers={**idle.extract, **MULTIPART})

    assert answer.status_code in {400, 422}


def test_a_compressed_body_is_not_unpacked(idle: Asked) -> None:
    """No encoding of a body is undone, so that none can grow."""
    headers = {**idle.extract, "Content-Encoding": "gzip", "Content-Type": "application/json"}
    answer = idle.client.post("/v1/extract", content=b"\x1f\x8b\x08\x00" + b"\x00" * 100, headers=headers)

    assert 400 == answer.status_code


def test_texts_have_a_limit_of_their_own(idle: Asked) -> None:
    """Of what is no upload only 1 MB is taken."""
    answer = idle.client.post("/v1/extract", json={"narrative": "已" * MB}, headers=idle.extract)

    assert (413, "too_large") == (answer.status_code, answer.json()["code"])


def test_who_may_not_ask_is_not_read(idle: Asked) -> None:
    """Without a token not a byte of a body is taken."""
    read = []

    async def receive() -> Message:
        read.append(1)
        return {"type": "http.request", "body": b"x" * 1000, "more_body": True}

    status = asyncio.run(answered(idle._replace(extract={}), receive))

    assert (401, []) == (status, read)


def test_too_fast(tmp_path: Path) -> None:
    """A token that asked too often is told how long to wait; another one may ask."""
    with asking(tmp_path / "store.sqlite3", Limits(per_minute=3), working=False) as asked:
        statuses = [asked.client.get("/v1/runs", headers=asked.read).status_code for _ in range(3)]
        answer = asked.client.get("/v1/runs", headers=asked.read)

        assert [200] * 3 == statuses
        assert (429, "rate", "20") == (answer.status_code, answer.json()["code"], answer.headers["retry-after"])
        assert 200 == asked.client.get("/v1/runs", headers=asked.admin).status_code


def test_a_bucket_fills_again() -> None:
    """Sixty a minute is one a second, and never more than sixty at once."""
    now = [0.0]
    rates = Rates(60, lambda: now[0])
    taken = sum(rates.take(1) == 0 for _ in range(100))
    waits = rates.take(1)
    now[0] += 1.0
    after_a_second = (rates.take(1), rates.take(1))
    now[0] += 1e6

    assert (60, 1.0, (0.0, 1.0)) == (taken, waits, after_a_second)
    assert 60 == sum(rates.take(1) == 0 for _ in range(100))


def test_places_come_back() -> None:
    """As many as there are, and again once they were left."""
    places = Places(2)
    taken = [places.take() for _ in range(3)]
    places.leave()

    assert ([True, True, False], True, False) == (taken, places.take(), places.take())


def test_a_full_queue(tmp_path: Path) -> None:
    """When so many jobs wait no more are taken, and none of those is lost."""
    with asking(tmp_path / "store.sqlite3", Limits(queue=2), working=False) as asked:
        given = [asked.give(), asked.give()]
        answer = asked.client.post("/v1/jobs", files={"documents": ("a.txt", b"x")}, headers=asked.extract)
        asked.client.delete(f"/v1/jobs/{given[0]['id']}", headers=asked.extract)

        assert (503, "queue_full", "30") == (
            answer.status_code,
            answer.json()["code"],
            answer.headers["retry-after"],
        )
        assert "queued" == asked.give()["state"]


def test_too_many_at_once(tmp_path: Path) -> None:
    """Without a place for a request, or for an upload, the client is told to come again."""
    with asking(tmp_path / "store.sqlite3", Limits(at_once=0), working=False) as asked:
        answer = asked.client.get("/health/live")
    with asking(tmp_path / "other.sqlite3", Limits(uploads_at_once=0), working=False) as asked:
        upload = asked.client.post("/v1/jobs", files={"documents": ("a.txt", b"x")}, headers=asked.extract)

    assert [(503, "busy", "1"), (503, "busy", "5")] == [
        (each.status_code, each.json()["code"], each.headers["retry-after"]) for each in (answer, upload)
    ]
