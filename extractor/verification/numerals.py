"""Whether every numeral of a narrative is accounted for."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Finding
from .case import Case


def unexplained_numeral(case: Case) -> Iterator[Finding]:
    """A numeral is in no fact and excluded for no reason."""
    for span in case.ledger.unexplained:
        words = span.of(case.request.narrative)
        yield Finding(
            check="unexplained_numeral",
            severity="warning",
            zh=f"数字“{words}”未被提取，也没有排除的理由",
            en=f"the numeral {words!r} is in no fact and no exclusion",
            spans=(span,),
        )
