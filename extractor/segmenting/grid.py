"""Tables that the document itself has, with rows, columns and merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ..records import NOWHERE, Table
from ..script import simplify
from .columns import PROGRESS
from .documents import Document
from .drafts import Parse
from .enquiry import Enquiry
from .enumerators import enumerator_of, small_number
from .forms import forms
from .headers import Column, Judge, by_names, headers
from .lattice import Lattice
from .outline import LONGEST_HEADING, Outline
from .patterns import pattern
from .stacking import Above, Body, ItemTable, Part, stacked
from .statuses import is_status_title
from .strips import strips
from .tables import parse_tables

_MOST_LINES = 3
"""Lines between two tables of which the second goes on with the first."""


def item_tables(document: Document, enquiry: Enquiry) -> tuple[ItemTable, ...]:
    """The tables of items in `document`; of tables in each other the outer one, where it is one.

    Where nothing tells what the columns of a table are for, `enquiry` is made.
    """
    outline = Outline(document)
    found: list[Body | ItemTable] = []
    end = 0
    for table in sorted(document.source.tables, key=lambda table: (table.span.start, -table.span.end)):
        if table.span.start >= end and (_take(outline, table, end, found) or _ask(outline, table, end, found, enquiry)):
            end = table.span.end
    return tuple(stacked(each) if isinstance(each, Body) else each for each in found)


def parse_grid(found: Sequence[ItemTable], *, in_words: bool) -> Parse | None:
    """The items of the tables that tell progress in words, or of those that have only figures."""
    tables = [each for each in found if each.in_words == in_words]
    parse = parse_tables([each.table for each in tables], "grid" if in_words else "figures", "rows and columns")
    notes = (note for each in tables for note in each.notes)
    return parse and replace(parse, notes=(*parse.notes, *notes))


def _take(outline: Outline, table: Table, floor: int, found: list[Body | ItemTable]) -> bool:
    """Whether `table` holds items; they are added to `found`, or to its last where the table goes on with that."""
    lattice = Lattice(outline.document, table)
    bodies: list[Body | ItemTable] = [*_bodies(outline, lattice, floor)] or [*_forms(outline, lattice, floor)]
    last = found[-1] if found else None
    if not bodies and isinstance(last, Body) and (part := _going_on(last, lattice)):
        above = _above(outline, table.span.start, floor)
        if above.lines > _MOST_LINES:
            return False
        if above.lines:
            bodies.append(Body(last.header, above, [part]))
        else:
            last.parts.append(part)
            return True
    found += bodies
    return bool(bodies)


def _ask(outline: Outline, table: Table, floor: int, found: list[Body | ItemTable], enquiry: Enquiry) -> bool:
    """The same by the answer to an enquiry."""
    lattice = Lattice(outline.document, table)
    judge = enquiry.judge(lattice)
    bodies = [*_bodies(outline, lattice, floor, judge)] if judge else []
    found += bodies
    return bool(bodies)


def _bodies(outline: Outline, lattice: Lattice, floor: int, judge: Judge = by_names) -> Iterator[Body]:
    """The rows under each header of a table."""
    found = list(headers(lattice, judge))
    stops = [header.top for header in found[1:]] + [lattice.height] * bool(found)
    body: Body | None = None
    for header, stop in zip(found, stops, strict=True):
        part = Part(lattice, header.columns, header.bottom, stop)
        if body and body.header.names == header.names:
            body.parts.append(part)
            continue
        if body:
            yield body
        start = lattice.span_of(header.top, header.bottom).start
        body = Body(header, _above(outline, start, floor), [part])
        floor = start
    if body:
        yield body


def _forms(outline: Outline, lattice: Lattice, floor: int) -> Iterator[ItemTable]:
    above = _above(outline, lattice.span.start, floor)
    for place, table in enumerate(forms(lattice)):
        yield ItemTable(replace(table, section=above.section), () if place else (lattice.span,), in_words=True)


def _going_on(body: Body, lattice: Lattice) -> Part | None:
    """The rows of a table without a header, where they fit under that of `body`."""
    columns = body.header.over(lattice)
    if columns is None:
        return None
    rows = list(strips(lattice, columns, 0, lattice.height))
    told = [place for place, column in enumerate(columns) if column.role in PROGRESS or column.role == "figure"]
    numbers = [strip.words[place].text for strip in rows for place in _of(columns, "number") if place in strip.new]
    fits = 2 * sum(any(strip.words[place] for place in told) for strip in rows) >= len(rows)
    return Part(lattice, columns, 0, lattice.height) if rows and fits and all(map(_is_number, numbers)) else None


def _of(columns: Sequence[Column], role: str) -> list[int]:
    return [place for place, column in enumerate(columns) if column.role == role]


def _is_number(text: str) -> bool:
    return small_number(text.strip()) is not None or enumerator_of(text) is not None


def _above(outline: Outline, start: int, floor: int) -> Above:
    """What stands right above a table that begins at `start`, below `floor`."""
    document = outline.document
    lines = list(islice(outline.lines_above(start, floor), _MOST_LINES + 1))
    section = amounts = NOWHERE
    for line in lines:
        passage = document.line_passage(line).strip()
        text = simplify(passage.text)
        unit = pattern("amounts").search(text)
        if unit and not amounts:
            amounts = passage.cut(*unit.span(1))
        elif "\t" in text or len(text) > LONGEST_HEADING:
            break
        elif (found := enumerator_of(text)) or is_status_title(text):
            if not pattern("title_end").search(text):
                section = passage.cut(found.length if found else 0)
            break
    return Above(len(lines), section, amounts)
