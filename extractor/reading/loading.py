"""Bytes of a document as text, by the reader of its format."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..errors import ReadError
from ..records import SourceText
from .confined import parser
from .formats import TEXT, Format, format_of
from .office import CONVERTED, convert
from .text import decode

MAX_CHARACTERS = 5_000_000
"""Longest text taken, in code points."""


def load(data: bytes, name: str) -> SourceText:
    """The document `data`, called `name`, as text; raises `ReadError` as `read` does."""
    if not data:
        raise ReadError(f"{name}: is empty; give a file with text", code="empty")
    kind = format_of(data)
    if kind.advice:
        raise ReadError(f"{name}: is {kind.described}, which cannot be read; {kind.advice}", code="format")
    try:
        source = _plain_text(data, name) if kind is TEXT else _document(data, name, kind.name)
    except ReadError as error:
        raise _named(error, name, kind) from None
    if len(source.text) > MAX_CHARACTERS:
        told = f"{len(source.text):,} characters are more than the {MAX_CHARACTERS:,} a bulletin may have"
        raise ReadError(f"{name}: {told}; split it", code="too_large")
    return source


def _plain_text(data: bytes, name: str) -> SourceText:
    text, encoding, shifts = decode(data, name)
    if not text.strip():
        raise ReadError("holds nothing but white space; give a file with text", code="empty")
    return SourceText(**_identity(data, name), text=text, encoding=encoding, shifts=shifts)


def _document(data: bytes, name: str, format_name: str) -> SourceText:
    """A document that a library takes apart in a process with limits, converted first where it is a legacy one."""
    converted = convert(data, format_name) if format_name in CONVERTED else None
    try:
        parsed = parser.parse(converted or data, CONVERTED.get(format_name, format_name))
    except ReadError as error:
        if error.code != "scanned":
            raise
        parsed = parser.parse(data, "scan")  # which may take more time and memory
    if not parsed.text.strip():
        raise ReadError("no text was found in it; if a page shows some, save it as text", code="no_text")
    return SourceText(**_identity(data, name), format=format_name, **parsed._asdict())


def _identity(data: bytes, name: str) -> dict[str, str]:
    return {"name": name, "stem": Path(name).stem, "sha256": sha256(data).hexdigest()}


def _named(error: ReadError, name: str, kind: Format) -> ReadError:
    told = str(error)
    message = told if told.startswith(f"{name}: ") else f"{name}: {kind.described}: {told}"
    return ReadError(message, code=error.code)
