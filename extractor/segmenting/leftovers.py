"""What looks like progress and is part of no item: said, so that nothing is silently lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from ..records import Cell, Finding
from ..script import simplify
from ..spans import Passage, Span
from .documents import Document
from .drafts import Draft, Parse
from .patterns import pattern
from .plain import cell_tells_progress

_LONGEST_QUOTE = 20
_start, _end = attrgetter("start"), attrgetter("end")


def leftovers(document: Document, taken: Parse, others: Sequence[Parse]) -> Iterator[Finding]:
    """A note for each layout whose items were not taken, and for each table with progress that is in no item."""
    for parse in others:
        yield Finding(
            check="items_left_out",
            severity="warning",
            zh=f"正文另有{len(parse.drafts)}个事项（{parse.layout}），与表格并存，未列入",
            en=f"the text has {len(parse.drafts)} items besides the table ({parse.layout}), which were left out",
        )
    used = _used(taken.drafts)
    tables = document.source.tables
    nested = sorted((table.span for table in tables), key=_start)
    for table in tables:
        totals = {cell.row for cell in table.cells if _is_total(document, cell)}
        cells = [cell for cell in table.cells if cell.row not in totals and not _holds_table(cell, nested)]
        unread = [
            text
            for cell in cells
            if not _overlaps(used, cell.span) and cell_tells_progress(text := _words(document, cell))
        ]
        if unread:
            yield _unread(unread)


def _unread(texts: Sequence[str]) -> Finding:
    quote = texts[0][:_LONGEST_QUOTE] + "…" * (len(texts[0]) > _LONGEST_QUOTE)
    return Finding(
        check="progress_left_out",
        severity="warning",
        zh=f"表格有{len(texts)}格像是进展情况而不在任何事项之内，如“{quote}”",
        en=f"{len(texts)} cell(s) of a table look like progress and are part of no item, such as {quote!r}",
    )


def _used(drafts: Sequence[Draft]) -> list[Span]:
    """The stretches of the document that `drafts` hold, in order, none overlapping another."""
    passages = (passage for draft in drafts for passage in _passages(draft))
    spans = sorted(Span(piece.source, piece.source + piece.length) for passage in passages for piece in passage.pieces)
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _passages(draft: Draft) -> Iterator[Passage]:
    yield from (draft.narrative, draft.number, draft.heading, draft.task, draft.units, *draft.leaders)
    yield from (draft.deadline, draft.problems, draft.plans, draft.status)


def _overlaps(used: Sequence[Span], span: Span) -> bool:
    after = bisect_right(used, span.start, key=_end)
    return after < len(used) and used[after].start < span.end


def _holds_table(cell: Cell, tables: Sequence[Span]) -> bool:
    after = bisect_right(tables, cell.span.start - 1, key=_start)
    return after < len(tables) and cell.span.contains(tables[after]) and bool(cell.span.length)


def _is_total(document: Document, cell: Cell) -> bool:
    return cell.column == 0 and pattern("total").match(simplify(_words(document, cell))) is not None


def _words(document: Document, cell: Cell) -> str:
    return " ".join(cell.span.of(document.source.text).split())
