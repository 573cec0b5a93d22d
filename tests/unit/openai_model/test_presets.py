"""Endpoints by name or address, and settings that cannot work."""

import pytest

from extractor.errors import ConfigurationError
from extractor.openai_model import find_preset, presets, resolve


def test_every_known_endpoint_can_be_resolved() -> None:
    """Each preset gives an endpoint with nothing but a model and, where it needs one, a key."""
    for name, preset in presets().items():
        if name == "custom":
            continue
        endpoint = resolve(model="m", preset=name, key="k")

        assert (preset.base_url, preset.modes[0]) == (endpoint.base_url, endpoint.mode)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (None, "openai"),
        ("https://api.openai.com/v1", "openai"),
        ("https://api.deepseek.com/v1", "deepseek"),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen"),
        ("http://127.0.0.1:11434/v1/", "ollama"),
        ("http://localhost:8000/v1", "vllm"),
        ("http://localhost:8080", "llamacpp"),
        ("http://10.1.2.3:9000/v1", "custom"),
    ],
)
def test_an_address_tells_its_preset(url: str | None, name: str) -> None:
    """Who sets only OPENAI_BASE_URL gets the particulars of that endpoint."""
    assert name == find_preset(None, url).name


@pytest.mark.parametrize(
    ("url", "key", "preset", "says"),
    [
        (None, None, None, "OPENAI_API_KEY"),
        (None, None, "deepseek", "DEEPSEEK_API_KEY"),
        (None, "k", "nobody", "no preset 'nobody'"),
        (None, "k", "custom", "OPENAI_BASE_URL"),
        ("ftp://host/v1", "k", None, "OPENAI_BASE_URL"),
        ("host/v1", "k", None, "OPENAI_BASE_URL"),
        ("http://", "k", None, "OPENAI_BASE_URL"),
        ("http://host:99999/v1", "k", None, "OPENAI_BASE_URL"),
        ("http://user:secret@host/v1", "k", None, "no user name"),
        ("http://host/v1?key=secret", "k", None, "query"),
        ("http://host/v1", "sec ret", None, "the key holds"),
        ("http://host/v1", "secret\n", None, "the key holds"),
        ("http://host/v1", "密钥secret", None, "the key holds"),
    ],
)
def test_what_cannot_work_is_refused_by_name(url: str | None, key: str | None, preset: str | None, says: str) -> None:
    """A wrong setting is named at once, and never its secret."""
    with pytest.raises(ConfigurationError, match=says) as raised:
        resolve(model="m", base_url=url, key=key, preset=preset)

    assert "secret" not in str(raised.value)


def test_a_model_must_be_named() -> None:
    """No model is guessed: their names change too often."""
    with pytest.raises(ConfigurationError, match="OPENAI_MODEL"):
        resolve(model="", key="k")


def test_a_key_is_not_shown() -> None:
    """An endpoint can be printed without showing its key."""
    assert "sk-secret" not in repr(resolve(model="m", key="sk-secret"))
