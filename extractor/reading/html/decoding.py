"""The bytes of a page as text, whatever the page says of its encoding."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ...errors import ReadError
from ..text import decode

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_HEAD = 8192
_MARKUP = re.compile(rb"<[^<>]*>")
_FAMILIES = {
    "gb18030": ("gb18030",),
    "gbk": ("gb18030",),
    "gb2312": ("gb18030",),
    "cp936": ("gb18030",),
    "big5": ("big5", "big5hkscs", "cp950"),
    "big5hkscs": ("big5hkscs", "cp950"),
    "cp950": ("cp950", "big5hkscs"),
}
"""What is tried for an encoding that a page declares, by Python's names; other declarations are not believed."""
_ALIASES = {"x-gbk": "gbk", "gb_2312-80": "gb2312", "x-x-big5": "big5", "big5-hkscs": "big5hkscs"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE = {b"<\x00": "utf_16_le", b"\x00<": "utf_16_be"}
_LOST = "\ufffd"
_TOLERATED = 0.01
"""Share of characters beyond ASCII that may be unreadable."""


class DecodedPage(NamedTuple):
    """A page as text."""

    text: str
    lost: int
    """Bytes that could not be decoded; each stands as U+FFFD."""


class _Attempt(NamedTuple):
    lost: int
    share: float
    text: str


def decode_page(data: bytes, declared: str | None = None) -> DecodedPage:
    """`data` as text; `declared` is what an envelope says of its encoding.

    A byte order mark decides, then UTF-8 where nearly all of the bytes are valid, then what is declared where the
    bytes fit it, then the likeliest. Raises `ReadError` where more than one character in a hundred fits nothing.
    """
    if data.startswith(_MARKS):
        codec = "utf_8_sig" if data.startswith(codecs.BOM_UTF8) else "utf_16"
        return _page(_attempt(data, codec))
    if codec := _WIDE.get(data[:2], ""):
        return _page(_attempt(data, codec))
    attempts = []
    for codec in _candidates(data, declared):
        attempt = _attempt(data, codec)
        if not attempt.lost or (codec == "utf_8" and attempt.share <= _TOLERATED):
            return _page(attempt)
        attempts.append(attempt)
    return _page(min(attempts))


def _candidates(data: bytes, declared: str | None) -> list[str]:
    told = _name(declared) if declared else _declared(data)
    return ["utf_8", *_FAMILIES.get(told, ()), *_likeliest(data), "gb18030"]


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    return _name(match[1].decode("ascii", "replace")) if match else ""


def _name(label: str) -> str:
    label = label.lower()
    try:
        return codecs.lookup(_ALIASES.get(label, label)).name
    except LookupError:
        return ""


def _likeliest(data: bytes) -> list[str]:
    try:
        return [decode(_MARKUP.sub(b" ", data), "").encoding]
    except ReadError:
        return []


def _attempt(data: bytes, codec: str) -> _Attempt:
    text = data.decode(codec, "replace")
    lost = text.count(_LOST)
    foreign = len(text) - len(text.encode("ascii", "ignore")) if lost else 1
    return _Attempt(lost, lost / max(foreign, 1), text)


def _page(attempt: _Attempt) -> DecodedPage:
    if attempt.share > _TOLERATED:
        raise ReadError(
            f"{attempt.lost} bytes are valid in none of UTF-8, GB18030, Big5; save the page anew as UTF-8",
            code="encoding",
        )
    return DecodedPage(attempt.text, attempt.lost)
