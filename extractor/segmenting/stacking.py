"""The rows under one header as a table of entries: merged cells filled in, columns printed twice put in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from ..records import NOWHERE, Finding
from ..spans import Passage, Span
from .columns import Roles
from .entries import Entries, Entry
from .enumerators import enumerator_of, small_number
from .headers import Column, Header
from .lattice import Lattice
from .strips import strips
from .tables import Table, total_left_out


class Above(NamedTuple):
    """What stands between a table and the one before it."""

    lines: int
    """How many lines, as far as they were looked at."""
    section: Passage = NOWHERE
    amounts: Passage = NOWHERE
    """The unit of amounts of money."""


class Part(NamedTuple):
    """Rows `top` to `bottom` of a table, the latter left out; their columns may be named in a table before it."""

    lattice: Lattice
    columns: tuple[Column, ...]
    top: int
    bottom: int


class Body(NamedTuple):
    """The rows under one header, in the order of the document."""

    header: Header
    above: Above
    parts: list[Part]


class ItemTable(NamedTuple):
    """Rows of items, the stretches of the document that they fill, and what there is to say of them."""

    table: Table
    spans: tuple[Span, ...]
    in_words: bool
    """Whether a column is named for progress, and not for figures alone."""
    notes: tuple[Finding, ...] = ()


def stacked(body: Body) -> ItemTable:
    """The entries of `body`."""
    sides = [_grouped(body, side) for side in _sides(body.header)]
    entries = tuple(_in_order([side.found for side in sides]))
    first, columns = sides[0], body.header.columns
    table = Table(
        header=tuple(column.name for column in columns[: len(columns) // len(sides)]),
        rows=tuple(first.rows(entries)),
        roles=first.roles,
        filled=True,
        numbers=tuple(entry.strips[0].row + 1 for entry in entries),
        titles=frozenset(place for place, entry in enumerate(entries) if entry.title),
        section=body.above.section,
        amounts=body.above.amounts,
    )
    notes = tuple(note for entry in entries for note in _notes(entry, first.roles))
    return ItemTable(table, tuple(_spans(body, entries)), body.header.in_words, notes)


def _sides(header: Header) -> list[slice]:
    """The columns of each half of a header that says everything twice; else all of them."""
    half, odd = divmod(len(header.names), 2)
    twice = half > 1 and not odd and header.names[:half] == header.names[half:]
    return [slice(half), slice(half, None)] if twice else [slice(None)]


def _grouped(body: Body, side: slice) -> Entries:
    roles = [column.role for column in body.header.columns[side]]
    rows = [strip for part in body.parts for strip in strips(part.lattice, part.columns[side], part.top, part.bottom)]
    return Entries(roles, rows)


def _in_order(sides: Sequence[Sequence[Entry]]) -> Iterable[Entry]:
    """One side after the other, or row by row where the numbers run across."""
    left, right = _first_number(sides[0]), _first_number(sides[-1])
    if len(sides) > 1 and len(sides[0]) > 1 and left is not None and right == left + 1:
        return (entry for across in zip_longest(*sides) for entry in across if entry)
    return chain.from_iterable(sides)


def _first_number(side: Sequence[Entry]) -> int | None:
    words = next((entry.strips[0].words[0].text.strip() for entry in side if not entry.title), "")
    found = enumerator_of(words)
    return found.value if found else small_number(words)


def _spans(body: Body, entries: Sequence[Entry]) -> Iterator[Span]:
    """Each part from its header to its last entry: titles below that belong to what follows."""
    ends = [strip.span.end for entry in entries if not entry.title for strip in entry.strips]
    for place, part in enumerate(body.parts):
        whole = part.lattice.span_of(body.header.top if place == 0 else part.top, part.bottom)
        yield Span(whole.start, max((end for end in ends if whole.start < end <= whole.end), default=whole.start))


def _notes(entry: Entry, roles: Roles) -> Iterator[Finding]:
    first = entry.strips[0]
    if entry.title and any(roles[column] == "figure" for column in first.new):
        yield total_left_out(first.row + 1)
    if _numbers(entry, roles) > 1:
        yield _joined(entry, roles)


def _numbers(entry: Entry, roles: Roles) -> int:
    """How many numbers are printed for an entry."""
    return sum(roles[column] == "number" for strip in entry.strips for column in strip.new)


def _joined(entry: Entry, roles: Roles) -> Finding:
    first, last = entry.strips[0].row + 1, entry.strips[-1].row + 1
    count = _numbers(entry, roles)
    return Finding(
        check="rows_joined",
        severity="notice",
        zh=f"表格第{first}至{last}行有{count}个序号而只有一份进展情况，合为一个事项",
        en=f"rows {first} to {last} of the table have {count} numbers and one progress text; taken as one item",
    )
