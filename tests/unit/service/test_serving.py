"""A model served on this machine."""

from pathlib import Path

import pytest

from extractor.errors import ConfigurationError
from extractor.openai_model import probe, resolve
from extractor.service.serving import serve_model


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setattr("extractor.service.serving.find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r"bulletin-extractor\[local\]"), serve_model(None):
        pass


@pytest.mark.parametrize(("content", "said"), [(b"no model", "no GGUF"), (None, "cannot be opened")])
def test_a_file_that_is_no_model(content: bytes | None, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told before anything is loaded."""
    monkeypatch.setattr("extractor.service.serving.find_spec", lambda _: "there")
    path = Path("model.gguf")
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=said), serve_model(path):
        pass


@pytest.mark.local
@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_real_server_keeps_to_a_schema() -> None:
    """Asked in its best form the served model answers in it; asked to call a function it does not."""
    with serve_model(None) as served:
        report = probe(resolve(model=served.model, base_url=served.url, preset="llamacpp"))

    assert report.best == "json_schema"
    assert report.tells_usage
