"""The library's client, set up to send nothing but what is meant to be sent."""

from __future__ import annotations

import json

import httpx2
import openai

from .presets import Endpoint
from .silence import silence


def open_http(transport: httpx2.BaseTransport, timeout: float) -> httpx2.Client:
    """Connections that follow no redirect and trust nothing in the environment."""
    return httpx2.Client(transport=transport, follow_redirects=False, trust_env=False, timeout=timeout)


def open_client(endpoint: Endpoint, http: httpx2.Client, timeout: float) -> openai.OpenAI:
    """A client of the library that never tries again by itself."""
    client = openai.OpenAI(
        api_key=endpoint.key.get_secret_value(),
        base_url=endpoint.base_url,
        max_retries=0,
        timeout=timeout,
        http_client=http,
        default_headers={"Accept-Encoding": "identity"},
    )
    if endpoint.preset.name != "openai":
        # the library reads these from the environment and would tell them to any endpoint
        client.organization = client.project = None
    silence()
    return client


def identity_of(endpoint: Endpoint) -> str:
    """Model and parameters that answers depend on, as JSON; no address and no key."""
    parts = {
        "model": endpoint.model,
        "preset": endpoint.preset.name,
        "mode": endpoint.mode,
        "temperature": endpoint.temperature,
        "seed": endpoint.seed,
        "extra": endpoint.preset.extra,
    }
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)
