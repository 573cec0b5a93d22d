"""Lines of a page to words: what the recogniser says, marks by their room, and characters that it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from .engine import Reading, recognise_lines
from .ink import Box, Mask, Pixels
from .punctuation import normalised
from .spacing import Hole, Spaced, spaced

_SURE = 0.5
"""Certainty below which what was read is taken for no word."""
_DOUBTED = 0.75
"""The most certainty that a line has where a character was made out of a hole."""
_UNKNOWN = 0.5
"""The same where there is ink in a hole and nothing was made of it."""
_STRETCH = 2
"""Times by which a hole is made wider: ㎡, which the recogniser does not know, becomes m²."""
_UNITS = {"m²": "㎡", "m2": "㎡", "m³": "㎥", "m3": "㎥"}
"""What is made out of a hole, as the one character that stands in it."""
_LEAST_INK = 0.35
"""Ems that ink in a hole is wide and high where it may be a character."""


class Line(NamedTuple):
    """What a line says."""

    text: str
    certainty: float
    box: Box


def read_lines(pixels: Pixels, ink: Mask, boxes: Sequence[Box], character: int) -> list[Line]:
    """What stands in `boxes`; those without a word are left out."""
    margin = max(1, character // 8)
    crops = [
        Box(max(0, box.left - margin), box.top, min(pixels.shape[1], box.right + margin), box.bottom) for box in boxes
    ]
    readings = recognise_lines([_cut(pixels, crop) for crop in crops])
    spacings = [spaced(reading) for reading in readings]
    measured = [width for spacing in spacings for width in spacing.widths if width is not None]
    wide = 2 * sum(measured) >= len(measured)
    lines = []
    for box, crop, reading, spacing in zip(boxes, crops, readings, spacings, strict=True):
        whole, widths = _without_holes(reading, spacing, crop, pixels, ink)
        text = normalised(whole.text, widths, wide=wide)
        if text and reading.certainty >= _SURE:
            lines.append(Line(text, whole.certainty, box))
    return lines


def _without_holes(
    reading: Reading, spacing: Spaced, crop: Box, pixels: Pixels, ink: Mask
) -> tuple[Reading, tuple[bool | None, ...]]:
    """A line with what is read of its holes put in, and the widths of its marks."""
    widths, certainty, text = list(spacing.widths), reading.certainty, spacing.text
    inked = [(hole, box) for hole in spacing.holes if (box := _ink_in(hole, crop, ink))]
    if not inked:
        return reading, spacing.widths
    for hole, box in reversed(inked):
        [found] = recognise_lines([_stretched(_cut(pixels, box))])
        certainty = min(certainty, _DOUBTED if found.certainty >= _SURE else _UNKNOWN)
        if found.certainty >= _SURE:
            made = _UNITS.get(found.text, found.text)
            text = text[: hole.before] + made + text[hole.before :]
            widths[hole.before : hole.before] = [None] * len(made)
    return Reading(text, certainty, ()), tuple(widths)


def _ink_in(hole: Hole, crop: Box, ink: Mask) -> Box | None:
    """The ink in a hole with a little paper around it; None where it is too little for a character."""
    left, right = crop.left + round(hole.left * crop.width), crop.left + round(hole.right * crop.width)
    inside = ink[crop.top : crop.bottom, left:right]
    columns, rows = np.flatnonzero(inside.any(axis=0)), np.flatnonzero(inside.any(axis=1))
    least = _LEAST_INK * crop.height
    if not len(columns) or columns[-1] - columns[0] < least or rows[-1] - rows[0] < least:
        return None
    return crop._replace(left=left + int(columns[0]) - 1, right=left + int(columns[-1]) + 2)


def _cut(pixels: Pixels, box: Box) -> Pixels:
    return pixels[box.top : box.bottom, box.left : box.right]


def _stretched(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    return np.asarray(cv2.resize(pixels, (width * _STRETCH, height), interpolation=cv2.INTER_CUBIC), np.uint8)
