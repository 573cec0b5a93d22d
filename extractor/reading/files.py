"""Files taken from disk with a clear word about each that cannot be used."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..errors import ReadError
from ..records import SourceText
from .signatures import signature_of
from .text import decode

MAX_BYTES = 50_000_000
"""Largest document taken, in bytes."""
MAX_CHARACTERS = 5_000_000
"""Longest text taken, in code points."""


def read(path: str | Path) -> SourceText:
    """The document at `path` as text.

    Raises `ReadError` for a missing, empty, oversized, binary or undecodable file.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a directory; name the files in it", code="directory")
        if not path.is_file():
            raise ReadError(f"{path}: no such file; check the name", code="missing")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                f"{path}: {size / 1e6:.0f} MB is more than the {MAX_BYTES / 1e6:.0f} MB a bulletin may have; split it",
                code="too_large",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(
            f"{path}: cannot be opened ({_reason(error)}); check its permissions", code="unreadable"
        ) from None
    return load(data, path.name)


def load(data: bytes, name: str) -> SourceText:
    """The document `data`, called `name`, as text; raises `ReadError` as `read` does."""
    if not data:
        raise ReadError(f"{name}: is empty; give a file with text", code="empty")
    if signature := signature_of(data):
        raise ReadError(f"{name}: is {signature.format}, not plain text; {signature.advice}", code="not_text")
    text, encoding, shifts = decode(data, name)
    if not text.strip():
        raise ReadError(f"{name}: holds nothing but white space; give a file with text", code="empty")
    if len(text) > MAX_CHARACTERS:
        raise ReadError(
            f"{name}: {len(text):,} characters are more than the {MAX_CHARACTERS:,} a bulletin may have; split it",
            code="too_large",
        )
    return SourceText(
        name=name,
        stem=Path(name).stem,
        sha256=sha256(data).hexdigest(),
        encoding=encoding,
        text=text,
        shifts=shifts,
    )


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
