"""What is drawn on a page besides its words: ruling lines, coloured areas and pictures, each in its turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_float, c_int, c_uint, c_void_p, cast
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ...errors import ReadError
from ..pages import Rule
from .geometry import Area, Matrix, around, bounds, matrix_of

_MOST_OBJECTS = 200_000
_DEEPEST = 8
"""Forms inside forms."""
_THIN = 4.0
"""Points up to which an area is a line."""
_STRAIGHT = 0.5
_SOLID = 250
"""Alpha from which nothing beneath is seen."""
_NO_COLOUR = -1

Colour = tuple[int, int, int, int]
"""Red, green, blue and alpha, each from 0 to 255."""


class Ground(NamedTuple):
    """An area that hides what was drawn before it; a colour of None is a picture."""

    turn: int
    """Its place in the order of drawing."""
    area: Area
    colour: Colour | None


@dataclass
class Drawing:
    """What a page shows besides words."""

    rules: list[Rule] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    shapes: int = 0
    """Filled shapes that are neither lines nor areas, as letters are that were made curves."""
    turns: dict[int, int] = field(default_factory=dict)
    """For each piece of text, by its address, its place in the order of drawing."""


def drawing_of(page: pypdfium2.PdfPage, to_page: Matrix) -> Drawing:
    """Everything that is drawn on `page`; raises `ReadError` where that is more than any bulletin has."""
    drawing = Drawing()
    for turn, (thing, matrix) in enumerate(_things(page, to_page)):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.turns[address(thing)] = turn
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, turn, thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            area = bounds(thing, matrix)
            drawing.pictures.append(area)
            if _is_opaque_picture(page, thing):
                drawing.grounds.append(Ground(turn, area, None))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            drawing.grounds.append(Ground(turn, bounds(thing, matrix), None))
    return drawing


def address(thing: pdfium.FPDF_PAGEOBJECT) -> int:
    """What tells an object from others; 0 for none."""
    return cast(thing, c_void_p).value or 0


def fill_of(thing: pdfium.FPDF_PAGEOBJECT) -> Colour:
    """The colour that an object is filled with."""
    return _colour(pdfium.FPDFPageObj_GetFillColor, thing)


def _things(page: pypdfium2.PdfPage, to_page: Matrix) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, Matrix]]:
    """All objects in the order that they are drawn in, those in forms in their place."""
    seen = 0
    top = pdfium.FPDFPage_CountObjects(page)
    stack = [(pdfium.FPDFPage_GetObject(page, at), to_page, 0) for at in range(min(top, _MOST_OBJECTS) - 1, -1, -1)]
    while stack:
        thing, matrix, depth = stack.pop()
        seen += 1
        if max(seen, top) > _MOST_OBJECTS:
            raise ReadError("has a page with more drawn on it than a bulletin may; save it anew", code="too_large")
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
            inner = matrix.after(matrix_of(thing))
            count = pdfium.FPDFFormObj_CountObjects(thing) if depth < _DEEPEST else 0
            if count + seen > _MOST_OBJECTS:
                raise ReadError("has a page with more drawn on it than a bulletin may; save it anew", code="too_large")
            stack += [(pdfium.FPDFFormObj_GetObject(thing, at), inner, depth + 1) for at in range(count - 1, -1, -1)]
        else:
            yield thing, matrix


def _colour(getter: object, thing: pdfium.FPDF_PAGEOBJECT) -> Colour:
    parts = tuple(c_uint() for _ in range(4))
    getter(thing, *parts)  # type: ignore[operator]
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _is_opaque_picture(page: pypdfium2.PdfPage, thing: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Whether nothing is seen through a picture, as through a seal; one that tells nothing of it is opaque."""
    if pdfium.FPDFPageObj_HasTransparency(thing):
        return False
    metadata = pdfium.FPDF_IMAGEOBJ_METADATA()
    pdfium.FPDFImageObj_GetImageMetadata(thing, page, metadata)
    return bool(metadata.bits_per_pixel != 1 or metadata.colorspace != pdfium.FPDF_COLORSPACE_UNKNOWN)


def _add_path(drawing: Drawing, turn: int, thing: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> None:
    fill, stroke, width = c_int(), c_int(), c_float()
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not fill.value and not stroke.value:
        return
    pieces = _pieces(thing, matrix.after(matrix_of(thing)))
    if stroke.value and _colour(pdfium.FPDFPageObj_GetStrokeColor, thing)[3]:
        pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
        for piece in pieces:
            drawing.rules += _strokes(piece, min(width.value, _THIN))
    if fill.value and (colour := fill_of(thing))[3]:
        for piece in pieces:
            area = around(piece)
            if min(area.width, area.height) <= _THIN:
                drawing.rules.append(Rule(*area))
            elif not _is_rectangle(piece):
                drawing.shapes += 1
            elif colour[3] >= _SOLID:
                drawing.grounds.append(Ground(turn, area, colour))


def _pieces(thing: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """The corners of each piece of a path, as the page shows them; a closed piece ends where it began."""
    pieces: list[list[tuple[float, float]]] = []
    x, y = c_float(), c_float()
    for at in range(min(pdfium.FPDFPath_CountSegments(thing), _MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.at(x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not pieces:
            pieces.append([point])
        else:
            pieces[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            pieces[-1].append(pieces[-1][0])
    return [piece for piece in pieces if len(piece) > 1]


def _strokes(piece: Sequence[tuple[float, float]], width: float) -> Iterator[Rule]:
    half = width / 2
    for one, other in pairwise(piece):
        area = around((one, other))
        if min(area.width, area.height) <= _STRAIGHT and max(area.width, area.height) > 0:
            level = area.height <= area.width
            across, along = (0.0, half) if level else (half, 0.0)
            yield Rule(area.left - across, area.top - along, area.right + across, area.bottom + along)


def _is_rectangle(piece: Sequence[tuple[float, float]]) -> bool:
    area = around(piece)
    return all(
        min(abs(x - area.left), abs(x - area.right)) <= _STRAIGHT
        and min(abs(y - area.top), abs(y - area.bottom)) <= _STRAIGHT
        for x, y in piece
    )
