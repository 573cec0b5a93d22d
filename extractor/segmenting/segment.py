"""A document taken apart into items by the layout that fits it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..errors import SegmentError
from ..records import Bulletin, LayoutChoice, SourceText
from .buckets import bucketed
from .delimited import pipe_table, tab_table
from .documents import Document
from .drafts import Layout, Parse
from .frontmatter import front_matter
from .grid import item_tables, parse_grid
from .headed import headed_items
from .items import items_of
from .labelled import labelled
from .ledger import ledger
from .leftovers import leftovers
from .plain import keyed_list, paragraphs, place_list
from .slow import slow_items
from .stacking import ItemTable

EXPLICIT: tuple[Layout, ...] = (ledger, pipe_table, tab_table, labelled)
"""Layouts of text that name their fields; of these and the tables, the one that yields the most items is taken."""
TITLED: tuple[Layout, ...] = (slow_items, keyed_list, bucketed, headed_items)
"""Layouts told by the titles of items; the first that yields one is taken where no explicit layout does."""
BARE: tuple[Layout, ...] = (place_list, paragraphs)
"""Layouts told by single lines; they are looked for last, after tables that have nothing but figures."""


class _Choice(NamedTuple):
    taken: Parse
    others: tuple[Parse, ...] = ()
    """What was found beside a table and left out."""


def segment(source: SourceText) -> Bulletin:
    """The bulletin in `source`.

    A covering text that sums up or repeats the items of a table yields none of its own. Raises
    `SegmentError` where no layout yields an item, as for a covering letter.
    """
    document = Document(source)
    tables = item_tables(document)
    spans = sorted(span for table in tables if table.in_words for span in table.spans)
    prose = document.without(spans) if spans else document
    choice = _choose(prose, tables)
    if choice is None:
        raise SegmentError(
            f"{source.name}: no item with a progress narrative was found; give the table or annex itself, not its cover"
        )
    parse = choice.taken
    items, notes = items_of(source.stem, parse.drafts)
    front = front_matter(prose)
    return Bulletin(
        stem=source.stem,
        sha256=source.sha256,
        title=front.title,
        issuer=front.issuer,
        issue_date=front.issue_date,
        period=front.period,
        layout=LayoutChoice(name=parse.layout, why=parse.why),
        items=items,
        notes=(*source.notes, *parse.notes, *notes, *leftovers(document, parse, choice.others)),
    )


def _choose(prose: Document, tables: Sequence[ItemTable]) -> _Choice | None:
    grid = parse_grid(tables, in_words=True)
    explicit = [parse for parse in (grid, *(layout(prose) for layout in EXPLICIT)) if parse]
    if not explicit:
        taken = next(_implicit(prose, tables), None)
        return _Choice(taken) if taken else None
    taken = max(explicit, key=lambda parse: (not parse.in_figures, len(parse.drafts)))
    return _Choice(taken, tuple(parse for parse in explicit if parse is not grid) if taken is grid else ())


def _implicit(prose: Document, tables: Sequence[ItemTable]) -> Iterator[Parse]:
    yield from filter(None, (layout(prose) for layout in TITLED))
    yield from filter(None, (parse_grid(tables, in_words=False),))
    yield from filter(None, (layout(prose) for layout in BARE))
