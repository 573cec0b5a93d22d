"""A page as a picture, to words and ruling lines with their places."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from ..pages import Page, Rule, Word
from .engine import detect
from .ink import Box, Mask, Pixels, character_height, ink_of, is_dark
from .lines import missed, whole_lines
from .reading import Line, read_lines
from .ruling import Rules, erase, find_rules
from .sheets import Sheet
from .straightening import lies_on_its_side, rotated, skew, stands_on_its_head

_SEARCHED = 16
"""Height in pixels that characters are brought to before lines are looked for."""
_LARGEST, _SMALLEST = 2.0, 0.1
_MOST_SEARCHED = 6_000_000
_OPENING, _CLOSING = "“‘（《〈「『【〔", "，。、；：！？”’）》〉」』】〕"


class Recognised(NamedTuple):
    """What recognition made of a page."""

    page: Page
    unread: int
    """Marks as large as characters that are in no word."""
    turn: int = 0
    """Quarters of a turn, counterclockwise, that laid the page upright."""


def recognised(sheet: Sheet) -> Recognised:
    """The words and rules of a page, laid upright and straight."""
    turn, layout, found = _upright(_pixels(sheet.picture))
    width, height = (sheet.width, sheet.height) if turn % 2 == 0 else (sheet.height, sheet.width)
    scale = width / layout.pixels.shape[1]
    words, boxes = _words(layout, found, scale)
    rules = tuple(Rule(*(edge * scale for edge in box)) for box in (*layout.rules.across, *layout.rules.down))
    unread = len(missed(boxes, layout.ink, layout.rules, layout.character))
    return Recognised(Page(sheet.number, width, height, words, rules), unread, turn)


class _Layout(NamedTuple):
    """A page laid straight, its rules taken off."""

    pixels: Pixels
    ink: Mask
    character: int
    rules: Rules

    @classmethod
    def of(cls, pixels: Pixels) -> _Layout:
        ink = ink_of(pixels)
        if degrees := skew(ink):
            pixels = rotated(pixels, degrees)
            ink = ink_of(pixels)
        character = character_height(ink)
        rules = find_rules(ink, character)
        cleaned = erase(pixels, rules)
        return cls(cleaned, ink_of(cleaned), character, rules)

    def lines(self) -> list[Box]:
        """What the detector finds, as upright boxes."""
        height, width = self.ink.shape
        scale = min(_LARGEST, max(_SMALLEST, _SEARCHED / self.character), (_MOST_SEARCHED / (width * height)) ** 0.5)
        size = max(32, round(width * scale)), max(32, round(height * scale))
        found = detect(np.asarray(cv2.resize(self.pixels, size, interpolation=cv2.INTER_AREA), np.uint8))
        corners = found * (width / size[0], height / size[1])
        least, most = np.floor(corners.min(axis=1)).astype(int), np.ceil(corners.max(axis=1)).astype(int)
        edges = np.concatenate((least.clip(0), np.minimum(most, (width, height))), axis=1)
        return [Box(*box) for box in edges.tolist()]


def _pixels(picture: Image.Image) -> Pixels:
    pixels = np.ascontiguousarray(np.asarray(picture, np.uint8)[:, :, ::-1])
    return 255 - pixels if is_dark(pixels) else pixels


def _upright(pixels: Pixels) -> tuple[int, _Layout, list[Box]]:
    """The page upright, its lines, and the quarters of a turn, counterclockwise, that laid it so."""
    layout = _Layout.of(pixels)
    boxes, turn = layout.lines(), 0
    if lies_on_its_side(boxes):
        layout = _Layout.of(_turned(pixels, 1))
        boxes, turn = layout.lines(), 1
    if stands_on_its_head(layout.pixels, boxes):
        layout = _Layout.of(_turned(pixels, turn + 2))
        boxes, turn = layout.lines(), turn + 2
    return turn, layout, boxes


def _turned(pixels: Pixels, quarters: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(pixels, quarters))


def _words(layout: _Layout, found: list[Box], scale: float) -> tuple[tuple[Word, ...], list[Box]]:
    """The words of a page in points, and the boxes they were read from."""
    boxes = whole_lines(found, layout.ink, layout.rules, layout.character)
    lines = read_lines(layout.pixels, layout.ink, boxes, layout.character)
    return tuple(_placed(line, scale) for line in lines), [line.box for line in lines]


def _placed(line: Line, scale: float) -> Word:
    """A line as a word; a mark at its end takes half of its room without ink."""
    left, top, right, bottom = (edge * scale for edge in line.box)
    size = (right - left) / max(1, len(line.text))
    left -= size / 2 * (line.text[0] in _OPENING)
    right += size / 2 * (line.text[-1] in _CLOSING)
    return Word(line.text, left, top, right, bottom, line.certainty)
