"""Connections to the endpoint, direct or through the proxy that the environment names."""

from __future__ import annotations

import ssl
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

from ..errors import ConfigurationError
from .network import DeadlineBackend

_IDLE_CONNECTIONS = 64
_IDLE_SECONDS = 30.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def open_pool(base_url: str, context: ssl.SSLContext) -> httpcore2.ConnectionPool:
    """A pool of connections that keep to deadlines; raises `ConfigurationError` for a proxy of an unknown kind."""
    proxy = proxy_of(base_url)
    if proxy is None:
        return httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=None,
            max_keepalive_connections=_IDLE_CONNECTIONS,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=DeadlineBackend(),
        )
    return _proxied(proxy, context)


def context_for(base_url: str) -> ssl.SSLContext:
    """How to tell that a host is who it says; empty, and quick to make, where nothing goes over TLS."""
    proxy = proxy_of(base_url)
    if urlsplit(base_url).scheme == "https" or (proxy is not None and proxy.scheme == "https"):
        return httpx2.create_ssl_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def proxy_of(base_url: str) -> SplitResult | None:
    """The proxy that ``HTTP_PROXY``, ``HTTPS_PROXY`` and ``NO_PROXY`` name for `base_url`; none for this machine."""
    target = urlsplit(base_url)
    host = target.hostname or ""
    if host in _LOOPBACK or proxy_bypass(host):
        return None
    proxies = getproxies()
    address = proxies.get(target.scheme) or proxies.get("all")
    if not address:
        return None
    return urlsplit(address if "://" in address else f"http://{address}")


def _proxied(proxy: SplitResult, context: ssl.SSLContext) -> httpcore2.ConnectionPool:
    if proxy.scheme not in {"http", "https"} or not proxy.hostname:
        raise ConfigurationError("the proxy must be an http:// or https:// address; see HTTP_PROXY and HTTPS_PROXY")
    given = (unquote(proxy.username or ""), unquote(proxy.password or ""))
    port = f":{proxy.port}" if proxy.port else ""
    host = f"[{proxy.hostname}]" if ":" in proxy.hostname else proxy.hostname
    return httpcore2.HTTPProxy(
        proxy_url=f"{proxy.scheme}://{host}{port}",
        proxy_auth=given if any(given) else None,
        proxy_ssl_context=context if proxy.scheme == "https" else None,
        ssl_context=context,
        max_connections=None,
        max_keepalive_connections=_IDLE_CONNECTIONS,
        keepalive_expiry=_IDLE_SECONDS,
        network_backend=DeadlineBackend(),
    )
