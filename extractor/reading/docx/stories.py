"""The blocks of a part: paragraphs and tables in order, with what is anchored in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ...records import Place
from ..blocks import NO_PLACE, Block, Grid, Paragraph
from .context import Context
from .embedded import branch_of
from .fields import CONTENTS, Fields
from .markup import MC, Element, W, child_value, switch
from .paragraphs import Line, NoteMark, Paragraphs
from .styles import is_shaded
from .tables import read_grid

_SKIPPED = {W + name for name in ("sectPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr")}
_IMPORTED = {W + "altChunk", W + "subDoc"}
_DELETED = {W + "del", W + "moveFrom"}


class Story:
    """One part of a document – body, notes or a margin – whose fields go on from block to block."""

    def __init__(self, context: Context, part: str, dropped: frozenset[str] = CONTENTS) -> None:
        self._context = context
        self._paragraphs = Paragraphs(context, part, Fields(context.parts.root(part), dropped))
        self._table_numbers: Iterator[int] | None = None

    @property
    def note_marks(self) -> list[NoteMark]:
        """Marks of notes in what was read, in order."""
        return self._paragraphs.note_marks

    def read_body(self, body: Element, *, shaded: bool) -> tuple[Block, ...]:
        """The blocks of the body, with their places in the document."""
        self._table_numbers = count(1)
        return tuple(self._blocks(body, shaded=shaded, place=None))

    def read(self, container: Element, *, shaded: bool = False, place: Place = NO_PLACE) -> tuple[Block, ...]:
        """The blocks of anything else that holds paragraphs; their place is that of what holds them."""
        return tuple(self._blocks(container, shaded=shaded, place=place))

    def _blocks(self, container: Element, *, shaded: bool, place: Place | None) -> Iterator[Block]:
        carried, here = Line(), NO_PLACE
        for number, element in enumerate(self._spread(container), start=1):
            here = Place(paragraph=number) if place is None else place
            if element.tag == W + "tbl":
                yield from self._finished(carried, here)
                carried = Line()
                yield from self._table(element, shaded=shaded)
                continue
            line = self._paragraphs.read(element, shaded=shaded)
            if _mark_is_deleted(element):
                carried = carried.joined(line)
            elif _mark_is_hidden(element):
                carried = carried.joined(self._labelled(element, line)) if line.text else carried.joined(line)
            else:
                yield from self._finished(self._labelled(element, carried.joined(line)), here, blank=line.is_empty)
                carried = Line()
        yield from self._finished(carried, here)

    def _labelled(self, paragraph: Element, line: Line) -> Line:
        """The line behind its label; a paragraph of which nothing is shown is not counted."""
        if line.text or line.is_empty:
            label = self._context.labels.next(paragraph)
            line.text = label + line.text if line.text else label.rstrip()
        return line

    def _finished(self, line: Line, place: Place, *, blank: bool = False) -> Iterator[Block]:
        """The line, unless nothing of it is shown, and what is anchored in it."""
        if line.text or (blank and not line.attached):
            yield Paragraph(line.text, place)
        for each in line.attached:
            if isinstance(each, str):
                yield Paragraph(each, place)
            else:
                yield from self.read(each, shaded=True, place=place)

    def _table(self, table: Element, *, shaded: bool) -> Iterator[Grid]:
        ordinal = None if self._table_numbers is None else next(self._table_numbers)
        properties = table.find(W + "tblPr")
        style = child_value(properties, "tblStyle")
        shaded = shaded or is_shaded(properties) or (style is not None and self._context.styles.shades(style))
        grid = read_grid(table, ordinal, self._context.account, shaded=shaded, read_cell=self.read)
        if grid is not None:
            yield grid

    def _spread(self, parent: Element) -> Iterator[Element]:
        """Paragraphs and tables, those in content controls and other wrappers too."""
        for child in parent:
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in _IMPORTED:
                self._context.account.things["chunks"] += 1
            elif child.tag in _DELETED:
                self._context.account.leave_out_all("deleted", child)
            elif child.tag == MC + "AlternateContent":
                branch = branch_of(child, self._context.account)
                yield from () if branch is None else self._spread(branch)
            elif child.tag not in _SKIPPED:
                yield from self._spread(child)


def _mark_is_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph is deleted or moved away, so that the next one goes on with it."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in _DELETED)


def _mark_is_hidden(paragraph: Element) -> bool:
    """Whether the end of a paragraph is not shown, so that the next one stands on the same line."""
    return bool(switch(paragraph.find(f"{W}pPr/{W}rPr"), "vanish"))
