"""What is to be said of a workbook: what was left out, and what may be missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ...records import Finding
from ..notices import teller
from .laying import Laid
from .sheets import Sheet

Thing = Literal["shapes", "charts", "pictures", "comments", "chartsheets"]
_NAMES = 5
_SAMPLE = 20
_tell = teller(__package__)


@dataclass(slots=True)
class Account:
    """What was met on the way."""

    aside: list[str] = field(default_factory=list)
    """Words that stand in no cell."""
    things: Counter[Thing] = field(default_factory=Counter)
    """What stands on sheets besides cells."""

    def findings(self, sheets: Sequence[Sheet], laid: Sequence[Laid]) -> Iterator[Finding]:
        """All that is to be said, each kind once."""
        hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet.cells]
        if hidden:
            yield _tell("hidden_sheets", {"count": len(hidden), "names": listed(hidden)})
        yield from self._hidden_cells(sheets, laid)
        for check, names in (
            ("uncalculated", [name for sheet in sheets if not sheet.hidden for name in sheet.uncalculated]),
            ("error_values", [name for sheet in sheets if not sheet.hidden for name in sheet.errors]),
        ):
            if names:
                yield _tell(check, {"count": len(names), "names": listed(names)})
        for thing, count in sorted(self.things.items()):
            if count:
                yield _tell(thing, {"count": count})

    def _hidden_cells(self, sheets: Sequence[Sheet], laid: Sequence[Laid]) -> Iterator[Finding]:
        texts = [text for one in laid for text in one.hidden]
        texts += [text for sheet in sheets if not sheet.hidden for text in sheet.unseen]
        if texts:
            yield _tell(
                "filtered_text" if any(sheet.filtered for sheet in sheets) else "hidden_text",
                {
                    "count": sum(map(len, texts)),
                    "rows": sum(one.rows for one in laid),
                    "columns": sum(one.columns for one in laid),
                    "sample": texts[0][:_SAMPLE],
                },
            )


def listed(names: Sequence[str]) -> str:
    """The first of `names`, for a message."""
    return "、".join(names[:_NAMES]) + ("…" if len(names) > _NAMES else "")
