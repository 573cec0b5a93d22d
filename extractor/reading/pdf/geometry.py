"""Places of a page's own coordinates as a person sees them: turned upright, from the top left corner, in points."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import c_float
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Area(NamedTuple):
    """A rectangle on the page as it is seen."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle point."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point stands inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def meets(self, other: Area) -> bool:
        """Whether two areas have a part in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Matrix(NamedTuple):
    """Where points of one space stand in another."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def area(self, left: float, bottom: float, right: float, top: float) -> Area:
        """The rectangle around that of a space whose y goes up."""
        x, y = self.at(left, bottom)
        other_x, other_y = self.at(right, top)
        return Area(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))

    def after(self, first: Matrix) -> Matrix:
        """What comes of `first` and then this one."""
        a, b = self.a * first.a + self.c * first.b, self.b * first.a + self.d * first.b
        c, d = self.a * first.c + self.c * first.d, self.b * first.c + self.d * first.d
        return Matrix(a, b, c, d, *self.at(first.e, first.f))


def matrix_of(thing: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    """The matrix of an object of a page."""
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, found)
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def upright(page: pypdfium2.PdfPage, turned: int = 0) -> Matrix:
    """From the coordinates of `page` to those of the page as seen; its words may be `turned` besides, in degrees."""
    left, bottom, right, top = page.get_bbox()
    turns = {
        0: Matrix(1, 0, 0, -1, -left, top),
        90: Matrix(0, 1, 1, 0, -bottom, -left),
        180: Matrix(-1, 0, 0, 1, right, -bottom),
        270: Matrix(0, -1, -1, 0, top, right),
    }
    return turns[(page.get_rotation() + turned) % 360]


def around(points: Iterable[tuple[float, float]]) -> Area:
    """The smallest area with all `points` inside."""
    xs, ys = zip(*points, strict=True)
    return Area(min(xs), min(ys), max(xs), max(ys))


def bounds(thing: pdfium.FPDF_PAGEOBJECT, to_page: Matrix) -> Area:
    """The area that an object takes."""
    edges = tuple(c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, *edges)
    return to_page.area(*(edge.value for edge in edges))
