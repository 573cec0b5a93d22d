"""Drafts tidied into items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..records import NOWHERE, Finding, Item
from ..spans import Passage
from .brackets import bracketed
from .documents import fold, squeeze, unwrap
from .drafts import Draft
from .enumerators import enumerator_of
from .names import bodies, people
from .statuses import status_class

_DIGITS = re.compile(r"(?<!\d)\d{1,6}(?!\d)")
_SPACE_BESIDE_HAN = re.compile(r"(?<=[\u3000-\uffef])\s+|(?<!\s)\s+(?=[\u3000-\uffef])")


def items_of(stem: str, drafts: Sequence[Draft]) -> tuple[tuple[Item, ...], tuple[Finding, ...]]:
    """The items of bulletin `stem`, and a note for each number that was not printed but inferred."""
    items: list[Item] = []
    notes: list[Finding] = []
    previous = 0
    numbered = any(_number(draft) is not None for draft in drafts)
    for place, draft in enumerate(drafts, start=1):
        printed = _number(draft)
        number = printed if printed is not None else previous + 1
        if printed is None and numbered:
            notes.append(_inferred(place, number))
        previous = number
        items.append(_item(f"{stem}/{place}", str(number), draft))
    return tuple(items), tuple(notes)


def _inferred(place: int, number: int) -> Finding:
    return Finding(
        check="number_inferred",
        severity="notice",
        zh=f"第{place}个事项没有印出序号，按前后顺序记为{number}",
        en=f"item {place} has no printed number; taken as {number}",
    )


def _item(identity: str, number: str, printed: Draft) -> Item:
    draft = printed if printed.units.text.strip() else _with_bracketed(printed)
    units = bodies(draft.units)
    status = squeeze(draft.status)
    return Item(
        id=identity,
        number=number,
        heading=_without_enumerator(draft.heading).sub(_SPACE_BESIDE_HAN, "").strip(),
        task=unwrap(_without_enumerator(draft.task)),
        units=units,
        leaders=tuple(name for cell in draft.leaders for name in people(cell, len(units))),
        deadline=fold(draft.deadline),
        narrative=fold(draft.narrative),
        problems=fold(draft.problems),
        plans=fold(draft.plans),
        status=status,
        reported_status=status_class(status.text),
    )


def _with_bracketed(draft: Draft) -> Draft:
    """With the fields in brackets at the end of its task, else of its heading."""
    task, heading = bracketed(draft.task), bracketed(draft.heading)
    fields = task.fields or heading.fields
    leader = fields.get("leader")
    return replace(
        draft,
        task=task.title,
        heading=heading.title,
        units=fields.get("unit", NOWHERE),
        leaders=draft.leaders or ((leader,) if leader else ()),
        deadline=draft.deadline or fields.get("deadline", NOWHERE),
    )


def _number(draft: Draft) -> int | None:
    if match := _DIGITS.search(draft.number.text):
        return int(match[0])
    for passage in (draft.number, draft.task, draft.heading if not draft.task else NOWHERE):
        found = enumerator_of(passage.text.lstrip())
        if found is not None and found.style != "circled":
            return found.value
    return None


def _without_enumerator(passage: Passage) -> Passage:
    stripped = passage.strip()
    found = enumerator_of(stripped.text)
    return stripped.cut(found.length) if found and found.style != "circled" else stripped
