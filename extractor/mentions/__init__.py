"""Finding every number, percentage and date of a narrative, and accounting for every numeral.

The grammar is data (`data/`): measure words, cue words, names, festivals, a lexicon. It is compiled
on first use.
"""

from __future__ import annotations

from datetime import date

from ..records import Ledger
from .quoting import ground, read_quote
from .scanning import scan
from .tables import reasons

__all__ = ("find", "ground", "read_quote", "reasons")


def find(narrative: str, anchor_date: date | None) -> Ledger:
    """Every mention of the narrative, and every other numeral with the reason why it is none.

    Years that the text leaves open are taken from `anchor_date`; without it such dates are
    exclusions. Spans count code points of `narrative` as it stands. Never raises.
    """
    return scan(narrative, anchor_date)
