"""Lines joined to the paragraphs that they were broken from.

A line that had room for the beginning of the next was ended on purpose. One that had none goes on in the
next, unless that begins with an indent, a list number, other letters or a wider gap above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...records import Box, Place
from ..blocks import Paragraph
from .model import Page
from .parts import SetLine
from .typesetting import ems, first_piece, is_ended, is_enumerated, joined

_SLACK = 0.4
"""Ems that a line may be short of the edge beside the room for what follows."""
_INDENTED = 0.9
_SET_APART = 4.0
"""Ems of indent from which a line is aligned to the middle or the right rather than indented."""
_OTHER_SIZE = 1.2
_WIDER_GAP = 1.3
_UNFINISHED = "、，,和及与或至－-—~～第共为约"


def paragraphs_of(lines: Sequence[SetLine]) -> list[Paragraph]:
    """The paragraphs that `lines`, in reading order, make."""
    groups: list[list[SetLine]] = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if groups and goes_on(groups[-1], line, after):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def goes_on(before: Sequence[SetLine], line: SetLine, after: SetLine | None) -> bool:
    """Whether `line` continues the paragraph that `before` are the lines of; `after` follows it."""
    last = before[-1]
    return not (
        is_broken_on_purpose(last, line)
        or _differs(last, line)
        or _is_gap(last, line)
        or (line.indent >= _INDENTED and not _hangs(before, line, after))
        or (last.indent >= _SET_APART and abs(last.line.left - line.line.left) > last.line.em)
        or starts_item(last, line)
    )


def is_broken_on_purpose(last: SetLine, line: SetLine) -> bool:
    """Whether the beginning of `line` would have had room at the end of `last`."""
    return last.room > ems(first_piece(line.line.text)) + _SLACK


def starts_item(last: SetLine, line: SetLine) -> bool:
    """Whether `line` begins with a list number that is none of a list inside the sentence of `last`."""
    return is_enumerated(line.line.text) and not last.line.text.rstrip().endswith(tuple(_UNFINISHED))


def _differs(last: SetLine, line: SetLine) -> bool:
    sizes = sorted((last.line.em, line.line.em))
    return sizes[1] > _OTHER_SIZE * sizes[0] and ems(line.line.text) > 1


def _is_gap(last: SetLine, line: SetLine) -> bool:
    pitch = line.line.middle - last.line.middle
    return last.page.number == line.page.number and pitch > max(_WIDER_GAP * line.measure.pitch, 1.2 * line.line.em)


def _hangs(before: Sequence[SetLine], line: SetLine, after: SetLine | None) -> bool:
    """Whether `line` is indented because all lines but the first of its paragraph are."""
    first, last = before[0], before[-1]
    if len(before) > 1:
        return abs(last.line.left - line.line.left) < _SLACK * line.line.em
    if first.line.left >= line.line.left:
        return False
    aligned = after is not None and abs(after.line.left - line.line.left) < _SLACK * line.line.em
    return is_enumerated(first.line.text) and (aligned or not is_ended(first.line.text))


def _paragraph(lines: Sequence[SetLine]) -> Paragraph:
    text = lines[0].line.text
    for line in lines[1:]:
        text = joined(text.rstrip(), line.line.text.lstrip())
    first = [line for line in lines if line.page.number == lines[0].page.number]
    edges = (
        min(line.line.left for line in first),
        min(line.line.top for line in first),
        max(line.line.right for line in first),
        max(line.line.bottom for line in first),
    )
    return Paragraph(text.strip("\n\t"), place(lines[0].page, edges, lines))


def place(page: Page, edges: tuple[float, float, float, float], lines: Iterable[SetLine] = ()) -> Place:
    """Where `edges` – left, top, right, bottom in points – stand; as certain as the least certain word of `lines`."""
    left, top, right, bottom = edges
    told = [word.certainty for line in lines for word in line.line.words if word.certainty is not None]
    return Place(
        page=page.number,
        box=Box(
            _share(left, page.width), _share(top, page.height), _share(right, page.width), _share(bottom, page.height)
        ),
        certainty=min(told, default=None),
    )


def _share(value: float, whole: float) -> float:
    return round(min(max(value / whole, 0.0), 1.0), 4)
