"""What a file is, by its first bytes."""

from __future__ import annotations

from typing import NamedTuple


class Signature(NamedTuple):
    """A format that is not plain text, and what a user can do with such a file."""

    magic: bytes
    format: str
    advice: str


_AS_TEXT = "save it as plain text (UTF-8) first"

SIGNATURES = (
    Signature(b"%PDF", "a PDF document", _AS_TEXT),
    Signature(b"PK\x03\x04", "an Office Open XML document or ZIP archive", _AS_TEXT),
    Signature(b"\xd0\xcf\x11\xe0", "a legacy Office document", _AS_TEXT),
    Signature(b"{\\rtf", "an RTF document", _AS_TEXT),
    Signature(b"\x89PNG", "a PNG picture", "give the text of the document instead"),
    Signature(b"\xff\xd8\xff", "a JPEG picture", "give the text of the document instead"),
    Signature(b"GIF8", "a GIF picture", "give the text of the document instead"),
    Signature(b"II*\x00", "a TIFF picture", "give the text of the document instead"),
    Signature(b"\x1f\x8b", "a gzip archive", "unpack it first"),
    Signature(b"Rar!", "a RAR archive", "unpack it first"),
    Signature(b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    Signature(b"\x7fELF", "a program", "give a document instead"),
    Signature(b"MZ", "a program", "give a document instead"),
    Signature(b"SQLite format 3\x00", "a database", "give a document instead"),
)


def signature_of(data: bytes) -> Signature | None:
    """The signature that `data` begins with, or None where it may be text."""
    return next((signature for signature in SIGNATURES if data.startswith(signature.magic)), None)
