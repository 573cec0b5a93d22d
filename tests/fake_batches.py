"""OpenAI's Files and Batch endpoints on loopback: files are kept, batches wait until they are told how to end."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.fakes import Exchange, FakeEndpoint, Received, Step, completion, respond, said

Answer = Callable[[dict[str, Any]], tuple[int, object]]
"""The body of a request → status and body of its response."""

_FILENAME = re.compile(rb'filename="([^"]+)"\r\n')


class FakeBatches:
    """What the endpoints hold. `answer` says what becomes of each request when its batch is worked off."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.files: dict[str, tuple[str, bytes]] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.lose_next: str | None = None
        """Path whose next reply is lost once the work is done; its connection breaks off."""
        self.answered = 0
        self._lock = threading.Lock()

    def step(self, exchange: Exchange) -> bool | None:
        """One request."""
        request = exchange.request
        with self._lock:
            status, body = self._reply(request)
            lost = self.lose_next is not None and request.path.startswith(self.lose_next) and bool(request.body)
            if lost:
                self.lose_next = None
                return None
        content = body if isinstance(body, bytes) else json.dumps(body)
        return respond(content, status)(exchange)

    def lines(self, batch: dict[str, Any]) -> list[dict[str, Any]]:
        """The requests of a batch."""
        return [json.loads(line) for line in self.files[batch["input_file_id"]][1].splitlines()]

    def end(self, status: str = "completed", share: float = 1.0) -> None:
        """Works off so large a share of each batch that is under way, and ends it."""
        for batch in self.batches.values():
            if batch["status"] not in {"in_progress", "cancelling"}:
                continue
            lines = self.lines(batch)
            some = lines[: round(len(lines) * share)]
            good, bad = [], []
            for line in some:
                code, body = self.answer(line["body"])
                self.answered += 1
                response = {"status_code": code, "request_id": "r", "body": body}
                (good if code == 200 else bad).append(
                    {"id": "l", "custom_id": line["custom_id"], "response": response, "error": None}
                )
            for line in lines[len(some) :]:
                error = {"code": f"batch_{status}", "message": "this request was not got to"}
                bad.append({"id": "l", "custom_id": line["custom_id"], "response": None, "error": error})
            batch |= {
                "status": status,
                "output_file_id": self._keep("output", good),
                "error_file_id": self._keep("error", bad),
            }
            batch["request_counts"] = {"total": len(lines), "completed": len(good), "failed": len(bad)}

    def fail(self, reason: str) -> None:
        """Ends every batch under way without any of its requests."""
        for batch in self.batches.values():
            if batch["status"] == "in_progress":
                errors = {"object": "list", "data": [{"code": "limit", "message": reason}]}
                batch |= {"status": "failed", "errors": errors}

    def _reply(self, request: Received) -> tuple[int, object]:
        path = request.path.partition("?")[0].removeprefix("/v1").strip("/")
        kind, *rest = path.split("/")
        found = (self._reply_about_files if kind == "files" else self._reply_about_batches)(rest, request)
        return (404, {"error": {"message": "no such path", "code": "not_found"}}) if found is None else (200, found)

    def _reply_about_files(self, path: list[str], request: Received) -> object:
        match path:
            case []:
                return self._upload(request.body) if request.body else _page([*map(self._file, self.files)])
            case [name, "content"] if name in self.files:
                return self.files[name][1]
        return None

    def _reply_about_batches(self, path: list[str], request: Received) -> object:
        match path:
            case []:
                return self._create(request.json) if request.body else _page(list(self.batches.values()))
            case [name]:
                return self.batches.get(name)
            case [name, "cancel"] if name in self.batches:
                self.batches[name]["status"] = "cancelling"
                return self.batches[name]
        return None

    def _upload(self, body: bytes) -> dict[str, Any]:
        found = _FILENAME.search(body)
        assert found is not None
        start = body.index(b"\r\n\r\n", found.end()) + 4
        content = body[start : body.index(b"\r\n--", start)]
        name = f"file-{len(self.files)}"
        self.files[name] = (found[1].decode(), content)
        return self._file(name)

    def _file(self, name: str) -> dict[str, Any]:
        filename, content = self.files[name]
        told = {"id": name, "object": "file", "bytes": len(content), "created_at": 1, "filename": filename}
        return told | {"purpose": "batch", "status": "processed"}

    def _create(self, wanted: dict[str, Any]) -> dict[str, Any]:
        name = f"batch_{len(self.batches)}"
        self.batches[name] = wanted | {
            "id": name,
            "object": "batch",
            "created_at": 1,
            "status": "in_progress",
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
        }
        return self.batches[name]

    def _keep(self, kind: str, lines: list[dict[str, Any]]) -> str | None:
        if not lines:
            return None
        name = f"file-{kind}-{len(self.files)}"
        self.files[name] = (name, "".join(json.dumps(line) + "\n" for line in lines).encode())
        return name


def answering_with(text: Callable[[dict[str, Any]], str]) -> Answer:
    """Every request answered with the `text` for its body."""

    def answer(body: dict[str, Any]) -> tuple[int, object]:
        return 200, json.loads(completion(said(text(body), "json_schema")))

    return answer


@contextmanager
def batch_endpoint(batches: FakeBatches, otherwise: Step | None = None) -> Iterator[FakeEndpoint]:
    """An endpoint for batches, and for chat completions where `otherwise` says how they are answered."""

    def step(exchange: Exchange) -> bool | None:
        if otherwise is not None and exchange.request.path.endswith("/chat/completions"):
            return otherwise(exchange)
        return batches.step(exchange)

    fake = FakeEndpoint(step)
    try:
        yield fake
    finally:
        fake.close()


def _page(data: list[dict[str, Any]]) -> dict[str, Any]:
    return {"object": "list", "data": data, "has_more": False}
