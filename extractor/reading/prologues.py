"""What stands before the first element of XML, looked at before any library parses it."""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

from ..errors import ReadError

_ENCODINGS = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1"}
"""As Python calls them; Office writes the first two."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{1,40})[\"']")
_HEAD = 1024
_DOCTYPE = b"<!DOCTYPE"


class Prologue:
    """The beginning of a part, fed bytes until it is `over`; what is no XML is over at once.

    A web page's ``<!DOCTYPE html>`` brings no entities along and passes.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._fed = False
        self.over = False
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._meet_doctype
        self._parser.StartElementHandler = self._meet_element

    def feed(self, chunk: bytes) -> None:
        """The next bytes; raises `ReadError` where they bring entities along, or an encoding that Office lacks."""
        if not self._fed:
            self._fed = True
            self.over = not _is_markup(chunk)
            self._check_encoding(chunk[:_HEAD].replace(b"\x00", b""))
        if self.over:
            return
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError:
            self.over = True
            if _DOCTYPE in chunk.replace(b"\x00", b""):  # where this parser gives up, another might go on
                raise self._refusal() from None

    def _check_encoding(self, head: bytes) -> None:
        declared = None if self.over else _DECLARED.search(head)
        if declared is None:
            return
        told = declared[1].decode("ascii", "replace")
        try:
            known = codecs.lookup(told).name in _ENCODINGS
        except LookupError:
            known = False
        if not known:
            raise ReadError(
                f"its part {self._name[:80]!r} is in the encoding {told!r}, which Office does not write; save it anew",
                code="xml_encoding",
            )

    def _meet_doctype(self, *declaration: object) -> None:
        root, *_, has_subset = declaration
        if str(root).lower() != "html" or has_subset:
            raise self._refusal()

    def _meet_element(self, *_: object) -> None:
        self.over = True

    def _refusal(self) -> ReadError:
        return ReadError(
            f"its part {self._name[:80]!r} defines a document type, as neither Word nor Excel does; save it anew",
            code="xml_dtd",
        )


def _is_markup(chunk: bytes) -> bool:
    bare = chunk.replace(b"\x00", b"")
    for mark in _MARKS:
        bare = bare.removeprefix(mark)
    return bare.lstrip()[:1] in (b"", b"<")
