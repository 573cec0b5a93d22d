"""Legacy documents converted by LibreOffice, where it is installed.

What comes of a conversion is as little trusted as the document: it is read like any other of its format.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import ReadError
from .libreoffice import SAVE_AS, installed, save_as
from .packages import open_package

CONVERTED = {"doc": "docx", "rtf": "docx", "odt": "docx", "word-xml": "docx"}
"""What each legacy format is converted to."""
PACKAGE = "libreoffice-writer-nogui"
"""The Debian package with all that is needed."""

_SUFFIXES = {"word-xml": "xml"}
_FILTERS = {"rtf": "Rich Text Format", "odt": "writer8", "word-xml": "MS Word 2003 XML"}
"""How to read a format whose files might be taken for plain text else; a legacy Word document tells its version."""
_FLAT = b"<pkg:package"
_HEAD = 4096
_HEADER = re.compile(rb"\xec\xa5.[\x00\x01]", re.DOTALL)
"""How the main stream of a Word document since 97 begins: its mark and version."""
_SECTOR, _FLAGS_AT, _ENCRYPTED = 64, 11, 1
_BINARY = re.compile(rb"\\bin(\d{1,10})")
"""Bytes that follow in an RTF document; LibreOffice looks for them for ever."""
_MANIFEST, _ENCRYPTION = "META-INF/manifest.xml", b"encryption-data"


def convert(data: bytes, format_name: str) -> bytes:
    """The document `data`, of a format in `CONVERTED`, in the format it is converted to.

    A Word document in one XML file is returned as it is: the reader of Word documents takes it.
    Raises `ReadError` where LibreOffice is missing, cannot convert the document or takes too long.
    """
    if _FLAT in data[:_HEAD]:
        return data
    if _is_locked(data, format_name):
        raise ReadError("is locked by a password; take the password off first", code="locked")
    if format_name == "rtf" and any(int(size) > len(data) for size in _BINARY.findall(data)):
        raise ReadError(f"promises more bytes than it has; {SAVE_AS}", code="damaged")
    program = installed()
    if program is None:
        raise ReadError(
            f"needs LibreOffice, which is not installed; install the Debian package {PACKAGE}, or {SAVE_AS}",
            code="needs_libreoffice",
        )
    with TemporaryDirectory(prefix="extractor-") as folder:
        source = Path(folder, f"document.{_SUFFIXES.get(format_name, format_name)}")
        source.write_bytes(data)
        return save_as(program, source, CONVERTED[format_name], _FILTERS.get(format_name))


def _is_locked(data: bytes, format_name: str) -> bool:
    """Whether a password is needed; raises `ReadError` where the package of an OpenDocument text is no safe one."""
    if format_name == "odt":
        package = open_package(data)
        return _MANIFEST in package and _ENCRYPTION in package.read(_MANIFEST)
    if format_name == "doc":
        headers = (at for at in range(_SECTOR, len(data) - _FLAGS_AT, _SECTOR) if _HEADER.match(data, at))
        return any(data[at + _FLAGS_AT] & _ENCRYPTED for at in headers)
    return False
