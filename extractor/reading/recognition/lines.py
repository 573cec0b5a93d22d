"""The lines that a detector found, made such that each stands in one cell, on one row, and is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from .ink import Box, Mask, runs
from .ruling import Rules

_TALL = 1.6
"""Heights of a character from which a box may hold several rows."""
_ROW = 1.2
"""Heights of a character up to which strokes above each other may be one character."""
_APART = 2.0
"""Heights of a character from which a gap parts two columns."""
_CLINGS = 0.5
"""Heights of a character up to which ink beside a line belongs to it."""
_MARGIN = 0.12
_CROSSED = 0.5
"""Share of a box's side along which a rule must run to part it."""
_LEAST, _MOST = 0.5, 1.8
"""Heights of a character that ink outside of all lines has, where it may be a word that was missed."""
_MOST_MISSED = 2000


def whole_lines(boxes: Sequence[Box], ink: Mask, rules: Rules, character: int) -> list[Box]:
    """`boxes` parted at rules, between rows and at wide gaps, and stretched over the marks that cling to them.

    `ink` is without the rules. Words that no box holds follow, as boxes of their own.
    """
    parted = [piece for box in boxes for piece in _parted(box, ink, rules, character)]
    stretched = _united([_stretched(box, parted, ink, rules, character) for box in parted])
    return [*stretched, *missed(stretched, ink, rules, character)]


def missed(boxes: Sequence[Box], ink: Mask, rules: Rules, character: int) -> list[Box]:
    """Ink as high as characters that is in none of `boxes`, as lines."""
    rest = ink.copy()
    for left, top, right, bottom in boxes:
        rest[top:bottom, left:right] = 0
    joined = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((max(1, character // 4), max(1, character)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = [
        Box(left, top, left + width, top + height)
        for left, top, width, height, _ in stats[1:].tolist()
        if _LEAST * character <= height <= _MOST * character
    ]
    return [piece for box in found[:_MOST_MISSED] for piece in _parted(box, rest, rules, character)]


def _parted(box: Box, ink: Mask, rules: Rules, character: int) -> Iterator[Box]:
    for cell in _between_rules(box, rules):
        for row in _rows(cell, ink, character):
            yield from _columns(row, ink, character)


def _between_rules(box: Box, rules: Rules) -> Iterator[Box]:
    down = [
        rule
        for rule in rules.down
        if box.left < rule.left and rule.right < box.right and _along(box[1::2], rule[1::2]) > _CROSSED
    ]
    across = [
        rule
        for rule in rules.across
        if box.top < rule.top and rule.bottom < box.bottom and _along(box[::2], rule[::2]) > _CROSSED
    ]
    xs = [box.left, *(x for rule in sorted(down) for x in (rule.left, rule.right)), box.right]
    ys = [box.top, *(y for rule in sorted(across, key=lambda rule: rule.top) for y in rule[1::2]), box.bottom]
    for top, bottom in zip(ys[::2], ys[1::2], strict=True):
        for left, right in zip(xs[::2], xs[1::2], strict=True):
            if left < right and top < bottom:
                yield Box(left, top, right, bottom)


def _along(side: Sequence[int], other: Sequence[int]) -> float:
    return (min(side[1], other[1]) - max(side[0], other[0])) / max(1, side[1] - side[0])


def _rows(box: Box, ink: Mask, character: int) -> Iterator[Box]:
    """The rows in a box too high for one."""
    if box.height < _TALL * character:
        yield box
        return
    inked = runs(ink[box.top : box.bottom, box.left : box.right].any(axis=1))
    margin = max(1, int(_MARGIN * character))
    for start, end in _merged(inked, int(_ROW * character)):
        top, bottom = box.top + start, box.top + end
        yield Box(box.left, max(box.top, top - margin), box.right, min(box.bottom, bottom + margin))


def _merged(inked: Sequence[tuple[int, int]], highest: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    for start, end in inked:
        if rows and end - rows[-1][0] <= highest:
            rows[-1] = rows[-1][0], end
        else:
            rows.append((start, end))
    return rows


def _columns(box: Box, ink: Mask, character: int) -> Iterator[Box]:
    """The stretches of a row between wide gaps, without blank ends; none where there is no ink."""
    inked = ink[box.top : box.bottom, box.left : box.right].any(axis=0)
    for start, end in runs(inked, int(_APART * character)):
        yield box._replace(left=box.left + start, right=box.left + end)


def _united(boxes: Sequence[Box]) -> list[Box]:
    """`boxes` with those that overlap on one row put together."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.left, box.top)):
        whole = box
        at = next((at for at, other in enumerate(found) if _overlap(whole, other)), None)
        if at is not None:
            other = found.pop(at)
            whole = Box(*np.minimum(box[:2], other[:2]).tolist(), *np.maximum(box[2:], other[2:]).tolist())
        found.append(whole)
    return found


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and _along(one[1::2], other[1::2]) > _CROSSED


def _stretched(box: Box, others: Sequence[Box], ink: Mask, rules: Rules, character: int) -> Box:
    """`box` up to where its row has no ink for half a character, a rule runs, or another box begins."""
    least, most = 0, ink.shape[1]
    for other in (*others, *rules.down):
        if other is box or _along(box[1::2], other[1::2]) < _CROSSED:
            continue
        if other.right <= box.left:
            least = max(least, other.right)
        elif other.left >= box.right:
            most = min(most, other.left)
    gap = max(2, int(_CLINGS * character))
    band = ink[box.top : box.bottom, least:most].any(axis=0)
    left, right = box.left - least, box.right - least
    here = next(((start, end) for start, end in runs(band, gap) if start < right and end > left), (left, right))
    return box._replace(left=least + min(left, here[0]), right=least + max(right, here[1]))
