"""Known endpoints, by ``data/presets.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, JsonValue, SecretStr

from ..errors import ConfigurationError
from ..records._base import Record

Mode = Literal["tools", "json_schema", "json"]
"""How the form of an answer is asked for: as a function to call, as a schema to keep to, or as JSON of any form."""

DEFAULT_PRESET = "openai"


class Preset(Record):
    """What is particular about an endpoint."""

    name: str
    base_url: str
    key_env: str | None = None
    """Environment variable that holds its key; None where it needs none."""
    modes: tuple[Mode, ...]
    """Best first."""
    strict: bool = False
    """Takes ``"strict": true``."""
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    """The field that limits the answer's tokens."""
    logprobs: bool = False
    """Gives probabilities of tokens."""
    extra: dict[str, JsonValue] = Field(default_factory=dict)
    """Sent with every request."""


class Endpoint(Record):
    """A model at an address, and how to ask it."""

    base_url: str
    model: str
    key: SecretStr
    preset: Preset
    mode: Mode
    temperature: float | None = 0.0
    """None: not sent, for models that refuse it."""
    seed: int | None = None


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its name."""
    table = tomllib.loads((files(__package__) / "data" / "presets.toml").read_text("utf-8"))
    return {name: Preset(name=name, **entry) for name, entry in table.items()}


def find_preset(name: str | None, base_url: str | None) -> Preset:
    """The preset called `name`, or else the one that `base_url` belongs to; raises `ConfigurationError`."""
    if name is not None:
        if name not in presets():
            raise ConfigurationError(f"there is no preset {name!r}; choose one of {', '.join(presets())}")
        return presets()[name]
    if not base_url:
        return presets()[DEFAULT_PRESET]
    wanted = _place(base_url)
    return next((preset for preset in presets().values() if _place(preset.base_url) == wanted), presets()["custom"])


def resolve(
    *,
    model: str,
    base_url: str | None = None,
    key: str | None = None,
    preset: str | None = None,
    mode: Mode | None = None,
) -> Endpoint:
    """The endpoint that these settings mean; what is not given comes from the preset.

    Raises `ConfigurationError` for a setting that cannot work. No message holds the key.
    """
    known = find_preset(preset, base_url)
    if not model:
        raise ConfigurationError("no model is named; set OPENAI_MODEL or give one")
    if known.key_env and not key:
        raise ConfigurationError(f"no key for {known.name}; set OPENAI_API_KEY or {known.key_env}")
    # a server that needs no key is still sent one, since the protocol has a place for it
    secret = key or "none"
    if not secret.isascii() or not secret.isprintable() or " " in secret:
        raise ConfigurationError("the key holds a space, a line break or a letter outside ASCII; copy it again")
    return Endpoint(
        base_url=_checked(base_url or known.base_url),
        model=model,
        key=SecretStr(secret),
        preset=known,
        mode=mode or known.modes[0],
    )


def _place(url: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", None
    return "localhost" if host == "127.0.0.1" else host, port


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable:
        raise ConfigurationError("OPENAI_BASE_URL must be an address like https://host/v1 or http://localhost:8000/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError("OPENAI_BASE_URL must hold no user name, password, query or fragment")
    return url
