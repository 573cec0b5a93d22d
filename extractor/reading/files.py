"""Files taken from disk with a clear word about each that cannot be used."""

from __future__ import annotations

from pathlib import Path

from ..errors import ReadError

MAX_BYTES = 50_000_000
"""Largest document taken, in bytes."""


def fetch(path: Path) -> bytes:
    """The bytes of the document at `path`.

    Raises `ReadError` where it is missing, no regular file, larger than `MAX_BYTES`, or cannot be opened.
    """
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a directory; name the files in it", code="directory")
        if not path.exists():
            raise ReadError(f"{path}: no such file; check the name", code="missing")
        if not path.is_file():
            raise ReadError(f"{path}: is no regular file but a pipe, socket or device; give a document", code="no_file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # never more, however much is written to it meanwhile
    except (OSError, ValueError) as error:
        raise ReadError(
            f"{path}: cannot be opened ({_reason(error)}); check its permissions", code="unreadable"
        ) from None
    if len(data) > MAX_BYTES:
        raise ReadError(
            f"{path}: is larger than the {MAX_BYTES / 1e6:.0f} MB a bulletin may have; split it", code="too_large"
        )
    return data


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
