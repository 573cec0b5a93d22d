"""Free-text details of a mark as one note of a standoff file: ``subject=换热站; value=1; unit=座``."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ESCAPED = re.compile(r"[\\;\x00-\x1f\x7f-\x9f\u2028\u2029]|^\s|\s$")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def write_note(details: Mapping[str, str]) -> str:
    r"""One line; characters that would end a part or the line are written ``\uXXXX``."""
    return "; ".join(f"{name}={_ESCAPED.sub(_escape, value)}" for name, value in details.items())


def read_note(text: str, bare: str | None) -> list[tuple[str, str]]:
    """The details of a note, as often as they stand there; a note without ``=`` is all the detail named `bare`."""
    if bare is not None and "=" not in text and text.strip():
        return [(bare, _unescape(text.strip()))]
    parts = [part.partition("=") for part in text.split(";") if part.strip()]
    return [(name.strip(), _unescape(value.strip())) for name, _, value in parts]


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
