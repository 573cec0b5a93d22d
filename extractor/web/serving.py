"""Serving the pages on loopback."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import uvicorn
from fastapi import FastAPI

from ..errors import ConfigurationError

LOOPBACK: Final = "127.0.0.1"


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A socket that listens on loopback, at a free port for 0; raises `ConfigurationError` where the port is taken."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as error:
            raise ConfigurationError(
                f"port {port} cannot be used ({error.strerror}); name another --port, or 0 for a free one"
            ) from None
        # who is told the address may come at once, and waits until the program is ready
        listener.listen()
        yield listener


def serve(app: FastAPI, listener: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Answers requests until the process is interrupted; `ready` is called first. Logs nothing but faults."""
    config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False, timeout_keep_alive=30)
    ready()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
