"""Styles: what a paragraph or run inherits of the few properties that matter to its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .markup import Element, W, child_value, number, switch

_WHITE = re.compile("[fF][89a-fA-F]" * 3)
_TINY = 2
"""Half points at which nobody reads."""
_DEEPEST = 40
"""Styles that a style may be based on in turn."""


class Look(NamedTuple):
    """How characters look, as far as it can hide them; None where nothing is said."""

    vanish: bool | None = None
    color: str | None = None
    size: int | None = None
    """In half points."""
    shaded: bool | None = None

    def over(self, base: Look) -> Look:
        """The look of what is so laid over `base`: what this one does not say is taken from there."""
        return Look(
            base.vanish if self.vanish is None else self.vanish,
            base.color if self.color is None else self.color,
            base.size if self.size is None else self.size,
            base.shaded if self.shaded is None else self.shaded,
        )

    def is_hidden(self, *, shaded: bool) -> bool:
        """Whether nobody sees such characters, where their ground is `shaded`."""
        if self.vanish or (self.size is not None and self.size <= _TINY):
            return True
        return bool(self.color and _WHITE.fullmatch(self.color)) and not (shaded or self.shaded)


class ListPlace(NamedTuple):
    """The list and level a style or paragraph names; None where it names none."""

    number: str | None
    level: int | None


NO_LOOK = Look()
_PLAIN_FILLS = {"auto", "ffffff"}


def look_of(properties: Element | None) -> Look:
    """The look that a ``w:rPr`` says itself."""
    if properties is None or not len(properties):
        return NO_LOOK
    shaded = is_shaded(properties) or (properties.find(W + "highlight") is not None)
    return Look(
        switch(properties, "vanish"),
        child_value(properties, "color"),
        number(child_value(properties, "sz")),
        shaded or None,
    )


def is_shaded(properties: Element | None) -> bool:
    """Whether a ``w:shd`` among the properties fills the ground with a colour that is not white."""
    shading = None if properties is None else properties.find(W + "shd")
    if shading is None:
        return False
    filled = shading.get(W + "fill", "auto").lower() not in _PLAIN_FILLS
    return filled or shading.get(W + "themeFill") is not None or shading.get(W + "val") == "solid"


class Styles:
    """The styles of a document; one that is missing, or based on itself, says nothing."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        for style in () if root is None else root.iter(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "default", "0").lower() in ("1", "true", "on"):
                self._defaults[style.get(W + "type", "")] = name
        path = f"{W}docDefaults/{W}rPrDefault/{W}rPr"
        self._base = look_of(None if root is None else root.find(path))
        self.look = cache(self._look)
        self.list_place = cache(self._list_place)
        self.shades = cache(self._shades)

    def _chain(self, name: str | None, kind: str) -> Iterator[tuple[str, Element]]:
        """A style and those it is based on, the nearest first."""
        name = self._defaults.get(kind) if name is None else name
        for _ in range(_DEEPEST):
            style = None if name is None else self._styles.get(name)
            if style is None or name is None:
                return
            yield name, style
            name = child_value(style, "basedOn")

    def _look(self, paragraph: str | None, character: str | None) -> Look:
        """The look of characters by their styles; hiding twice, by both styles, is showing."""
        below = self._styled(paragraph, "paragraph")
        above = self._styled(character, "character") if character is not None else NO_LOOK
        vanish = bool(below.vanish) != bool(above.vanish) if above.vanish is not None else below.vanish
        return above.over(below).over(self._base)._replace(vanish=vanish if vanish is not None else self._base.vanish)

    def _styled(self, name: str | None, kind: str) -> Look:
        look = NO_LOOK
        for _, style in self._chain(name, kind):
            look = look.over(look_of(style.find(W + "rPr")))
            if look.shaded is None and is_shaded(style.find(W + "pPr")):
                look = look._replace(shaded=True)
        return look

    def _list_place(self, name: str | None) -> tuple[ListPlace, str | None]:
        """The list that a paragraph style is numbered in, and the style that says so."""
        level = None
        for holder, style in self._chain(name, "paragraph"):
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            level = number(child_value(properties, "ilvl")) if level is None else level
            listed = child_value(properties, "numId")
            if listed is not None:
                return ListPlace(listed, level), holder
        return ListPlace(None, None), None

    def _shades(self, name: str) -> bool:
        """Whether a table style fills the ground of some cells."""
        return any(
            is_shaded(shading.getparent())
            for _, style in self._chain(name, "table")
            for shading in style.iter(W + "shd")
        )

    def numbering_of(self, name: str) -> str | None:
        """The list that a numbering style stands for."""
        style = self._styles.get(name)
        return None if style is None else child_value(style.find(f"{W}pPr/{W}numPr"), "numId")
