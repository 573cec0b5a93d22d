"""What a person does to the facts of a narrative."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from ..records import Blocker, Date, Percentage, Quantity
from ..records._base import Record

AnyMark = Annotated[Quantity | Percentage | Date | Blocker, Field(union_mode="left_to_right")]

EditAction = Literal["accept", "reject", "change", "add", "merge", "split", "note", "skip", "finish", "reopen"]
Action = Literal[EditAction, "undo", "redo"]
Status = Literal["open", "started", "done", "skipped"]

LONGEST_NOTE = 2_000
"""Characters."""
MOST_FACTS = 500
"""Facts that one edit may be about."""

FactId = Annotated[str, Field(pattern=r"^[mv][0-9]{1,9}(\.[0-9]{1,3})?$")]


class Edit(Record):
    """What a person asks for.

    ``accept``, ``reject``: `facts` as they stand. ``change``: one fact takes the form of one mark. ``add``: one mark
    that no fact has. ``merge``: several facts become one mark; ``split``: one fact becomes several. ``finish``: done
    with the narrative, `facts` accepted with it. ``note``: `text` is kept with the narrative. ``skip``: not now.
    """

    action: EditAction
    facts: tuple[FactId, ...] = Field(default=(), max_length=MOST_FACTS)
    """Ids of `ReviewedFact`."""
    marks: tuple[AnyMark, ...] = Field(default=(), max_length=MOST_FACTS)
    text: str = Field(default="", max_length=LONGEST_NOTE)


class Event(Record):
    """One thing that a person did, as it is kept."""

    version: int = Field(ge=1)
    """Its place among the events of the narrative, from 1 without a gap."""
    action: Action
    facts: tuple[str, ...] = ()
    before: tuple[AnyMark, ...] = ()
    """The marks of `facts` as they stood."""
    after: tuple[AnyMark, ...] = ()
    """What took their place."""
    text: str = ""
    target: int | None = None
    """Version of the event that an ``undo`` or ``redo`` takes back."""
    reviewer: str
    at: datetime
