"""Cassettes: requests to llama.cpp's server with the small base model, and its replies, as they came.

To record them anew, run ``extractor serve-model`` in one terminal and ``make cassettes`` in another. A cassette that
a test does not play to its end, and one that no test plays, fail.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vcr
import yaml
from vcr.request import Request

from extractor.openai_model import Endpoint, resolve

CASSETTES = Path(__file__).parent / "cassettes"
RECORDING = bool(os.environ.get("RECORD_CASSETTES"))
_KEPT = ("content-type",)


class _Readable:
    """YAML in which Chinese stands as it is."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        return yaml.dump(cassette, allow_unicode=True, width=10_000, sort_keys=True)

    @staticmethod
    def deserialize(text: str) -> Any:  # noqa: ANN401 - whatever a cassette holds
        return yaml.safe_load(text)


def _bare(request: Request) -> Request:
    """Without what tells of a key or of the machine; the body as it was sent."""
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in _KEPT}
    request.body = json.dumps(json.loads(request.body), ensure_ascii=False, sort_keys=True).encode()
    return request


def _same_body(one: Request, other: Request) -> None:
    assert json.loads(one.body) == json.loads(other.body)


_recorder = vcr.VCR(
    cassette_library_dir=str(CASSETTES),
    record_mode="all" if RECORDING else "none",
    match_on=("method", "path", "json"),
    before_record_request=_bare,
    serializer="readable",
)
_recorder.register_serializer("readable", _Readable)
_recorder.register_matcher("json", _same_body)


@pytest.fixture
def recorded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Plays the cassette of the test's name, or records it."""
    monkeypatch.setenv("EXTRACTOR_PRESET", "llamacpp")
    monkeypatch.setenv("EXTRACTOR_PROMPT", "label-compact")
    monkeypatch.setenv("EXTRACTOR_CONCURRENCY", "1")
    monkeypatch.setenv("OPENAI_MODEL", "local")
    if RECORDING:
        request.getfixturevalue("socket_enabled")
    with _recorder.use_cassette(f"{request.node.name}.yaml") as cassette:
        yield
        assert RECORDING or cassette.all_played


@pytest.fixture
def local() -> Endpoint:
    """The server that was recorded."""
    return resolve(model="local", preset="llamacpp")
