"""Legacy workbooks written byte by byte: records, in a stream, in a container."""

from __future__ import annotations

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST_STREAM = 4096
BIFF5, BIFF8 = 0x0500, 0x0600
_GLOBALS, _WORKSHEET = 0x0005, 0x0010


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a stream."""
    return struct.pack("<HH", kind, len(content)) + content


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell with a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, text: str, version: int) -> bytes:
    """A cell with a text."""
    return record(0x0204, struct.pack("<HHH", row, column, 0) + _text(text, version, "H"))


def stream(cells: bytes, version: int, name: str = "S", first: bytes = b"") -> bytes:
    """A workbook of one sheet; `first` are further records before the sheets are listed."""
    begin = (
        record(0x0809, struct.pack("<HHHH", version, _GLOBALS, 0, 0)) + record(0x0042, struct.pack("<H", 936)) + first
    )
    listed = len(record(0x0085, struct.pack("<IH", 0, 0) + _text(name, version, "B")))
    offset = len(begin) + listed + len(record(0x000A))
    sheet = record(0x0809, struct.pack("<HHHH", version, _WORKSHEET, 0, 0)) + cells + record(0x000A)
    about = record(0x0085, struct.pack("<IH", offset, 0) + _text(name, version, "B"))
    return begin + about + record(0x000A) + sheet


def _text(text: str, version: int, length: str) -> bytes:
    if version == BIFF5:
        data = text.encode("gbk")
        return struct.pack(f"<{length}", len(data)) + data
    return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf_16_le")


def container(content: bytes, name: str) -> bytes:
    """An Office container with one stream."""
    content = content.ljust(_SMALLEST_STREAM, b"\0")
    count = -(-len(content) // _SECTOR)
    tables = -(-(count + 2) // 126)
    chain = [_FAT] * tables + [_END] + [tables + 2 + at for at in range(count - 1)] + [_END]
    chain += [_FREE] * (128 * tables - len(chain))
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, tables, tables, 0,
        _SMALLEST_STREAM, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, child=1) + _entry(name, 2, first=tables + 1, size=len(content))
    table = struct.pack(f"<{len(chain)}I", *chain)
    return header + table + directory.ljust(_SECTOR, b"\0") + content.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, *, child: int = _FREE, first: int = _END, size: int = 0) -> bytes:
    text = name.encode("utf_16_le") + b"\0\0"
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
