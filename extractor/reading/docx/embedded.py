"""Drawings and objects: text boxes, WordArt and SmartArt give words, pictures and charts are counted."""

from __future__ import annotations

from collections.abc import Iterator

from .account import Account, Thing
from .markup import DGM, MC, WP, A, C, Element, R, V, W
from .parts import Parts

_UNDERSTOOD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_BOX = W + "txbxContent"
_THINGS: dict[str, Thing] = {A + "blip": "pictures", V + "imagedata": "pictures", C + "chart": "charts"}
_CHART_OF_2016 = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_HIDDEN_SHAPE = "visibility:hidden"
_NODES = {None, "node", "asst"}
_LEAST_EXTENT = 1_000_000
"""Width and height below which a picture holds no table, in English metric units: 2.8 cm."""


def branch_of(alternatives: Element, account: Account) -> Element | None:
    """The branch of an ``mc:AlternateContent`` that Word shows; the words of the others are doubles."""
    branches = list(alternatives)
    chosen = next((each for each in branches if each.tag == MC + "Choice" and _is_understood(each)), None)
    if chosen is None:
        chosen = next((each for each in branches if each.tag == MC + "Fallback"), branches[0] if branches else None)
    for each in branches:
        if each is not chosen:
            account.leave_out_all("unseen", each)
    return chosen


def _is_understood(choice: Element) -> bool:
    spaces = (choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split())
    return all(space.startswith(_UNDERSTOOD) for space in spaces)


class Drawings:
    """Reads what is drawn or embedded in one part."""

    def __init__(self, parts: Parts, part: str, account: Account) -> None:
        self._parts = parts
        self._part = part
        self._account = account

    def read(self, element: Element) -> Iterator[Element | str]:
        """The text boxes below `element` and the words of its graphics, in order; the rest is counted."""
        if element.tag == W + "object":
            self._account.things["objects"] += 1
            yield from (box for box in element.iter(_BOX))
            return
        yield from self._read(element)

    def _read(self, element: Element) -> Iterator[Element | str]:
        if element.tag == _BOX:
            yield element
        elif _is_hidden(element):
            self._account.leave_out_all("hidden_text", element)
        elif element.tag == MC + "AlternateContent":
            branch = branch_of(element, self._account)
            yield from () if branch is None else self._read_all(branch)
        elif element.tag == DGM + "relIds":
            yield from self._diagram(element)
        elif element.tag == A + "p":
            yield _words(element)
        else:
            self._count(element)
            if element.tag == V + "textpath":
                yield element.get("string", "")
            yield from self._read_all(element)

    def _read_all(self, parent: Element) -> Iterator[Element | str]:
        for child in parent:
            yield from self._read(child)

    def _count(self, element: Element) -> None:
        thing = _THINGS.get(element.tag)
        if element.tag == _CHART_OF_2016:
            thing = "charts"
        if thing and not (thing == "pictures" and _is_small(element)):
            self._account.things[thing] += 1

    def _diagram(self, element: Element) -> Iterator[str]:
        """The words of a SmartArt graphic, one string a shape."""
        relation = self._parts.at(self._part, element, R + "dm")
        found = 0
        if relation is not None and relation.target in self._parts:
            for node in self._parts.root(relation.target).iter(DGM + "pt"):
                words = (
                    "\n".join(_words(paragraph) for paragraph in node.iter(A + "p"))
                    if node.get("type") in _NODES
                    else ""
                )
                if words.strip():
                    found += 1
                    yield words
        if not found:
            self._account.things["diagrams"] += 1


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(A + "t"))


def _is_hidden(element: Element) -> bool:
    if element.tag in (WP + "inline", WP + "anchor"):
        properties = element.find(WP + "docPr")
        return properties is not None and properties.get("hidden", "0") in ("1", "true")
    return _HIDDEN_SHAPE in element.get("style", "").replace(" ", "")


def _is_small(element: Element) -> bool:
    """Whether a picture is an icon or a line; one whose size is not told may be large."""
    holder = next((each for each in element.iterancestors() if each.tag in (WP + "inline", WP + "anchor")), None)
    extent = None if holder is None else holder.find(WP + "extent")
    sizes = [extent.get(name, "") for name in ("cx", "cy")] if extent is not None else []
    return any(size.isdecimal() and int(size) < _LEAST_EXTENT for size in sizes)
