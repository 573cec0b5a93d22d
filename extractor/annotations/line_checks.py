"""Checks of one labelled narrative by itself: offsets, order, words, values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

from ..records import MARK_KINDS, Blocker, GoldItem, GoldLine, Mark, Percentage, Quantity
from ..script import simplify
from .problems import Complaint, quoted

_IDENTITY = re.compile(r"(?P<bulletin>.+)/(?P<place>[1-9][0-9]*)", re.DOTALL)
_CLOSING = "，。；、！？,.;!?：:"
_KEPT_CONTROLS = "\n\t"
_REPLACEMENT = "\ufffd"


def placed(line: GoldLine) -> Iterator[tuple[str, Mark]]:
    """Each mark with its path, such as ``quantities.0``."""
    for group in MARK_KINDS:
        for index, mark in enumerate(getattr(line, group)):
            yield f"{group}.{index}", mark


def offsets(line: GoldLine) -> Iterator[Complaint]:
    """``narrative[start:end] == text``, and the words are there."""
    length = len(line.narrative)
    for field, mark in placed(line):
        if not mark.start < mark.end <= length:
            message = (
                f"span {mark.start}–{mark.end} is empty or outside the narrative of {length} characters; correct it"
            )
            yield Complaint(field, "offsets", message)
        elif mark.span.of(line.narrative) != mark.text:
            there = quoted(mark.span.of(line.narrative))
            message = f"text is {quoted(mark.text)} but the narrative has {there} there; count code points again"
            yield Complaint(field, "offsets", message)


def order(line: GoldLine) -> Iterator[Complaint]:
    """The marks of a group ascend."""
    for group in MARK_KINDS:
        for index, (mark, following) in enumerate(pairwise(getattr(line, group)), start=1):
            if following.span < mark.span:
                message = f"{quoted(following.text)} stands before {quoted(mark.text)}; sort by start"
                yield Complaint(f"{group}.{index}", "order", message)


def overlaps(line: GoldLine) -> Iterator[Complaint]:
    """A numeral is in one mark only; no two obstacles share words."""
    marks = [(field, mark) for field, mark in placed(line) if not isinstance(mark, Blocker)]
    blockers = [(field, mark) for field, mark in placed(line) if isinstance(mark, Blocker)]
    for group in (marks, blockers):
        furthest: tuple[str, Mark] | None = None
        for field, mark in sorted(group, key=lambda one: one[1].span):
            if furthest and furthest[1].span.overlaps(mark.span):
                message = f"{quoted(mark.text)} overlaps {quoted(furthest[1].text)} of {furthest[0]}; keep one"
                yield Complaint(field, "overlap", message)
            if furthest is None or mark.end > furthest[1].end:
                furthest = field, mark


def numbers(line: GoldLine) -> Iterator[Complaint]:
    """Upper ends are above, and only a change is negative."""
    for field, mark in placed(line):
        if not isinstance(mark, Quantity | Percentage):
            continue
        if mark.value_max is not None and mark.value_max <= mark.value:
            message = f"value_max {mark.value_max} is not above value {mark.value}; use null where it is no range"
            yield Complaint(f"{field}.value_max", "range", message)
        if mark.value < 0 and not is_change(mark) and not mark.text.startswith(("-", "−", "－", "负")):
            message = f"value {mark.value} is negative, which only a change is; correct the value or the role"
            yield Complaint(f"{field}.value", "sign", message)


def is_change(mark: Quantity | Percentage) -> bool:
    """Whether the mark states a difference, whose value carries a sign."""
    return (mark.kind if isinstance(mark, Percentage) else mark.role) == "change"


def units(line: GoldLine) -> Iterator[Complaint]:
    """Units are in Simplified script, without 万 and 亿."""
    for index, mark in enumerate(line.quantities):
        field, unit = f"quantities.{index}.unit", mark.unit
        if simplify(unit) != unit:
            yield Complaint(field, "unit_script", f"{quoted(unit)} is Traditional; write {quoted(simplify(unit))}")
        if set("万亿萬億") & set(unit):
            yield Complaint(field, "unit_scale", f"{quoted(unit)} holds 万 or 亿; multiply the value out instead")
        if unit != unit.strip():
            yield Complaint(field, "unit_space", f"{quoted(unit)} begins or ends with white space; remove it")


def days(line: GoldLine) -> Iterator[Complaint]:
    """A date does not end before it begins."""
    for index, mark in enumerate(line.dates):
        if mark.to < mark.from_:
            message = f"{quoted(mark.text)} ends {mark.to}, before it begins; correct from or to"
            yield Complaint(f"dates.{index}.to", "range", message)


def subjects(line: GoldLine) -> Iterator[Complaint]:
    """Subjects are put together from characters of the narrative or the task."""
    known = set(simplify(line.narrative + line.task))
    for field, mark in placed(line):
        if not isinstance(mark, Quantity | Percentage):
            continue
        strange = "".join(dict.fromkeys(char for char in simplify(mark.subject) if char not in known))
        if strange:
            message = f"{quoted(mark.subject)}: {quoted(strange)} stands in neither narrative nor task; use their words"
            yield Complaint(f"{field}.subject", "subject", message)
        if not mark.subject.strip():
            message = f"is empty; say what {quoted(mark.text)} counts"
            yield Complaint(f"{field}.subject", "no_subject", message, "warning")


def blockers(line: GoldLine) -> Iterator[Complaint]:
    """A blocker has words and ends before its punctuation."""
    for index, mark in enumerate(line.blockers):
        if not any(char.isalnum() for char in mark.text):
            message = f"{quoted(mark.text)} states nothing; mark the clause that states the obstacle"
            yield Complaint(f"blockers.{index}.text", "empty_blocker", message)
        elif mark.text.endswith(tuple(_CLOSING)) or mark.text != mark.text.strip():
            message = f"{quoted(mark.text)} takes in the punctuation or space around it; leave that out"
            yield Complaint(f"blockers.{index}.text", "blocker_edges", message, "warning")


def identity(line: GoldLine) -> Iterator[Complaint]:
    """The id is the bulletin and a place in it."""
    match = _IDENTITY.fullmatch(line.id)
    if match is None or match["bulletin"] != line.bulletin:
        message = f"{quoted(line.id)} is not {quoted(line.bulletin)}, a slash and the item's place from 1; correct it"
        yield Complaint("id", "identity", message)
    if not line.item.strip():
        yield Complaint("item", "no_item", "is empty; write the number printed for the item")


def words(line: GoldLine) -> Iterator[Complaint]:
    """The texts are there and hold no characters that betray a broken conversion."""
    if not line.narrative.strip():
        yield Complaint("narrative", "empty_narrative", "is empty; remove the line")
    subjects_ = {
        f"{field}.subject": mark.subject for field, mark in placed(line) if isinstance(mark, Quantity | Percentage)
    }
    yield from _surprises({"narrative": line.narrative, "task": line.task, "item": line.item, **subjects_})


def item_words(item: GoldItem) -> Iterator[Complaint]:
    """The same of an item of a segmentation file."""
    if _IDENTITY.fullmatch(item.id) is None:
        message = f"{quoted(item.id)} is not a bulletin, a slash and the item's place from 1; correct it"
        yield Complaint("id", "identity", message)
    if not item.narrative.strip():
        yield Complaint("narrative", "empty_narrative", "is empty; make sure that the bulletin prints none", "warning")
    texts = {name: getattr(item, name) for name in ("item", "heading", "task", "deadline", "narrative", "status")}
    yield from _surprises(texts)


def _surprises(texts: Mapping[str, str]) -> Iterator[Complaint]:
    for field, text in texts.items():
        seen = {_surprise(char): char for char in text}
        for (code, name), char in ((key, char) for key, char in seen.items() if key is not None):
            message = f"holds {name} U+{ord(char):04X} at {text.index(char)}; compare with the source"
            yield Complaint(field, code, message, "error" if code == "control" else "warning")


def _surprise(char: str) -> tuple[str, str] | None:
    if char == _REPLACEMENT:
        return "replacement", "the replacement character"
    category = unicodedata.category(char)
    if category == "Cc" and char not in _KEPT_CONTROLS:
        return "control", "the control character"
    names = {"Co": ("private_use", "the private character"), "Cf": ("invisible", "the invisible character")}
    return names.get(category, ("unassigned", "the unassigned character") if category == "Cn" else None)
