"""Finished reviews as gold lines."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import GoldLine, Marks, Skip
from ..review import AnyMark, agreement
from ..store import ItemEntry, Slot, Store
from .reviewing import Opened, ReviewDesk


def reviewed_lines(store: Store, bulletin: str | None = None) -> Iterator[GoldLine | Skip]:
    """The narratives whose review is finished, of one bulletin (by stem) or of all, each as a gold line.

    One is left out, with the reason, where two reviews differ, a second one is under way, or there is no anchor date.
    """
    desk = ReviewDesk(store)
    first, second = (store.reviewing.states(round_) for round_ in (1, 2))
    for entry in sorted(desk.shelf.present(first).entries, key=lambda each: each.item_key):
        state = first.get(entry.item_key)
        if state is None or state.status != "done" or bulletin not in {None, entry.bulletin.stem}:
            continue
        opened = desk.open(Slot(entry.item_key))
        reason = _reason_against(desk, opened, second.get(entry.item_key) is not None)
        yield Skip(subject=entry.id, reason=reason) if reason else _line(entry, opened)


def _reason_against(desk: ReviewDesk, opened: Opened, twice: bool) -> str:  # noqa: FBT001
    if opened.found.result.request.anchor_date is None:
        return "has no anchor date; run it again with --anchor-date"
    if not twice:
        return ""
    other = desk.open(Slot(opened.slot.item_key, 2)).review
    if other.status != "done":
        return "has a second review that is not finished"
    differ = agreement([(opened.found.item.id, opened.review.marks, other.marks)]).differences
    return "has two reviews that differ; settle what differs in the first" if differ else ""


def _line(entry: ItemEntry, opened: Opened) -> GoldLine:
    request = opened.found.result.request
    marks = Marks.of(sorted(opened.review.marks, key=_place))
    return GoldLine.model_validate(
        {
            "id": entry.id,
            "bulletin": entry.bulletin.stem,
            "item": entry.number,
            "anchor_date": request.anchor_date,
            "task": request.task,
            "narrative": request.narrative,
            "reported_status": request.reported_status,
            **{name: getattr(marks, name) for name in Marks.model_fields},
        }
    )


def _place(mark: AnyMark) -> tuple[int, int]:
    return mark.span
