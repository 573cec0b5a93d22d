"""Items as a layout finds them, before their fields are tidied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..records import NOWHERE, Finding
from ..spans import Passage
from .documents import Document


@dataclass(frozen=True, slots=True)
class Draft:
    """The raw passages of one item."""

    narrative: Passage
    number: Passage = NOWHERE
    heading: Passage = NOWHERE
    task: Passage = NOWHERE
    units: Passage = NOWHERE
    leaders: tuple[Passage, ...] = ()
    deadline: Passage = NOWHERE
    problems: Passage = NOWHERE
    plans: Passage = NOWHERE
    status: Passage = NOWHERE


@dataclass(frozen=True, slots=True)
class Parse:
    """A document as one layout reads it."""

    layout: str
    drafts: tuple[Draft, ...]
    why: str
    """The evidence for this layout, in a few words."""
    notes: tuple[Finding, ...] = ()
    in_figures: bool = False
    """Whether its narratives are figures without words."""


class Layout(Protocol):
    """One way bulletins are laid out."""

    def __call__(self, document: Document) -> Parse | None:
        """The document read this way, or None where it shows no sign of this layout."""
        ...
