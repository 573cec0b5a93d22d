"""Members of a list that each tell a state of their own (3个已建成、2个在建、1个未启动)."""

from __future__ import annotations

import re

from .cues import within
from .evidence import Evidence, read
from .scene import Place, Scene

OWN = "own member"
STATES = frozenset(("actual", "ongoing", "pending"))
_TOLD = 1.5
_MOST = 8
_CLOSE = re.compile(r"[、和及与]|以及|并且?")


def _close(scene: Scene, place: Place) -> int:
    """Where the list member of a number ends before the next number of its clause; -1 where none ends."""
    text = scene.layout.flat
    at = text.find("、", place.end, place.last)
    if at >= 0:
        return at
    ends = (place.last - length for length in (1, 2) if place.last - length > place.end)
    return next((end for end in ends if _CLOSE.fullmatch(text, end, place.last)), -1)


def member_state(scene: Scene, order: int) -> Evidence | None:
    """The state that the words between a number and the end of its list member tell.

    The last member ends with its clause, which is read as any other.
    """
    place = scene.places[order]
    if place.kind != "quantity" or place.last >= place.inside.end or not place.right:
        return None
    end = _close(scene, place)
    piece = read(within(place.right, place.end, end, _MOST), "right")[0] if end > place.end else None
    if piece is None or piece.role not in STATES or piece.weight < _TOLD:
        return None
    return Evidence(piece.role, piece.weight, f"{OWN}, {piece.rule}", direct=True)
