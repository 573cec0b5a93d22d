"""Pages laid straight: small angles by how sharply lines stand out, quarters and halves of a turn by the words."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from .engine import recognise_lines
from .ink import Box, Mask, Pixels

_WIDTH = 1000
"""Pixels of the longer side that angles are looked for at."""
_STEEPEST = 5.0
_COARSE, _FINE = 0.5, 0.05
_CLEAR = 1.02
"""Times by which lines must stand out more sharply than they do as they are."""
_SMALLEST = 0.04
_LONG = 3.0
"""Times its height from which a line's length tells which way it runs."""
_VOTERS, _ENOUGH = 3, 20
"""So many lines are read to tell which way is up, and of each as much as so many times its height."""
_UPRIGHT = 0.9
"""Certainty from which what is read stands upright."""


def skew(ink: Mask) -> float:
    """Degrees by which the lines fall to the right, from -5 to 5; 0 where nothing tells."""
    scale = _WIDTH / max(ink.shape)
    small = cv2.resize(ink * 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    rows, columns = np.nonzero(small > 32)  # noqa: PLR2004 - an eighth of full ink
    if not len(rows):
        return 0.0
    weights = small[rows, columns]
    best = _sharpest(rows, columns, weights, np.arange(-_STEEPEST, _STEEPEST + _COARSE / 2, _COARSE).tolist())
    best = _sharpest(rows, columns, weights, np.arange(best - _COARSE, best + _COARSE, _FINE).tolist())
    gain = _sharpness(rows, columns, weights, best) / _sharpness(rows, columns, weights, 0.0)
    return float(best) if abs(best) >= _SMALLEST and gain >= _CLEAR else 0.0


def rotated(picture: Pixels, degrees: float) -> Pixels:
    """`picture` with lines that fall by `degrees` laid straight, in its size, white where it was not."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    straight = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,) * 3
    )
    return np.asarray(straight, np.uint8)


def lies_on_its_side(boxes: Sequence[Box]) -> bool:
    """Whether most of the long lines run from top to bottom."""
    down = sum(box.height for box in boxes if box.height > _LONG * box.width)
    across = sum(box.width for box in boxes if box.width > _LONG * box.height)
    return down > across


def stands_on_its_head(picture: Pixels, boxes: Sequence[Box]) -> bool:
    """Whether some long lines are read more surely upside down."""
    lines = sorted((box for box in boxes if box.width > _LONG * box.height), key=lambda box: -box.width)[:_VOTERS]
    crops = [picture[box.top : box.bottom, box.left : min(box.right, box.left + _ENOUGH * box.height)] for box in lines]
    upright = _certainty(crops)
    return upright < _UPRIGHT and _certainty([np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops]) > upright


def _certainty(crops: Sequence[Pixels]) -> float:
    return sum(reading.certainty for reading in recognise_lines(crops)) / max(1, len(crops))


def _sharpest(
    rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], weights: npt.NDArray[np.float32], angles: Sequence[float]
) -> float:
    return max(angles, key=lambda angle: _sharpness(rows, columns, weights, angle))


def _sharpness(
    rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], weights: npt.NDArray[np.float32], angle: float
) -> float:
    """How unevenly ink is spread over rows that are slanted by `angle`."""
    slanted = rows * np.cos(np.radians(angle)) - columns * np.sin(np.radians(angle))
    profile = np.bincount((slanted - slanted.min()).astype(np.int64), weights=weights)
    return float((np.diff(profile) ** 2).sum())
