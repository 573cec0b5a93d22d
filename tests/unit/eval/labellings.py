"""Labellings drawn at random, and a reference for pairing them that tries every way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from eval.marks import AnyMark, Guess
from extractor.records import Blocker, Date, Percentage, Quantity

NARRATIVE = "甲乙丙丁戊己庚辛壬癸子丑寅卯"

_span = st.tuples(st.integers(0, 11), st.integers(1, 3))


def _placed(span: tuple[int, int]) -> dict[str, Any]:
    start, length = span
    return {"text": NARRATIVE[start : start + length], "start": start, "end": start + length}


def _quantity(span: tuple[int, int], value: int, unit: str, role: str, subject: str) -> Quantity:
    fields = {**_placed(span), "value": value, "unit": unit, "role": role, "subject": subject}
    return Quantity.model_validate(fields)


def _percentage(span: tuple[int, int], value: float, kind: str, role: str) -> Percentage:
    return Percentage.model_validate({**_placed(span), "value": value, "kind": kind, "role": role})


def _date(span: tuple[int, int], day: int, role: str) -> Date:
    when = date(2031, 5, day)
    return Date.model_validate({**_placed(span), "from": when, "to": when, "role": role})


def _blocker(span: tuple[int, int], category: str, *, halted: bool) -> Blocker:
    return Blocker.model_validate({**_placed(span), "category": category, "halted": halted})


quantities = st.builds(
    _quantity,
    _span,
    st.integers(1, 2),
    st.sampled_from(["座", "户"]),
    st.sampled_from(["actual", "target"]),
    st.sampled_from(["换热站", "公厕"]),
)
percentages = st.builds(
    _percentage,
    _span,
    st.sampled_from([5, 66.67]),
    st.sampled_from(["rate", "share"]),
    st.sampled_from(["actual", "target"]),
)
dates = st.builds(_date, _span, st.integers(1, 2), st.sampled_from(["as_of", "planned"]))
blockers = st.builds(_blocker, _span, st.sampled_from(["funding", "land"]), halted=st.booleans())

marks = st.one_of(quantities, percentages, dates, blockers)
"""One mark of any kind on `NARRATIVE`."""
confidences = st.one_of(st.none(), st.sampled_from([0.2, 0.5, 0.9]))


def guesses(of: st.SearchStrategy[AnyMark], most: int) -> st.SearchStrategy[list[Guess]]:
    """At most `most` guesses that are marks drawn from `of`."""
    return st.lists(st.builds(Guess, of, confidences), max_size=most)


def pairings(gold: Sequence[AnyMark], found: Sequence[AnyMark]) -> Iterator[list[tuple[AnyMark, AnyMark]]]:
    """Every way to pair marks one to one, of one kind and with spans that share a character."""
    if not gold:
        yield []
        return
    first, *rest = gold
    yield from pairings(rest, found)
    for place, mark in enumerate(found):
        if first.group == mark.group and set(range(first.start, first.end)) & set(range(mark.start, mark.end)):
            for others in pairings(rest, [*found[:place], *found[place + 1 :]]):
                yield [(first, mark), *others]


def preference(pairs: Sequence[tuple[AnyMark, AnyMark]]) -> tuple[int, int, int, int]:
    """What makes one pairing better than another: equal spans, shared characters, equal values, equal in full."""
    return (
        sum((gold.start, gold.end) == (found.start, found.end) for gold, found in pairs),
        sum(len(set(range(gold.start, gold.end)) & set(range(found.start, found.end))) for gold, found in pairs),
        sum(_said(gold)[0] == _said(found)[0] for gold, found in pairs),
        sum(_said(gold) == _said(found) for gold, found in pairs),
    )


def _said(mark: AnyMark) -> tuple[object, object]:
    match mark:
        case Quantity():
            return (mark.value, mark.value_max, mark.unit), mark.role
        case Percentage():
            return (mark.value, mark.value_max), (mark.kind, mark.role)
        case Date():
            return (mark.from_, mark.to), mark.role
        case Blocker():
            return mark.category, mark.halted
