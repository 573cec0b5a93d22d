"""Bytes of plain text decoded, and line ends made one."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from ..errors import ReadError
from ..records import Shift

_MARKS = (  # UTF-32 before UTF-16: its little-endian mark begins with the other's
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
# Big5 as the standard has it, then as Hong Kong and as Windows extend it: 墻 and 裏 are in the extensions alone.
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "cp950", "utf_16_le", "utf_16_be"]
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_TOO_MANY_CONTROLS = 0.01


class Decoded(NamedTuple):
    """Text with its line ends made line feeds, and where its offsets part from the decoded bytes."""

    text: str
    encoding: str
    shifts: tuple[Shift, ...]


def decode(data: bytes, name: str) -> Decoded:
    """`data` as text.

    A byte order mark decides; then UTF-8 where it is valid; then the likeliest of GB18030, Big5
    and UTF-16. Raises `ReadError` naming `name` where none fits or the result is not text.
    """
    encoding, mark = _encoding(data, name)
    try:
        original = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: byte {error.start} is not valid {encoding}; save the file as UTF-8 text", code="encoding"
        ) from None
    if len(_CONTROL.findall(original)) > _TOO_MANY_CONTROLS * len(original):
        raise ReadError(f"{name}: is not text but binary data; give a document", code="binary")
    return _unify_lines(original, encoding, offset=1 if mark else 0)


def _encoding(data: bytes, name: str) -> tuple[str, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, mark
    try:
        data.decode("utf_8")
    except UnicodeDecodeError:
        pass
    else:
        if b"\x00" not in data:
            return "utf_8", b""
    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if best is None:
        kind = "binary" if b"\x00" in data else "encoding"
        raise ReadError(
            f"{name}: its encoding is none of UTF-8, GB18030, Big5, UTF-16; save it as UTF-8 text", code=kind
        )
    return best.encoding, b""


def _unify_lines(original: str, encoding: str, offset: int) -> Decoded:
    shifts = [Shift(0, offset)] if offset else []
    lost = 0
    for match in _LINE_END.finditer(original):
        if match.end() - match.start() > 1:
            lost += 1
            shifts.append(Shift(match.end() - lost, offset + lost))
    return Decoded(_LINE_END.sub("\n", original), encoding, tuple(shifts))
