"""Whether a change runs the way its word says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Finding
from .case import Case
from .words import any_of

_RISE = re.compile(any_of("rise"))
_FALL = re.compile(any_of("fall"))


def change_disagrees(case: Case) -> Iterator[Finding]:
    """由A提高到B with B below A, or 由A降低到B with B above A."""
    for before, after in zip(case.marks.quantities, case.marks.quantities[1:], strict=False):
        if before.role != "reference" or after.role not in ("actual", "target") or before.unit != after.unit:
            continue
        between = case.words[before.end : after.start]
        wrong = (_RISE.search(between) and after.value < before.value) or (
            _FALL.search(between) and after.value > before.value
        )
        sentence = case.sentence_of(before.span)
        in_turn = sentence is not None and "分别" in sentence.of(case.words)
        if wrong and not in_turn and not re.search("[。；，,;]", between):
            printed = case.request.narrative[before.end : after.start]
            yield Finding(
                check="change_disagrees",
                severity="warning",
                zh=f"由{before.text}到{after.text}，与“{printed}”方向相反",
                en=f"from {before.text} to {after.text} runs against {printed!r}",
                spans=(before.span, after.span),
            )
