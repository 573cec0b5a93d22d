"""Which event a person takes back next, or brings back."""

from __future__ import annotations

from collections.abc import Sequence

from .events import Event
from .folding import effective


def undoable(events: Sequence[Event], reviewer: str) -> Event | None:
    """The latest event of `reviewer` that holds; None where there is nothing to take back."""
    standing = effective(events)
    return next((event for event in reversed(standing) if event.reviewer == reviewer), None)


def redoable(events: Sequence[Event], reviewer: str) -> Event | None:
    """The latest ``undo`` of `reviewer` that holds, unless they did something else since."""
    brought_back = {event.target for event in events if event.action == "redo"}
    for event in reversed(events):
        if event.reviewer != reviewer or event.action == "redo":
            continue
        if event.action != "undo":
            return None
        if event.version not in brought_back:
            return event
    return None
