"""The lists of a document as ``numbering.xml`` defines them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from .markup import MC, Element, W, child_value, number, switch
from .styles import Styles

_LEVELS = range(9)
_FARTHEST = 8
"""Styles that may stand between a list and its definition."""


class Level(NamedTuple):
    """One level of a list."""

    format: str = "decimal"
    pattern: str | None = None
    """Of a custom format."""
    text: str = ""
    """What is printed, ``%1`` standing for the number of the first level."""
    start: int = 1
    restart: int | None = None
    """It starts anew after a level up to this one, counted from 1; never for 0; None for any above."""
    legal: bool = False
    """Whether the numbers of other levels are printed in digits."""
    suffix: str = "tab"
    style: str | None = None
    """The paragraph style that stands for the level."""


class List(NamedTuple):
    """A list that paragraphs name; those of one definition are counted together."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    """Numbers that levels start from in this list."""

    def level_of(self, style: str | None) -> int | None:
        """The level that a paragraph style stands for."""
        return next((index for index, level in self.levels.items() if style and level.style == style), None)

    def start_of(self, index: int) -> int:
        """The number that a level begins with."""
        return self.starts.get(index, self.levels[index].start if index in self.levels else 1)


class Lists:
    """All lists of a document, by the numbers that paragraphs name them by."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _by_id(root, "num", "numId")
        self._definitions = _by_id(root, "abstractNum", "abstractNumId")
        self.get = cache(self._get)

    def _get(self, name: str) -> List | None:
        """The list called `name`; None where it is not defined, or stands for none."""
        element = self._lists.get(name)
        definition = None if element is None else self._definition(element)
        if element is None or definition is None:
            return None
        levels = _levels(definition)
        starts: dict[int, int] = {}
        for override in element.iter(W + "lvlOverride"):
            index = number(override.get(W + "ilvl"))
            start = number(child_value(override, "startOverride"))
            if index is not None and start is not None:
                starts[index] = start
            levels |= _levels(override)
        return List(definition.get(W + "abstractNumId", ""), levels, starts)

    def _definition(self, element: Element) -> Element | None:
        """The definition with the levels, which a style may stand between."""
        for _ in range(_FARTHEST):
            definition = self._definitions.get(child_value(element, "abstractNumId") or "")
            linked = child_value(definition, "numStyleLink")
            if definition is None or linked is None:
                return definition
            following = self._lists.get(self._styles.numbering_of(linked) or "")
            if following is None:
                return definition
            element = following
        return None


def _by_id(root: Element | None, tag: str, attribute: str) -> dict[str, Element]:
    return {} if root is None else {each.get(W + attribute, ""): each for each in root.iter(W + tag)}


def _levels(parent: Element) -> dict[int, Level]:
    found = ((number(element.get(W + "ilvl")), element) for element in parent.findall(W + "lvl"))
    return {index: _level(element) for index, element in found if index in _LEVELS and index is not None}


def _level(element: Element) -> Level:
    form = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    form = element.find(W + "numFmt") if form is None else form
    return Level(
        format="decimal" if form is None else form.get(W + "val", "decimal"),
        pattern=None if form is None else form.get(W + "format"),
        text=child_value(element, "lvlText") or "",
        start=number(child_value(element, "start")) or 0,
        restart=number(child_value(element, "lvlRestart")),
        legal=bool(switch(element, "isLgl")),
        suffix=child_value(element, "suff") or "tab",
        style=child_value(element, "pStyle"),
    )
