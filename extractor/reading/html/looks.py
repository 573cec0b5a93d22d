"""Whether the words of an element are seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .sheets import Declarations

_SIZE = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%)?")
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*(?:[,/]\s*(\d*\.?\d+)\s*)?\)")
_UNREADABLE_SIZE = 1.0
"""Size of letters, in pixels or points, up to which nobody reads them."""
_FAR = -999.0
"""Pixels from the edge, beyond which a thing stands outside the window."""
_WHITE_FROM = 240
_WHITE, _UNKNOWN = "white", "?"
_NO_COLOUR = {"inherit", "initial", "unset", "none", "windowtext", "auto", "currentcolor"}
_TABLE_TAGS = {"table", "thead", "tbody", "tfoot", "tr", "td", "th"}


class Look(NamedTuple):
    """What an element hands down to those inside it."""

    gone: bool = False
    """It takes no room at all, and nothing inside it can be seen."""
    invisible: bool = False
    tiny: bool = False
    ink: str = ""
    ground: str = _WHITE
    preserved: bool = False
    """White space is kept, as in ``<pre>``."""
    linked: bool = False
    numbered: bool = True
    """Lists that count show their numbers."""

    @property
    def seen(self) -> bool:
        """Whether a person sees the words."""
        return not (self.gone or self.invisible or self.tiny or self.ink in ("transparent", self.ground))


def look_of(
    outer: Look, tag: str, attributes: Mapping[str, str], declared: Declarations, *, linked_sheets: bool
) -> Look:
    """The look of an element inside one that looks like `outer`.

    Where the page has style sheets elsewhere (`linked_sheets`), a part of a table with a class may have
    any ground, and white letters on it are taken for seen.
    """
    dressed = linked_sheets and tag in _TABLE_TAGS and "class" in attributes
    ground = _ground(attributes, declared, unknown=dressed)
    ink = _colour(declared.get("color") or attributes.get("text" if tag == "body" else "color", ""))
    return outer._replace(
        gone=outer.gone or tag == "template" or _is_gone(attributes, declared),
        invisible=declared["visibility"] in ("hidden", "collapse") if "visibility" in declared else outer.invisible,
        tiny=_is_tiny(declared["font-size"], outer=outer.tiny) if "font-size" in declared else outer.tiny,
        ink=ink or outer.ink,
        ground=ground or outer.ground,
        preserved=_preserves(tag, declared, outer=outer.preserved),
        linked=outer.linked or (tag == "a" and "href" in attributes),
        numbered=_numbers(tag, declared, outer=outer.numbered),
    )


def _is_gone(attributes: Mapping[str, str], declared: Declarations) -> bool:
    display = declared.get("display")
    return (
        display == "none"
        or ("hidden" in attributes and display is None)
        or declared.get("mso-hide") == "all"
        or _pixels(declared.get("opacity", "1")) == 0
        or _is_outside(declared)
        or (
            declared.get("overflow") == "hidden" and 0 in (_height(declared, "height"), _height(declared, "max-height"))
        )
    )


def _is_outside(declared: Declarations) -> bool:
    placed = declared.get("position") in ("absolute", "fixed")
    moved = [declared.get("text-indent", "0"), *(declared.get(side, "0") for side in ("left", "top") if placed)]
    return any(_pixels(value) <= _FAR for value in moved)


def _height(declared: Declarations, name: str) -> float:
    return _pixels(declared[name]) if name in declared else 1


def _pixels(value: str) -> float:
    match = _SIZE.match(value)
    return float(match[1]) if match else 1


def _is_tiny(size: str, *, outer: bool) -> bool:
    match = _SIZE.match(size)
    if match is None:
        return outer if size == "inherit" else False
    if match[2] in ("em", "%"):
        return outer or float(match[1]) == 0
    return float(match[1]) <= (_UNREADABLE_SIZE if match[2] in ("px", "pt") else 0)


def _ground(attributes: Mapping[str, str], declared: Declarations, *, unknown: bool) -> str:
    told = declared.get("background-color") or declared.get("background") or attributes.get("bgcolor", "")
    if "url(" in told or "gradient" in told or "background" in attributes:
        return _UNKNOWN
    colour = _colour(told)
    return colour if colour and colour != "transparent" else _UNKNOWN if unknown else ""


def _colour(value: str) -> str:
    """A colour by one name; empty where none is told."""
    value = value.strip().lower()
    if rgb := _RGB.search(value):
        if rgb[4] and not float(rgb[4]):
            return "transparent"
        return _mixed(*(min(int(part), 255) for part in rgb.group(1, 2, 3)))
    if code := _HEX.search(value):
        digits = code[1]
        wide = "".join(digit * 2 for digit in digits[:3]) if len(digits) in (3, 4) else digits[:6].ljust(6, "0")
        return _mixed(*(int(wide[at : at + 2], 16) for at in (0, 2, 4)))
    word = value.split()[0] if value else ""
    return word if word.isalpha() and word not in _NO_COLOUR else ""


def _mixed(red: int, green: int, blue: int) -> str:
    if min(red, green, blue) >= _WHITE_FROM:
        return _WHITE
    return f"{red},{green},{blue}"


def _preserves(tag: str, declared: Declarations, *, outer: bool) -> bool:
    if "white-space" in declared:
        return declared["white-space"].startswith(("pre", "break-spaces"))
    return outer or tag in ("pre", "textarea", "listing", "xmp", "plaintext")


def _numbers(tag: str, declared: Declarations, *, outer: bool) -> bool:
    told = declared.get("list-style-type") or declared.get("list-style")
    if told is not None:
        return "none" not in told.split()
    return True if tag in ("ol", "ul") else outer
