"""The state of a piece of work, for the numbers that give its size."""

from __future__ import annotations

import re

from .cues import within
from .evidence import Evidence, read
from .scene import Place, Scene

_SHARE_DONE = re.compile(
    r"(?:(?:目前|现)?已?(?:总体|累计|整体|施工)?完成了?(?:总|全部)?(?:(?:工程|工作)量的?)?|形象进度)[约近超逾达了]*"
)
_AHEAD = 7
_ALL = 100
_MOST = 16
_HEADINGS = ("mode",)


def piece_state(scene: Scene, order: int) -> Evidence:
    """What the clauses behind number `order` say of the piece of work it gives the size of.

    Under way if any part is, planned scope if parts of the same measure are reported.
    """
    place = scene.places[order]
    here = place.inside
    later = scene.places[order + 1 : order + 9]
    for other in later:
        if other.inside.member == here.member and other.unit == place.unit:
            return Evidence("target", 1.4, "size with measured parts")
    states = _told(scene, place)
    if any(
        _unfinished(scene, later_order, here.block)
        for later_order in range(order + 1, min(order + 9, len(scene.places)))
    ):
        states.setdefault("ongoing", "unfinished share")
    for role in ("ongoing", "actual", "pending", "target"):
        if role in states:
            return Evidence(role, 2.0, f"size of a piece, {states[role]}")
    return Evidence("target", 0.9, "size of a piece")


def _told(scene: Scene, place: Place) -> dict[str, str]:
    """The states that the clauses from a number on tell, up to the next sentence or plan, each with its rule."""
    here = place.inside
    states: dict[str, str] = {}
    for index in range(place.clause, min(place.clause + _AHEAD, len(scene.layout.clauses))):
        hits = scene.cues[index]
        planned = index > place.clause and any(hit.of(_HEADINGS) for hit in hits)
        if planned or scene.layout.clauses[index].block != here.block:
            break
        if index == place.clause:
            hits = within(hits, place.end, here.end, _MOST)
        piece = read(hits[:_MOST], "right")[0]
        if piece is not None:
            states.setdefault(piece.role, piece.rule)
    return states


def _unfinished(scene: Scene, order: int, block: int) -> bool:
    """Whether number `order` is a share done, short of all."""
    place = scene.places[order]
    if place.kind != "percentage" or place.inside.block != block or place.value >= _ALL:
        return False
    words = scene.layout.text[place.first : place.start]
    return "完成" in words or "进度" in words


def unfinished(scene: Scene, order: int) -> list[Evidence]:
    """A size whose next clause says what share of it is done (更新5.6万平方米，完成八成)."""
    place = scene.places[order]
    if order + 1 >= len(scene.places) or place.kind != "quantity":
        return []
    there = scene.places[order + 1]
    if there.kind != "percentage" or there.value >= _ALL:
        return []
    if there.clause == place.clause + 1:
        begin = there.inside.start
    elif there.clause == place.inside.parent:
        begin = place.inside.end + 1
    else:
        return []
    if _SHARE_DONE.fullmatch(scene.layout.text, begin, there.start):
        return [Evidence("ongoing", 3.0, "share of it done")]
    return []
