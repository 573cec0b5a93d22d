"""All that an answer about one narrative is held against."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..records import Ledger, Mention, NarrativeRequest
from .quoting import Folded, fold
from .subjects import Words, words
from .visible import Visible, show

Ground = Callable[[str], Mention | None]
"""The mention that quoted words of the narrative are, at the first place where it says just that, if any."""


class Sheet(NamedTuple):
    """A narrative with its numbered mentions."""

    request: NarrativeRequest
    ledger: Ledger
    visible: Visible
    folded: Folded
    """The visible text as quotes are looked up in it."""
    words: Words
    """Where subjects come from."""
    ground: Ground


def lay_out(request: NarrativeRequest, ledger: Ledger, ground: Ground) -> Sheet:
    """The sheet of one narrative."""
    visible = show(request.narrative)
    return Sheet(
        request=request,
        ledger=ledger,
        visible=visible,
        folded=fold(visible.text),
        words=words(visible, show(request.task)),
        ground=ground,
    )
