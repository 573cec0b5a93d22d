"""What parts of a fact rest on: keys by which it is counted how often they were right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from ..records import LabelledMark, Percentage, Quantity

FieldName = Literal["value", "role", "subject"]
"""A part of a fact, as `FieldConfidence` names it."""
Part = Literal["full", "value", "role", "subject"]
"""The same, or all of it but the subject."""
FIELDS: Final[tuple[FieldName, ...]] = get_args(FieldName)
_STEP: Final = 2
_FARTHEST: Final = 9
_LENGTHS: Final = (1, 2, 3, 4, 6, 8)
"""Longest subject of each class; beyond them there is one more."""


def grounds_of(labelled: LabelledMark, narrative: str) -> Mapping[Part, str]:
    """Kind of mark, and what each part rests on: the rule that found or labelled it, or how the subject stands.

    What stands ahead of a colon is a family, which goes for its members that are seldom seen. No subject where the
    kind has none.
    """
    mark, rule = labelled.mark, f"{labelled.mark.group} {labelled.label_rule}"
    found: dict[Part, str] = {"full": rule, "value": f"{mark.group} {labelled.mention_rule}", "role": rule}
    if isinstance(mark, Quantity | Percentage):
        length = sum(len(mark.subject) > most for most in _LENGTHS)
        found["subject"] = f"{mark.group} {_place(mark, narrative)}: {length}"
    return found


def _place(mark: Quantity | Percentage, narrative: str) -> str:
    """Where the subject stands: so far ahead of its number, right behind it, or not in one piece."""
    if not mark.subject:
        return "none"
    ahead = narrative.rfind(mark.subject, 0, mark.start)
    if ahead >= 0:
        return f"ahead {min(_FARTHEST, (mark.start - ahead - len(mark.subject)) // _STEP)}"
    behind = narrative.find(mark.subject, mark.end)
    return "put together" if behind < 0 else "behind" if behind - mark.end <= 1 else "far behind"
