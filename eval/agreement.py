"""When two marks of one kind say the same.

The levels of `docs/annotation.md`: a pair counts as `relaxed` where the spans overlap, `exact`
where they are equal, `value` where they overlap and the fields of `VALUE_FIELDS` agree, `full` where
those of `ROLE_FIELDS` agree as well.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from extractor.confidence import FieldName
from extractor.records import MarkKind, Percentage, Quantity
from extractor.script import simplify

from .marks import AnyMark

VALUE_FIELDS: Final[Mapping[MarkKind, tuple[str, ...]]] = {
    "quantities": ("value", "value_max", "unit"),
    "percentages": ("value", "value_max"),
    "dates": ("from_", "to"),
    "blockers": ("category",),
}
ROLE_FIELDS: Final[Mapping[MarkKind, tuple[str, ...]]] = {
    "quantities": ("role",),
    "percentages": ("kind", "role"),
    "dates": ("role",),
    "blockers": ("halted",),
}
OTHER_FIELDS: Final[Mapping[MarkKind, tuple[str, ...]]] = {
    "quantities": ("bound",),
    "percentages": ("bound",),
    "dates": (),
    "blockers": (),
}
"""Fields that no level asks for, reported on their own."""

RELATIVE_TOLERANCE: Final = 1e-9
FRACTION_TOLERANCE: Final = 0.005 + 1e-9
"""In percent, a hair wide of rounding; for fractions only, which gold gives to two places: 三分之二 is 66.67."""
SUBJECT_THRESHOLD: Final = 0.5
"""Least character-bigram F1 at which two subjects are the same."""

_NUMERIC: Final = frozenset({"value", "value_max"})
_FRACTION = re.compile(r"(?<![百千万萬])分之|\d\s*[/／⁄]\s*\d")


def value_agrees(gold: AnyMark, found: AnyMark) -> bool:
    """Whether two marks of one kind read the same value; their spans are not looked at."""
    return all(field_agrees(gold, found, name) for name in VALUE_FIELDS[gold.group])


def role_agrees(gold: AnyMark, found: AnyMark) -> bool:
    """Whether two marks of one kind have the same role (and kind; for blockers, the same `halted`)."""
    return all(field_agrees(gold, found, name) for name in ROLE_FIELDS[gold.group])


def field_agrees(gold: AnyMark, found: AnyMark, name: str) -> bool:
    """Whether field `name` is equal; numbers within `RELATIVE_TOLERANCE`, fractions within `FRACTION_TOLERANCE`."""
    expected, actual = getattr(gold, name), getattr(found, name)
    if expected == actual:
        return True
    if name not in _NUMERIC or expected is None or actual is None:
        return False
    fraction = isinstance(gold, Percentage) and _FRACTION.search(gold.text) is not None
    return _close(expected, actual, FRACTION_TOLERANCE if fraction else 0.0)


def subject_f1(gold: str, found: str) -> float:
    """F1 of the character bigrams of two subjects, 0 to 1; white space and script do not matter.

    Equal subjects give 1, two empty ones too; a subject of fewer than two characters has no bigram and
    gives 0 unless equal.
    """
    expected, actual = _bare(gold), _bare(found)
    if expected == actual:
        return 1.0
    ours, theirs = _bigrams(expected), _bigrams(actual)
    whole = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / whole if whole else 0.0


def subject_pair_f1(gold: AnyMark, found: AnyMark) -> float | None:
    """`subject_f1` of two marks; None for kinds without subject."""
    if isinstance(gold, Quantity | Percentage) and isinstance(found, Quantity | Percentage):
        return subject_f1(gold.subject, found.subject)
    return None


def right_fields(gold: AnyMark | None, found: AnyMark) -> dict[FieldName, bool]:
    """Whether each field of a found mark is right, `gold` being the mark it stands for; none is where there is none.

    Kinds without subject have none.
    """
    right: dict[FieldName, bool] = {
        "value": gold is not None and value_agrees(gold, found),
        "role": gold is not None and role_agrees(gold, found),
    }
    if (alike := subject_pair_f1(gold or found, found)) is not None:
        right["subject"] = gold is not None and alike >= SUBJECT_THRESHOLD
    return right


def _close(expected: float, actual: float, tolerance: float) -> bool:
    try:
        return math.isclose(expected, actual, rel_tol=RELATIVE_TOLERANCE, abs_tol=tolerance)
    except OverflowError:  # an integer beyond any float
        return False


def _bare(text: str) -> str:
    return simplify("".join(text.split()))


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
