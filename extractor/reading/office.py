"""Legacy documents converted by LibreOffice, where it is installed."""

from __future__ import annotations

CONVERTED = {"doc": "docx", "rtf": "docx", "odt": "docx", "word-xml": "docx"}
"""What each legacy format is converted to."""


def convert(data: bytes, format_name: str) -> bytes:
    """The document `data` in the format it is converted to."""
    raise NotImplementedError
