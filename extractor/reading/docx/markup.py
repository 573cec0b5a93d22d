"""WordprocessingML as a tree: names, and property values read with patience."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

from ...errors import ReadError

__all__ = ("DGM", "MC", "WP", "A", "C", "Element", "M", "R", "V", "W", "child_value", "number", "parse", "switch")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_OFF = {"0", "false", "off", "none"}
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})(?:\.\d*)?(?:pt)?\s*")
_NO_MEMORY, _LIMIT = 2, 114
"""What the parser calls an end of memory, and of its own limits."""
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, collect_ids=False
)


def parse(data: bytes) -> Element:
    """The root of a part; names of Strict documents become those that others use.

    Raises `ReadError` where it is no XML, or nested or long beyond what any document needs.
    """
    if _STRICT_MARK in data:
        data = _STRICT.sub(_TRANSITIONAL, data)
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _told(error) from None


def _told(error: etree.XMLSyntaxError) -> Exception:
    told, code = str(error), getattr(error, "code", None)
    if code == _NO_MEMORY:
        return MemoryError()
    if code != _LIMIT:
        return ReadError(f"has a part that is no sound XML ({told}); save it anew", code="damaged")
    if "depth" in told:
        return ReadError("is nested too deeply to be a bulletin; save it anew", code="too_deep")
    return ReadError("has a paragraph longer than any bulletin; save it in parts", code="too_large")


def child_value(parent: Element | None, name: str) -> str | None:
    """The value of the property ``w:name`` among the children of `parent`."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def number(text: str | None) -> int | None:
    """A whole number, as programs write it (``12``, ``12.0``, ``12pt``); None for anything else."""
    match = None if text is None else _NUMBER.fullmatch(text)
    return None if match is None else int(match[1])


def switch(parent: Element | None, name: str) -> bool | None:
    """Whether the property ``w:name`` of `parent` is on; None where it has none."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "1").lower() not in _OFF
