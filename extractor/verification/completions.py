"""Whether a printed share of the work is what the amounts come to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..records import Finding
from .amounts import plain
from .case import Case
from .claims import claims
from .words import any_of

_SURPASSED: Final = re.compile(any_of("surpassed"))
_WHOLE: Final = 100


def completion_disagrees(case: Case) -> Iterator[Finding]:
    """A printed completion is not the done part of the target, by more than its last digit."""
    for claim in claims(case):
        if claim.holds:
            continue
        done, target, printed = claim
        yield Finding(
            check="completion_disagrees",
            severity="warning",
            zh=f"{done.text}占{plain(target)}{done.unit}为{claim.share:.2f}%，文中为{printed.text}",
            en=f"{done.text} of {plain(target)} {done.unit} is {claim.share:.2f} %, the text says {printed.text}",
            spans=(done.span, printed.span),
        )


def completion_over_whole(case: Case) -> Iterator[Finding]:
    """More than all of a piece of work is said to be done, with nothing that bears it out."""
    for percentage in case.marks.percentages:
        if percentage.kind != "completion" or percentage.role != "actual" or percentage.value <= _WHOLE:
            continue
        sentence = case.sentence_of(percentage.span)
        if sentence is None or _SURPASSED.search(sentence.of(case.request.narrative)):
            continue
        borne_out = any(quantity.role in ("actual", "ongoing") for quantity in case.quantities_in(sentence))
        if not borne_out and not case.bracketed(percentage.span, sentence):
            yield Finding(
                check="completion_over_whole",
                severity="notice",
                zh=f"完成比例{percentage.text}超过100%，文中没有依据",
                en=f"a completion of {percentage.text} is more than all, and nothing in the text bears it out",
                spans=(percentage.span,),
            )
