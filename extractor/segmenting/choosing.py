"""The layout that fits a document, among those that read its tables and those that read its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .buckets import bucketed
from .delimited import pipe_table, tab_table
from .documents import Document
from .drafts import Layout, Parse
from .enquiry import Enquiry
from .grid import item_tables, parse_grid
from .headed import headed_items
from .labelled import labelled
from .ledger import ledger
from .plain import keyed_list, paragraphs, place_list
from .slow import slow_items
from .stacking import ItemTable

EXPLICIT: tuple[Layout, ...] = (ledger, pipe_table, tab_table, labelled)
"""Layouts of text that name their fields; of these and the tables, the one that yields the most items is taken."""
TITLED: tuple[Layout, ...] = (slow_items, keyed_list, bucketed, headed_items)
"""Layouts told by the titles of items; the first that yields one is taken where no explicit layout does."""
BARE: tuple[Layout, ...] = (place_list, paragraphs)
"""Layouts told by single lines; they are looked for last, after tables that have nothing but figures."""


class Choice(NamedTuple):
    """A document as the layout reads it that fits it best."""

    parse: Parse
    prose: Document
    """The document without the tables of items."""
    others: tuple[Parse, ...] = ()
    """What was found in the text beside the table that was taken."""


def choose(document: Document, enquiry: Enquiry) -> Choice | None:
    """The layout that fits `document`, or None where none yields an item.

    What a table of items holds is not read again as text. A table without a word gives way to any layout that has some.
    """
    tables = item_tables(document, enquiry)
    spans = sorted(span for table in tables if table.in_words for span in table.spans)
    prose = document.without(spans) if spans else document
    grid = parse_grid(tables, in_words=True)
    explicit = [parse for parse in (grid, *(layout(prose) for layout in EXPLICIT)) if parse]
    if not explicit:
        parse = next(_implicit(prose, tables), None)
        return Choice(parse, prose) if parse else None
    best = max(explicit, key=lambda parse: (not parse.in_figures, len(parse.drafts)))
    return Choice(best, prose, tuple(parse for parse in explicit if parse is not grid) if best is grid else ())


def _implicit(prose: Document, tables: Sequence[ItemTable]) -> Iterator[Parse]:
    yield from filter(None, (layout(prose) for layout in TITLED))
    yield from filter(None, (parse_grid(tables, in_words=False),))
    yield from filter(None, (layout(prose) for layout in BARE))
