"""Word documents in one XML file (Flat OPC), taken apart into the parts they would be as packages."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64

from lxml import etree

from ...errors import ReadError
from ..prologues import Prologue
from .markup import Element, parse

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


class FlatPackage:
    """The parts of one XML file, found as those of a package are."""

    def __init__(self, data: bytes) -> None:
        Prologue("document").feed(data)
        root = parse(data)
        if root.tag != _PKG + "package":
            raise ReadError("is no Word document; save it anew", code="damaged")
        self._parts = {_key(part.get(_PKG + "name", "")): part for part in root.iter(_PKG + "part")}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises `KeyError` where there is none of this name."""
        return _bytes_of(self._parts[_key(name)])


def _key(name: str) -> str:
    return name.lstrip("/").casefold()


def _bytes_of(part: Element) -> bytes:
    content = part.find(_PKG + "xmlData")
    if content is not None and len(content):
        return etree.tostring(content[0], encoding="utf-8", with_tail=False)
    try:
        return b64decode(part.findtext(_PKG + "binaryData", ""))
    except NotBase64:
        raise ReadError("has a part that is no sound package; save it anew", code="damaged") from None
