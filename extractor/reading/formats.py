"""What a file is, told by its bytes and never by its name."""

from __future__ import annotations

import re
from typing import NamedTuple


class Format(NamedTuple):
    """A kind of file; one with `advice` cannot be read."""

    name: str
    described: str
    advice: str = ""
    """What a user can do with such a file instead."""


class _Sign(NamedTuple):
    begins: bytes
    format: Format


TEXT = Format("text", "plain text")
DOCX = Format("docx", "a Word document")
XLSX = Format("xlsx", "an Excel workbook")
XLS = Format("xls", "a legacy Excel workbook")
DOC = Format("doc", "a legacy Word or WPS document")
RTF = Format("rtf", "an RTF document")
ODT = Format("odt", "an OpenDocument text")
ODS = Format("ods", "an OpenDocument spreadsheet")
WORD_XML = Format("word-xml", "a Word 2003 XML document")
EXCEL_XML = Format("excel-xml", "an Excel 2003 XML workbook")
PDF = Format("pdf", "a PDF document")
HTML = Format("html", "a web page")
MHTML = Format("mhtml", "a web page saved as one file")
PICTURE = Format("image", "a picture")

NO_DOCUMENT = frozenset({"format", "binary"})
"""Codes of the errors that say a file is no document of any kind that can be read."""

_GIVE_DOCUMENT = "give a document instead"
_UNPACK = "unpack it first"
_SIGNS = (
    _Sign(b"%PDF", PDF),
    _Sign(b"{\\rtf", RTF),
    _Sign(b"\x89PNG", PICTURE),
    _Sign(b"\xff\xd8\xff", PICTURE),
    _Sign(b"II*\x00", PICTURE),
    _Sign(b"MM\x00*", PICTURE),
    _Sign(b"BM", PICTURE),
    _Sign(b"GIF8", Format("gif", "a GIF picture", "save it as PNG first")),
    _Sign(b"\x1f\x8b", Format("gzip", "a gzip archive", _UNPACK)),
    _Sign(b"Rar!", Format("rar", "a RAR archive", _UNPACK)),
    _Sign(b"7z\xbc\xaf", Format("7z", "a 7-Zip archive", _UNPACK)),
    _Sign(b"\x7fELF", Format("program", "a program", _GIVE_DOCUMENT)),
    _Sign(b"MZ", Format("program", "a program", _GIVE_DOCUMENT)),
    _Sign(b"SQLite format 3\x00", Format("database", "a database", _GIVE_DOCUMENT)),
)
_SHORTEST_BITMAP = 26
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_ZIP = (
    (re.compile(rb"word/document\d*\.xml|wordprocessingml"), DOCX),
    (re.compile(rb"xl/workbook|xl/worksheets/|spreadsheetml"), XLSX),
    (re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.text"), ODT),
    (re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet"), ODS),
    (re.compile(rb"ppt/presentation"), Format("pptx", "a PowerPoint presentation", "save its text as a Word document")),
    (re.compile(rb"OFD\.xml"), Format("ofd", "an OFD document", "save it as PDF first")),
    (re.compile(rb"word/|\[Content_Types\]\.xml"), DOCX),  # its parts may have any names
)
_IN_OLE = (
    ("EncryptedPackage", Format("encrypted", "a document locked by a password", "take the password off first")),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", Format("ppt", "a PowerPoint presentation", "save its text as a Word document")),
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|tbody|tr|div|script|style|link|p|center|font|span|h[1-6]|ul|ol|dl|"
    rb"section|article|main|nav|header|form|pre|b|strong|br|img|frameset|blockquote)[\s>/]",
    re.IGNORECASE,
)
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x00]*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*)*")
_HEAD = 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""Beginnings of markup in UTF-16, with and without byte order mark."""


def format_of(data: bytes) -> Format:
    """The format of `data`; plain text where nothing tells otherwise."""
    if data.startswith(_ZIP):
        unknown = Format("zip", "a ZIP archive", _UNPACK)
        return next((format_ for inside, format_ in _IN_ZIP if inside.search(data)), unknown)
    if data.startswith(_OLE[:4]):
        unknown = Format("ole", "a legacy Office file of an unknown kind", "save it as .docx or .xlsx first")
        return next((format_ for stream, format_ in _IN_OLE if stream.encode("utf_16_le") in data), unknown)
    for sign in _SIGNS:
        if data.startswith(sign.begins) and (sign.begins != b"BM" or _is_bitmap(data)):
            return sign.format
    if b"%PDF-" in data[:_HEAD]:
        return PDF
    return _markup(data)


def _is_bitmap(data: bytes) -> bool:
    return len(data) >= _SHORTEST_BITMAP and int.from_bytes(data[2:6], "little") == len(data)


def _markup(data: bytes) -> Format:
    head = data[: 4 * _HEAD]
    if head.startswith(_WIDE):
        head = head.lstrip(b"\xff\xfe").replace(b"\x00", b"")
    if b'progid="Word.Document"' in head or b"<w:wordDocument" in head or b"<pkg:package" in head:
        return WORD_XML
    if b"<Workbook" in head and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return EXCEL_XML
    if re.match(rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?mime-version:", head, re.IGNORECASE):
        return MHTML
    start = _BLANK.match(head)
    return HTML if _HTML.match(head, start.end() if start else 0) else TEXT
