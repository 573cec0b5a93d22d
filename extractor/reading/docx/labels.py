"""The label of a paragraph that stands in a list, by itself or by its style."""

from __future__ import annotations

from .counting import Counters
from .lists import Lists
from .markup import Element, W, child_value, number
from .styles import Styles

_NO_LIST = "0"
_DEEPEST = 8


class Labels:
    """Gives the paragraphs of a document their labels, in the order they are asked for."""

    def __init__(self, lists: Lists, styles: Styles) -> None:
        self._lists = lists
        self._styles = styles
        self._counters = Counters(lists)

    def next(self, paragraph: Element) -> str:
        """The label of `paragraph`, which counts it; empty where it stands in no list."""
        properties = paragraph.find(W + "pPr")
        own = None if properties is None else properties.find(W + "numPr")
        style = child_value(properties, "pStyle")
        inherited, holder = self._styles.list_place(style)
        name = child_value(own, "numId") or inherited.number
        if name is None or name == _NO_LIST:
            return ""
        level = number(child_value(own, "ilvl"))
        if level is None and name == inherited.number:
            level = self._level_of(name, style, holder, inherited.level)
        return self._counters.label(name, min(max(level or 0, 0), _DEEPEST))

    def _level_of(self, name: str, style: str | None, holder: str | None, told: int | None) -> int | None:
        """The level that stands for the style, rather than what the style says."""
        listed = self._lists.get(name)
        found = None if listed is None else listed.level_of(style)
        if listed is not None and found is None:
            found = listed.level_of(holder)
        return told if found is None else found
