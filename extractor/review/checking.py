"""Whether an edit can be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from ..errors import ReviewError
from ..records import Date, Percentage, Quantity
from .events import AnyMark, Edit, EditAction
from .folding import Review, ReviewedFact


class _Counts(NamedTuple):
    facts: Callable[[int], bool]
    marks: Callable[[int], bool]
    needs: str


def _none(number: int) -> bool:
    return number == 0


def _one(number: int) -> bool:
    return number == 1


def _some(number: int) -> bool:
    return number > 0


def _many(number: int) -> bool:
    return number > 1


def _any(number: int) -> bool:
    return number >= 0


_COUNTS: Final[Mapping[EditAction, _Counts]] = {
    "accept": _Counts(_some, _none, "one fact or more, and no mark"),
    "reject": _Counts(_some, _none, "one fact or more, and no mark"),
    "change": _Counts(_one, _one, "one fact and one mark"),
    "add": _Counts(_none, _one, "no fact and one mark"),
    "merge": _Counts(_many, _one, "two facts or more, and one mark"),
    "split": _Counts(_one, _many, "one fact, and two marks or more"),
    "finish": _Counts(_any, _none, "no mark"),
    "note": _Counts(_none, _none, "no fact and no mark"),
    "skip": _Counts(_none, _none, "no fact and no mark"),
    "reopen": _Counts(_none, _none, "no fact and no mark"),
}


def check(edit: Edit, review: Review, narrative: str) -> tuple[ReviewedFact, ...]:
    """The facts that `edit` is about; raises `ReviewError` where it cannot be made in `narrative`."""
    counts = _COUNTS[edit.action]
    if not (counts.facts(len(edit.facts)) and counts.marks(len(edit.marks))):
        raise ReviewError(f"{edit.action} needs {counts.needs}", code="counts")
    if (edit.action == "note") != bool(edit.text.strip()):
        raise ReviewError("a note needs words, and nothing else takes any", code="text")
    known = {fact.id: fact for fact in review.facts}
    if len(set(edit.facts)) < len(edit.facts) or not known.keys() >= set(edit.facts):
        raise ReviewError("a fact is named twice or is not there; load the narrative again", code="no_such_fact")
    for mark in edit.marks:
        _check_mark(mark, narrative)
    _check_duplicates(edit, review)
    return tuple(known[identity] for identity in edit.facts)


def _check_mark(mark: AnyMark, narrative: str) -> None:
    if not mark.start < mark.end <= len(narrative) or narrative[mark.start : mark.end] != mark.text:
        raise ReviewError(
            f"the words at {mark.start}–{mark.end} of the narrative are not those of the mark; select them again",
            code="words",
        )
    if isinstance(mark, Date) and mark.to < mark.from_:
        raise ReviewError("the last day is before the first; exchange them", code="days")
    if isinstance(mark, Quantity | Percentage) and mark.value_max is not None and mark.value_max <= mark.value:
        raise ReviewError("the upper value is not above the lower; correct it, or leave it empty", code="range")


def _check_duplicates(edit: Edit, review: Review) -> None:
    others = {(fact.mark.group, fact.mark.span) for fact in review.facts if fact.stands and fact.id not in edit.facts}
    wanted = [(mark.group, mark.span) for mark in edit.marks]
    if len(set(wanted)) < len(wanted) or others & set(wanted):
        raise ReviewError("these words are marked so already; change that mark instead", code="marked_already")
