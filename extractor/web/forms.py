"""What the interface takes."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from ..review import Edit
from ..service.reviewing import Received
from .rendering import LONGEST_NAME

Round = Annotated[int, Field(ge=1, le=2)]
ItemKey = Annotated[int, Path(ge=1, le=2**31 - 1)]
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
_Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"^[\w·.\- ]+$")]
_Request = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$")]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class _Change(_Form):
    round: Round = 1
    expected_version: int = Field(ge=0, le=2**31 - 2)
    """The version of the narrative that the sender knows."""
    request: _Request
    """A name for this request, so that it can be sent again without harm."""

    def received(self, reviewer: str) -> Received:
        """Who sent it, and what they knew."""
        return Received(reviewer, self.expected_version, self.request)


class EditForm(_Change):
    """An edit of the facts of a narrative."""

    edit: Edit


class ReversalForm(_Change):
    """Takes the sender's latest edit back, or brings it back."""

    action: Literal["undo", "redo"]


class ClaimForm(_Form):
    """The sender has the narrative before them, or lets go of it."""

    round: Round = 1
    release: bool = False


class PreferencesForm(_Form):
    """How the pages are to be shown, and to whom."""

    lang: Literal["zh", "en"] | None = None
    reviewer: _Name | None = None


class LoginForm(_Form):
    """The token that the program printed."""

    token: str = Field(max_length=200)


class LinkForm(_Form):
    """What the sender says of two items: one task, or not."""

    earlier: str = Field(min_length=1, max_length=300)
    later: str = Field(min_length=1, max_length=300)
    same: bool
