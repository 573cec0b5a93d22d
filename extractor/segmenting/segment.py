"""A document taken apart into items by the layout that fits it."""

from __future__ import annotations

from ..errors import SegmentError
from ..records import Bulletin, Item, LayoutChoice, SourceText
from .delimited import pipe_table, tab_table
from .documents import Document
from .drafts import Layout, Parse
from .frontmatter import front_matter
from .headed import headed_items
from .items import items_of
from .labelled import labelled
from .ledger import ledger
from .plain import paragraphs, place_list
from .slow import slow_items

EXPLICIT: tuple[Layout, ...] = (ledger, pipe_table, tab_table, labelled)
"""Layouts that name their fields; the one that yields the most items is taken."""
IMPLICIT: tuple[Layout, ...] = (slow_items, headed_items, place_list, paragraphs)
"""Layouts told by their shape alone; the first that yields an item is taken where no explicit one does."""


def segment(source: SourceText) -> Bulletin:
    """The bulletin in `source`.

    A covering text that sums up or repeats the items of a table yields none of its own. Raises
    `SegmentError` where no layout yields an item, as for a covering letter.
    """
    document = Document(source)
    parse = _parse(document)
    if parse is None:
        raise SegmentError(
            f"{source.name}: no item with a progress narrative was found; give the table or annex itself, not its cover"
        )
    drafted, notes = items_of(source.stem, parse.drafts)
    items = tuple(_placed(item, source) for item in drafted)
    front = front_matter(document)
    return Bulletin(
        stem=source.stem,
        sha256=source.sha256,
        title=front.title,
        issuer=front.issuer,
        issue_date=front.issue_date,
        period=front.period,
        layout=LayoutChoice(name=parse.layout, why=parse.why),
        items=items,
        notes=(*source.notes, *parse.notes, *notes),
    )


def _placed(item: Item, source: SourceText) -> Item:
    whole = item.narrative.source_span()
    places = source.places_of(whole) if whole else ()
    return item.model_copy(update={"places": places}) if places else item


def _parse(document: Document) -> Parse | None:
    explicit = [parse for layout in EXPLICIT if (parse := layout(document))]
    if explicit:
        return max(explicit, key=lambda parse: len(parse.drafts))
    return next((parse for layout in IMPLICIT if (parse := layout(document))), None)
