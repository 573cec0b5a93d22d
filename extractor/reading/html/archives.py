"""Pages saved as one file (MHTML): a message whose first part is the page."""

from __future__ import annotations

import email
from typing import NamedTuple

from ...errors import ReadError


class Part(NamedTuple):
    """A page of the archive."""

    data: bytes
    charset: str | None


def pages(data: bytes) -> list[Part]:
    """The pages in the archive `data`, the one that was saved first; raises `ReadError` where there is none."""
    message = email.message_from_bytes(data.lstrip())
    found = [
        Part(payload, part.get_content_charset())
        for part in message.walk()
        if part.get_content_type() in ("text/html", "application/xhtml+xml")
        and isinstance(payload := part.get_payload(decode=True), bytes)
    ]
    if not found:
        raise ReadError("holds no web page; save the page anew as a web page, complete or single file", code="no_page")
    return found
