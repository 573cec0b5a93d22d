"""The characters of a page, each with its place and what the page shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_float
from math import pi
from typing import Literal, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from .drawn import Colour, Drawing, Ground, address, fill_of
from .geometry import Area, Matrix, around

Unseen = Literal["hidden", "tiny", "outside", "covered", "slanted"]
"""Why a page does not show a character."""

_INVISIBLE = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_OUTLINED = {pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP}
_TINY = 2.0
"""Points of height below which nobody reads a letter."""
_FAINT = 8
"""Alpha below which nothing is seen."""
_ALIKE = 16
"""Most that each of two colours' parts may differ by for nobody to tell them apart."""
_WHITE: Colour = (255, 255, 255, 255)
_DEGREES, _RIGHT_ANGLE = 180 / pi, 90
_SLANT = 10
"""Degrees off the upright from which words are a watermark."""
_UNMAPPED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffd\ue000-\uefff\uf100-\uf8ff\U000f0000-\U0010ffff]")
"""Characters that stand for no letter; U+F000 to U+F0FF are the signs of Symbol and Wingdings."""
_SIGNS = re.compile("[\uf000-\uf0ff]")
_BULLET = "•"
_REPLACEMENT = "\ufffd"
_SAMPLE = 400
"""Letters that tell which way up a page is."""
_MOST = 200_000
"""Characters of one page."""


class Character(NamedTuple):
    """A character as the page has it."""

    text: str
    area: Area
    unseen: Unseen | None
    mapped: bool
    """Whether the document says which letter it is."""


def angles(page: pypdfium2.PdfPage) -> list[float]:
    """The directions, in radians, in which the first letters of a page run."""
    text = page.get_textpage()
    count = min(pdfium.FPDFText_CountChars(text), _SAMPLE)
    return [pdfium.FPDFText_GetCharAngle(text, at) for at in range(count) if pdfium.FPDFText_IsGenerated(text, at) != 1]


class _Piece(NamedTuple):
    turn: int
    invisible: bool
    ink: Colour
    clip: Area | None


class Reading:
    """A page's text as pdfium has it, in the order that it was drawn."""

    def __init__(self, page: pypdfium2.PdfPage, to_page: Matrix, drawing: Drawing) -> None:
        self._text = page.get_textpage()
        self._to_page = to_page
        self._drawing = drawing
        left, bottom, right, top = page.get_bbox()
        self._sheet = to_page.area(left, bottom, right, top)
        self._pieces: dict[int, _Piece] = {}

    def characters(self) -> Iterator[Character]:
        """Every character, seen or not, but for blanks and line ends that pdfium put in between."""
        rect = pdfium.FS_RECTF()
        for at in range(min(pdfium.FPDFText_CountChars(self._text), _MOST)):
            code = pdfium.FPDFText_GetUnicode(self._text, at)
            if pdfium.FPDFText_IsGenerated(self._text, at) == 1:
                continue
            thing = pdfium.FPDFText_GetTextObject(self._text, at)
            pdfium.FPDFText_GetLooseCharBox(self._text, at, rect)
            area = self._to_page.area(rect.left, rect.bottom, rect.right, rect.top)
            text = chr(code)
            mapped = pdfium.FPDFText_HasUnicodeMapError(self._text, at) != 1 and not _UNMAPPED.match(text)
            unseen = self._unseen(self._piece(thing), area, at) if text.strip() else None
            yield Character(_lettered(text, mapped=mapped), area, unseen, mapped)

    def _piece(self, thing: pdfium.FPDF_PAGEOBJECT) -> _Piece:
        key = address(thing)
        if key not in self._pieces:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
            ink = fill_of(thing) if mode not in _OUTLINED else (0, 0, 0, 255)
            self._pieces[key] = _Piece(
                self._drawing.turns.get(key, 0), mode in _INVISIBLE, ink, _clip(thing, self._to_page)
            )
        return self._pieces[key]

    def _unseen(self, piece: _Piece, area: Area, at: int) -> Unseen | None:
        if piece.invisible or piece.ink[3] < _FAINT:
            return "hidden"
        if not self._sheet.holds(area.middle) or (piece.clip and not piece.clip.holds(area.middle)):
            return "outside"
        if min(area.width, area.height) < _TINY and area.height < _TINY:
            return "tiny"
        beneath, above = self._around(piece.turn, area)
        if above is not None:
            return "covered"
        if _is_alike(piece.ink, _WHITE if beneath is None else beneath.colour):
            return "hidden"
        slant = pdfium.FPDFText_GetCharAngle(self._text, at) * _DEGREES % _RIGHT_ANGLE
        return "slanted" if _SLANT < slant < _RIGHT_ANGLE - _SLANT else None

    def _around(self, turn: int, area: Area) -> tuple[Ground | None, Ground | None]:
        """The last ground drawn before a character, and the first one after it, that lie where it stands."""
        beneath = None
        middle = area.middle
        for ground in self._drawing.grounds:
            if not ground.area.holds(middle):
                continue
            if ground.turn > turn:
                return beneath, ground
            beneath = ground
        return beneath, None


def _clip(thing: pdfium.FPDF_PAGEOBJECT, to_page: Matrix) -> Area | None:
    """The area that a piece of text is cut to; None where it is whole."""
    path = pdfium.FPDFPageObj_GetClipPath(thing)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    area: Area | None = None
    x, y = c_float(), c_float()
    for at in range(min(count, 16)):
        points = []
        for part in range(min(pdfium.FPDFClipPath_CountPathSegments(path, at), 64)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, at, part), x, y)
            points.append(to_page.at(x.value, y.value))
        if points:
            own = around(points)
            area = own if area is None else _common(area, own)
    return area


def _common(one: Area, other: Area) -> Area:
    return Area(
        max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom)
    )


def _is_alike(ink: Colour, ground: Colour | None) -> bool:
    return ground is not None and all(
        abs(one - other) <= _ALIKE for one, other in zip(ink[:3], ground[:3], strict=True)
    )


def _lettered(text: str, *, mapped: bool) -> str:
    if _SIGNS.match(text):
        return _BULLET
    return text if mapped else _REPLACEMENT
