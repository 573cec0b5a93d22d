"""Packages that are bombs, lies or traps; each is a Word document but for its one trick."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from ..wordfiles import members, paragraph, word, zipped
from .case import Case

_TEXT = paragraph("截至5月底，已建成12座。")
_CENTRAL = b"PK\x01\x02"
_CRC_AT, _PACKED_AT, _SIZE_AT, _OFFSET_AT = 16, 20, 24, 42
_FLAGS_LOCAL, _FLAGS_CENTRAL = 6, 8
_ENTITY_BODY = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def bomb() -> bytes:
    """A part of 300 MB of zeros."""
    return _with({"word/media/image1.bin": bytes(300_000_000)})


def dense() -> bytes:
    """A part of 30 MB, below the limit of size but packed a thousand times smaller."""
    return _with({"word/media/image1.bin": bytes(30_000_000)})


def nested() -> bytes:
    """A package inside the package, which is never unpacked."""
    return _with({"word/embeddings/inner.zip": zipped({"a.bin": bytes(5_000_000)})})


def overlapping() -> bytes:
    """Two entries of the directory that stand for the same bytes."""
    data = bytearray(_with({"a.bin": b"x" * 100, "b.bin": b"x" * 100}))
    first, second = (_directory_entry(data, name) for name in (b"a.bin", b"b.bin"))
    for local in (data.index(b"a.bin"), data.index(b"b.bin")):
        data[local : local + 5] = b"b.bin"
    (offset,) = struct.unpack_from("<I", data, first + _OFFSET_AT)
    struct.pack_into("<I", data, second + _OFFSET_AT, offset)
    return bytes(data)


def crowded() -> bytes:
    """A hundred thousand parts."""
    return _with({f"word/p{index}": b"" for index in range(100_000)})


def leading_out() -> bytes:
    """A part whose name climbs out of the folder it is unpacked to."""
    return _with({"../../../tmp/stolen.txt": b"x"})


def doubled() -> bytes:
    """Two documents of one name: which is read depends on who reads."""
    file = io.BytesIO(word(_TEXT))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/Document.xml", members(paragraph("已建成99座。"))["word/document.xml"])
    return file.getvalue()


def locked() -> bytes:
    """A part flagged as behind a password."""
    data = bytearray(word(_TEXT))
    entry = _directory_entry(data, b"word/document.xml")
    (local,) = struct.unpack_from("<I", data, entry + _OFFSET_AT)
    data[local + _FLAGS_LOCAL] |= 1
    data[entry + _FLAGS_CENTRAL] |= 1
    return bytes(data)


def wrong_checksum() -> bytes:
    """A document whose checksum is not that of its bytes."""
    data = bytearray(word(_TEXT))
    data[_directory_entry(data, b"word/document.xml") + _CRC_AT] ^= 0xFF
    return bytes(data)


def understated() -> bytes:
    """A document that says it is ten bytes long."""
    data = bytearray(word(_TEXT))
    struct.pack_into("<I", data, _directory_entry(data, b"word/document.xml") + _SIZE_AT, 10)
    return bytes(data)


def overstated() -> bytes:
    """A document that says, by the large form of sizes, that it is four petabytes long."""
    data = bytearray(word(_TEXT))
    entry = _directory_entry(data, b"word/document.xml")
    extra = struct.pack("<HHQ", 1, 8, 1 << 52)
    (name_length,) = struct.unpack_from("<H", data, entry + 28)
    struct.pack_into("<I", data, entry + _SIZE_AT, 0xFFFFFFFF)
    struct.pack_into("<H", data, entry + 30, len(extra))
    at = entry + 46 + name_length
    data[at:at] = extra
    end = data.rindex(b"PK\x05\x06")
    (length,) = struct.unpack_from("<I", data, end + 12)
    struct.pack_into("<I", data, end + 12, length + len(extra))
    return bytes(data)


def cut(share: float) -> bytes:
    """A document cut off."""
    data = word(_TEXT)
    return data[: int(len(data) * share)]


def entities(declaration: str, reference: str) -> bytes:
    """A document with a document type and a reference to what it defines."""
    return _with({"word/document.xml": declared(declaration, _ENTITY_BODY.format(reference))})


def declared(declaration: str, body: str) -> str:
    """The main part with a document type before its root."""
    xml = str(members(body)["word/document.xml"])
    return xml.replace("?>", f"?>{declaration}", 1)


def encoded(name: str, codec: str) -> bytes:
    """The main part in another encoding, with the mark of byte order that the codec gives it."""
    xml = str(members(_TEXT)["word/document.xml"]).replace("UTF-8", name)
    return _with({"word/document.xml": xml.encode(codec)})


def _laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'


def _with(parts: Mapping[str, str | bytes]) -> bytes:
    return zipped(members(_TEXT) | parts)


def _directory_entry(data: bytearray, name: bytes) -> int:
    """Where the directory's entry of a part begins."""
    at = data.index(_CENTRAL)
    while data[at + 46 : at + 46 + len(name)] != name:
        at = data.index(_CENTRAL, at + 1)
    return at


def _refused(*codes: str) -> frozenset[str]:
    return frozenset(f"refused:{code}" for code in codes)


_PARSED = frozenset({"parsed"})

CASES = (
    Case("D18", "cut at a quarter", lambda: cut(0.25), _refused("damaged", "format")),
    Case("D18", "cut at a half", lambda: cut(0.5), _refused("damaged", "format")),
    Case("D18", "cut at three quarters", lambda: cut(0.75), _refused("damaged")),
    Case("D21", "bomb by size", bomb, _refused("zip_bomb")),
    Case("D21", "bomb by density", dense, _refused("zip_bomb")),
    Case("D22", "nested package", nested, _PARSED),
    Case("D23", "overlapping parts", overlapping, _refused("zip_overlap")),
    Case("D24", "100,000 parts", crowded, _refused("zip_parts")),
    Case("D25", "name that leads out", leading_out, _refused("zip_names")),
    Case("D26", "two parts of one name", doubled, _refused("zip_names")),
    Case("D27", "part behind a password", locked, _refused("locked")),
    Case("D28", "wrong checksum", wrong_checksum, _refused("damaged")),
    Case("D30", "length understated", understated, _refused("damaged")),
    Case("D30", "length overstated", overstated, _refused("zip_bomb")),
    Case("D31", "billion laughs", lambda: entities(_laughs(), "&l9;"), _refused("xml_dtd")),
    Case(
        "D32",
        "one long entity often",
        lambda: entities(f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 10_000),
        _refused("xml_dtd"),
    ),
    Case(
        "D33",
        "entity that is a file",
        lambda: entities('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        _refused("xml_dtd"),
    ),
    Case(
        "D34",
        "document type from elsewhere",
        lambda: entities('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "12座"),
        _refused("xml_dtd"),
    ),
    Case(
        "D35",
        "parameter entity",
        lambda: entities('<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>', "12座"),
        _refused("xml_dtd"),
    ),
    Case(
        "D35",
        "document type behind 3 MB of blanks",
        lambda: entities(" " * 3_000_000 + "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;"),
        _refused("xml_dtd"),
    ),
    Case("D38", "UTF-16", lambda: encoded("UTF-16", "utf-16"), _PARSED),
    Case("D38", "UTF-16 without mark", lambda: encoded("UTF-16", "utf-16-be"), _PARSED | _refused("damaged")),
    Case("D38", "UTF-7", lambda: encoded("UTF-7", "utf-7"), _refused("xml_encoding")),
)
