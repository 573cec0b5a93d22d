"""The letters that a model answers with."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from ..records import DateRole, PercentageKind, PercentageRole, QuantityRole
from .tables import table

MentionKind = str
"""``quantity``, ``percentage`` or ``date``."""


class Codes(NamedTuple):
    """What each code stands for."""

    quantity: dict[str, QuantityRole]
    percentage: dict[str, tuple[PercentageKind, PercentageRole]]
    date: dict[str, DateRole]
    refusal: str
    """Code of a mention that is none."""
    reasons: frozenset[str]
    """Why a mention may be none."""

    def legal(self, kind: MentionKind) -> frozenset[str]:
        """The codes that a mention of `kind` may be given, refusal included."""
        return frozenset(getattr(self, kind)) | {self.refusal}


@cache
def codes() -> Codes:
    """The codes in use."""
    rows = table("codes")
    return Codes(
        quantity=cast("dict[str, QuantityRole]", rows["quantity"]),
        percentage=cast(
            "dict[str, tuple[PercentageKind, PercentageRole]]",
            {
                first + second: (kind, role)
                for first, kind in rows["percentage"].items()
                for second, role in rows["percentage_role"].items()
            },
        ),
        date=cast("dict[str, DateRole]", rows["date"]),
        refusal=rows["refusal"]["code"],
        reasons=frozenset(rows["refusal"]["reasons"]),
    )
