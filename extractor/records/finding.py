"""What the program has to say of a narrative or bulletin besides its facts."""

from __future__ import annotations

from typing import Literal

from ..spans import Span
from ._base import Record

Severity = Literal["error", "warning", "notice"]


class Finding(Record):
    """Something that disagrees, or is unaccounted for; reported, never repaired."""

    check: str
    """Name of the check that found it."""
    severity: Severity
    zh: str
    en: str
    spans: tuple[Span, ...] = ()
    """The words it speaks of: of the narrative, or of the source where it is about a bulletin as a whole."""
