"""The parts of a workbook besides its cells: sheets, strings, formats."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree
from openpyxl.utils.escape import unescape

from ...errors import ReadError
from ..numberformats import GENERAL, builtin_formats
from ..packages import Package
from .streaming import stream

_MAIN = "xl/workbook.xml"
_WHITE = {"FFFFFFFF", "00FFFFFF"}


class Relation(NamedTuple):
    """A part that another one refers to, by the last word of what it is to it."""

    kind: str
    part: str


class SheetPart(NamedTuple):
    """A sheet, and the part that holds it."""

    name: str
    part: str
    kind: str
    """``worksheet``, ``chartsheet`` or ``dialogsheet``."""
    hidden: bool


class CellStyle(NamedTuple):
    """How a cell shows what is in it."""

    code: str
    """Number format."""
    white: bool
    """Whether its letters are white and its ground is not coloured."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of all sheets refer to."""

    sheets: tuple[SheetPart, ...]
    strings: list[str]
    styles: list[CellStyle]
    """By the number of a cell's style."""
    date1904: bool


def workbook_of(package: Package) -> Workbook:
    """The workbook in `package`; raises `ReadError` where it has none."""
    main = next((found.part for found in relations(package, "").values() if found.kind == "officeDocument"), _MAIN)
    if main.endswith(".bin"):
        raise ReadError("is a binary workbook (.xlsb), which cannot be read; save it as .xlsx", code="format")
    if main not in package:
        raise ReadError("has no workbook in it; save it anew", code="damaged")
    root = parsed(package, main)
    parts = relations(package, main)
    properties = root.find("{*}workbookPr")
    by_kind = {found.kind: found.part for found in parts.values()}
    return Workbook(
        tuple(_sheets(root, parts)),
        _strings(package, by_kind.get("sharedStrings", "")),
        _styles(package, by_kind.get("styles", "")),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )


def parsed(package: Package, part: str) -> etree._Element:
    """The root of a part; raises `ReadError` where it is no XML."""
    try:
        return etree.fromstring(package.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ReadError(f"its part {part!r} is broken ({error}); save it anew", code="damaged") from None


def relations(package: Package, part: str) -> Mapping[str, Relation]:
    """What `part` refers to inside the package, by id."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package:
        return {}
    found = {}
    for relation in parsed(package, listed).iter("{*}Relationship"):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = Relation(kind, target)
    return found


def _sheets(root: etree._Element, parts: Mapping[str, Relation]) -> list[SheetPart]:
    found = []
    for sheet in root.iter("{*}sheet"):
        ids = [str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")]
        relation = parts.get(ids[0]) if ids else None
        if relation is not None:
            hidden = sheet.get("state", "visible") != "visible"
            found.append(SheetPart(sheet.get("name", ""), relation.part, relation.kind, hidden))
    return found


def _strings(package: Package, part: str) -> list[str]:
    strings = _Strings()
    if part in package:
        stream(package.read(part), strings)
    return strings.found


class _Strings:
    """The texts that cells share; readings over characters are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._reading = self._collecting = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - as handlers are called
        if tag == "rPh":
            self._reading = True
        elif tag == "t":
            self._collecting = not self._reading

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append(unescape("".join(self._pieces)))
            self._pieces = []
        elif tag == "rPh":
            self._reading = False
        elif tag == "t":
            self._collecting = False

    def data(self, text: str) -> None:
        if self._collecting:
            self._pieces.append(text)


def _styles(package: Package, part: str) -> list[CellStyle]:
    if part not in package:
        return []
    root = parsed(package, part)
    codes = builtin_formats() | {
        int(number): code.get("formatCode", GENERAL)
        for code in root.iter("{*}numFmt")
        if (number := code.get("numFmtId", "")).isdigit()
    }
    white = [_is_white(font.find("{*}color")) for font in root.iterfind("{*}fonts/{*}font")]
    bare = [_is_bare(fill.find("{*}patternFill")) for fill in root.iterfind("{*}fills/{*}fill")]
    return [
        CellStyle(
            codes.get(_number(style, "numFmtId"), GENERAL),
            _at(white, _number(style, "fontId"), default=False) and _at(bare, _number(style, "fillId"), default=True),
        )
        for style in root.iterfind("{*}cellXfs/{*}xf")
    ]


def _is_white(color: etree._Element | None) -> bool:
    """Theme colour 0 is that of the paper."""
    return (
        color is not None and "tint" not in color.attrib and (color.get("rgb") in _WHITE or color.get("theme") == "0")
    )


def _is_bare(fill: etree._Element | None) -> bool:
    if fill is None or fill.get("patternType", "none") == "none":
        return fill is not None
    return fill.get("patternType") == "solid" and _is_white(fill.find("{*}fgColor"))


def _at(found: list[bool], index: int, *, default: bool) -> bool:
    return found[index] if index < len(found) else default


def _number(style: etree._Element, name: str) -> int:
    told = style.get(name, "0")
    return int(told) if told.isdigit() else 0
