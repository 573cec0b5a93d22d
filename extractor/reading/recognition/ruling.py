"""Ruling lines found on a page, and taken off it, so that no word is read with one."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from .ink import Box, Mask, Pixels

_LENGTH, _DEPTH = 3.0, 1.3
"""Shortest rule across and down, in heights of a character."""
_THICKEST = 0.4
_BREAK = 0.15
"""Longest break that is bridged, in heights of a character."""
_LONE = 8.0
"""Length from which a rule that meets no other is one, and no dash."""
_NEAR = 0.5
"""How far from its end a rule may miss another that it meets."""
_EDGE = 2
"""Pixels around a rule that go with it."""


class Rules(NamedTuple):
    """Ruling lines of a page; each box is as thick as the line."""

    across: tuple[Box, ...]
    down: tuple[Box, ...]


def find_rules(ink: Mask, character: int) -> Rules:
    """The rules on a page whose characters are `character` pixels high."""
    across = _bars(ink, int(_LENGTH * character), character)
    down = [_turned(box) for box in _bars(np.ascontiguousarray(ink.T), int(_DEPTH * character), character)]
    near = int(_NEAR * character)
    kept = tuple(box for box in across if box.width >= _LONE * character or _meets(box, down, near))
    return Rules(kept, tuple(box for box in down if box.height >= _LONE * character or len(_met(box, kept, near)) > 1))


def erase(picture: Pixels, rules: Rules) -> Pixels:
    """`picture` without `rules`, in the colour of its paper."""
    cleaned = picture.copy()
    paper = np.median(picture[::8, ::8].reshape(-1, 3), axis=0)
    for left, top, right, bottom in (*rules.across, *rules.down):
        cleaned[max(0, top - _EDGE) : bottom + _EDGE, max(0, left - _EDGE) : right + _EDGE] = paper
    return cleaned


def _bars(ink: Mask, shortest: int, character: int) -> list[Box]:
    """Thin stretches of ink that run across for `shortest` pixels at least."""
    bridge = np.ones((1, max(3, int(_BREAK * character))), np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge)
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    opened = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((3, character), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    for left, top, width, height, area in stats[1:].tolist():
        thickness = area / width
        if thickness <= max(3, _THICKEST * character) and height <= max(4, character):
            middle = top + height / 2
            found.append(Box(left, round(middle - thickness / 2), left + width, round(middle + thickness / 2)))
    return found


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _met(rule: Box, others: tuple[Box, ...], near: int) -> list[Box]:
    return [
        other
        for other in others
        if other.left - near <= rule.left <= other.right + near
        and (other.top - near <= rule.bottom and rule.top <= other.bottom + near)
    ]


def _meets(rule: Box, others: list[Box], near: int) -> bool:
    return any(
        rule.left - near <= other.left <= rule.right + near and other.top - near <= rule.top <= other.bottom + near
        for other in others
    )
