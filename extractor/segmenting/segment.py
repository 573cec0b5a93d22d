"""A document taken apart into items by the layout that fits it."""

from __future__ import annotations

from ..errors import SegmentError
from ..records import Bulletin, HeaderReader, Item, LayoutChoice, SourceText
from ..spans import Span
from .choosing import choose
from .documents import Document, fold
from .enquiry import Enquiry
from .frontmatter import front_matter
from .items import items_of
from .leftovers import leftovers


def segment(source: SourceText, read_header: HeaderReader | None = None) -> Bulletin:
    """The bulletin in `source`; `read_header` is asked about the columns of tables whose header is not known.

    A covering text that sums up or repeats the items of a table yields none of its own. Raises
    `SegmentError` where no layout yields an item, as for a covering letter.
    """
    document = Document(source)
    enquiry = Enquiry(read_header)
    choice = choose(document, enquiry)
    if choice is None:
        raise SegmentError(
            f"{source.name}: no item with a progress narrative was found; give the table or annex itself, not its cover"
        )
    parse = choice.parse
    drafted, notes = items_of(source.stem, parse.drafts)
    items = tuple(_placed(item, source) for item in drafted)
    first = min((begins for item in items if (begins := _begin(item)) is not None), default=0)
    front = front_matter(choice.prose)
    return Bulletin(
        stem=source.stem,
        sha256=source.sha256,
        title=front.title,
        issuer=front.issuer,
        preamble=fold(document.passage(0, first)),
        issue_date=front.issue_date,
        period=front.period,
        layout=LayoutChoice(name=parse.layout, why=parse.why),
        items=items,
        notes=(*source.notes, *enquiry.notes, *parse.notes, *notes, *leftovers(document, parse, choice.others)),
    )


def _begin(item: Item) -> int | None:
    """Where the first words of an item stand in the source; None where it has none there."""
    passages = (item.heading, item.task, item.narrative, item.deadline, item.status, *item.units, *item.leaders)
    return min((piece.source for passage in passages for piece in passage.pieces), default=None)


def _placed(item: Item, source: SourceText) -> Item:
    """The item with the places of its narrative, piece by piece: between two pieces may stand other rows."""
    words = (Span(piece.source, piece.source + piece.length) for piece in item.narrative.pieces)
    found = {located.span: located for span in words for located in source.places_of(span)}
    places = tuple(found[span] for span in sorted(found))
    return item.model_copy(update={"places": places}) if places else item
