"""A page's elements made into boxes as the parser meets them.

The parser builds no tree: its own would end without a word where elements are nested too deeply.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import elements
from .boxes import Box, Cell, Page, Picture, Row, TableBox
from .enumerating import Counter, counter_of
from .looks import Look, look_of
from .sheets import Identity, Sheet
from .words import is_control
from .writing import LineWriter

_DEEPEST = 250
"""Boxes inside one another; deeper ones stand side by side."""
_NONE: dict[str, str] = {}


@dataclass(slots=True)
class _Open:
    """An element whose end has not come."""

    tag: str
    look: Look
    identity: Identity
    box: Box | None = None
    breaks: bool = False
    aside: bool = False
    code: bool = False
    counter: Counter | None = None
    is_flat: bool = False
    """Whether it is a table too deep to be one."""


class Builder:
    """The target of the parser; when it is closed, `page` is whole."""

    def __init__(self, sheet: Sheet, *, linked_sheets: bool) -> None:
        self._sheet, self._linked_sheets = sheet, linked_sheets
        self.page = Page(Box("body"))
        self._boxes: list[Box] = [self.page.body]
        self._open = [_Open("", Look(), Identity("", "", frozenset()))]
        self._path = [self._open[0].identity]
        self._line = LineWriter()
        self._flat_tables = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        outer = self._open[-1]
        attributes = dict(attributes) if attributes else _NONE  # what the parser gives is slow to ask
        classes = attributes.get("class", "")
        identity = Identity(tag, attributes.get("id", ""), frozenset(classes.split()) if classes else frozenset())
        self._path.append(identity)
        element = _Open(tag, self._look(tag, attributes, outer.look), identity)
        self._open.append(element)
        element.code = outer.code or tag in elements.CODE
        unclosed_choice = outer.tag in elements.CHOICES and tag in elements.BLOCKS
        element.aside = (outer.aside and not unclosed_choice) or tag in elements.ASIDE
        self._note(element, attributes)
        if not (element.look.gone or element.aside or element.code):
            start = self._start_block if tag in elements.BLOCKS else self._start_inline
            start(element, attributes)

    def end(self, tag: str) -> None:
        """The innermost element, a `tag`, ends."""
        element = self._open.pop()
        self._path.pop()
        if element.breaks:
            self._flush()
        if tag == "li":
            self._line.label = ""
        self._flat_tables -= element.is_flat
        if tag in elements.RANKS and (table := self._table()):
            table.group, table.rank = table.group + 1, elements.RANKS["tbody"]
        if element.box is not None and element.box in self._boxes:
            self._close(element.box)

    def data(self, text: str) -> None:
        """Words."""
        element = self._open[-1]
        if element.code:
            return
        if element.aside:
            if element.tag == "title":
                self.page.titles[-1] += "".join(text.split())
            self.page.aside.append(text)
        elif not element.look.seen:
            told = not element.look.linked and not is_control("".join(text.split()))
            (self.page.hidden if told else self.page.aside).append(text)
        else:
            self._add(text, element)

    def comment(self, text: str) -> None:
        """Nobody sees a comment; one that reads like prose is told."""
        if elements.reads_like_prose(text):
            self.page.comments.append(text)

    def close(self) -> None:
        """The page ends."""
        self._flush()

    def _look(self, tag: str, attributes: Mapping[str, str], outer: Look) -> Look:
        if not attributes and not self._sheet and tag not in ("ol", "ul", "pre", "textarea"):
            return outer._replace(gone=True) if tag == "template" else outer
        declared = self._sheet.declared(self._path, attributes.get("style", ""))
        return look_of(outer, tag, attributes, declared, linked_sheets=self._linked_sheets)

    def _note(self, element: _Open, attributes: Mapping[str, str]) -> None:
        """What an element tells besides words: the title of the article, a frame."""
        if element.tag == "title":
            self.page.titles.append("")
        elif element.tag == "meta" and "title" in attributes.get("name", "").lower():
            self.page.titles.append("".join(attributes.get("content", "").split()))
        address = elements.address_of_frame(element.tag, attributes)
        if address and not element.look.gone:
            self.page.frames.append(address)

    def _start_block(self, element: _Open, attributes: Mapping[str, str]) -> None:
        self._flush()
        element.breaks = True
        if element.tag in ("ol", "ul", "menu", "dir"):
            element.counter = counter_of(element.tag, attributes) if element.look.numbered else None
        elif element.tag == "li":
            self._count(attributes)
        names = " ".join(attributes.get(name, "") for name in ("class", "id", "role")) if attributes else ""
        if element.tag in elements.IN_TABLES and not self._flat_tables and (table := self._table()):
            self._in_table(table, element, attributes, names)
            return
        if len(self._boxes) >= _DEEPEST:
            element.is_flat = element.tag == "table"
            self._flat_tables += element.is_flat
            return
        element.box = TableBox("table", names) if element.tag == "table" else Box(element.tag, names)
        self._boxes[-1].parts.append(element.box)
        self._boxes.append(element.box)

    def _in_table(self, table: TableBox, element: _Open, attributes: Mapping[str, str], names: str) -> None:
        self._close_inside(table)
        if element.tag in elements.RANKS:
            table.group, table.rank = table.group + 1, elements.RANKS[element.tag]
            return
        if element.tag == "tr" or not table.rows:
            table.rows.append(Row(table.group, table.rank))
        if element.tag != "tr":
            element.box = cell = Cell(element.tag, names, [], *elements.spans(attributes))
            table.rows[-1].cells.append(cell)
            self._boxes.append(cell)

    def _start_inline(self, element: _Open, attributes: Mapping[str, str]) -> None:
        tag = element.tag
        if tag == "br":
            self._flush()
        elif tag == "a" and "href" in attributes:
            self._line.add_link(attached=element.look.seen and elements.leads_to_document(attributes))
        elif tag == "img" and elements.may_hold_text(attributes) and element.look.seen:
            self._flush()
            self._boxes[-1].parts.append(Picture())
        elif tag == "input" and element.look.seen and self._is_filled_in(attributes):
            self._add(attributes.get("value", ""), element)

    def _is_filled_in(self, attributes: Mapping[str, str]) -> bool:
        """Whether a field is one of a form that is a table, not one to search the site by."""
        typed = attributes.get("type", "text").lower() in elements.TEXT_INPUTS
        return typed and any(isinstance(box, Cell) for box in self._boxes)

    def _table(self) -> TableBox | None:
        return next((box for box in reversed(self._boxes) if isinstance(box, TableBox)), None)

    def _count(self, attributes: Mapping[str, str]) -> None:
        """A list that counts shows the number before the words."""
        counter = next((element.counter for element in reversed(self._open) if element.tag in ("ol", "ul")), None)
        self._line.label = counter.next(attributes) if counter is not None else ""

    def _add(self, text: str, element: _Open) -> None:
        if element.look.preserved:
            *whole, text = text.split("\n")
            for line in whole:
                self._line.add(line, element.look)
                self._flush()
        self._line.add(text, element.look, raised=element.tag == "sup")

    def _flush(self) -> None:
        """Ends the line."""
        if line := self._line.finish():
            self._boxes[-1].parts.append(line)

    def _close(self, box: Box) -> None:
        """Ends `box` and all boxes inside it."""
        self._flush()
        while self._boxes.pop() is not box:
            pass

    def _close_inside(self, box: Box) -> None:
        while self._boxes[-1] is not box:
            self._boxes.pop()
