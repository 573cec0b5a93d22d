"""What is printed on a page, told from its paper, and how large its characters are."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""Rows × columns × 3, blue first."""
Mask = npt.NDArray[np.uint8]
"""Rows × columns, 1 where there is ink."""


class Box(NamedTuple):
    """A rectangle in pixels; right and bottom are the first beyond it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top


_PAPER = 8
"""Times that a picture is made smaller to see its paper without its words."""
_WORDS = 15
"""Side, on the smaller picture, of the square that words are narrower than."""
_FAINTEST, _DARKEST = 110, 215
"""Bounds of the grey, white paper being 255, up to which a pixel is ink."""
_SMALLEST, _LARGEST = 6, 200
_LONGEST = 4
"""Times its shorter side, up to which a connected mark may be a character."""
_USUAL = 20


def ink_of(picture: Pixels) -> Mask:
    """The ink on `picture`, wherever it is darker than the paper around it."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    level = cv2.divide(grey, _paper(grey), scale=255)
    threshold, _ = cv2.threshold(level, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(level <= np.clip(threshold, _FAINTEST, _DARKEST), np.uint8)


def is_dark(picture: Pixels) -> bool:
    """Whether words are lighter than what they stand on."""
    return float(np.median(picture)) < 128  # noqa: PLR2004 - the middle of a byte


def character_height(ink: Mask) -> int:
    """Usual height of a character in pixels, a guess where there are hardly any."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    fits = (longer >= _SMALLEST) & (longer <= _LARGEST) & (longer <= _LONGEST * shorter)
    if not fits.any():
        return _USUAL
    order = np.argsort(longer[fits])
    weight = np.cumsum((longer[fits] * shorter[fits])[order])
    return int(longer[fits][order][np.searchsorted(weight, weight[-1] / 2)])


def runs(marked: npt.ArrayLike, gap: int = 1) -> list[tuple[int, int]]:
    """Stretches of true values, as the first and the first beyond; a gap of fewer than `gap` false ones is bridged."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(marked, np.int8), [0]))))
    found: list[tuple[int, int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if found and start - found[-1][1] < gap:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _paper(grey: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """How bright the paper is at each pixel: at least a third of full white, lest a dark band be taken for words."""
    height, width = grey.shape
    size = max(1, width // _PAPER), max(1, height // _PAPER)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    brightest = cv2.dilate(small, np.ones((_WORDS, _WORDS), np.uint8))
    paper = cv2.resize(cv2.blur(brightest, (_WORDS, _WORDS)), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.maximum(paper, 85), np.uint8)
