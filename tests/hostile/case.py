"""A hostile file, and the ends it may come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One file of the corpus."""

    id: str
    """Number of the kind of attack, such as ``D21``."""
    name: str
    build: Callable[[], bytes]
    expected: frozenset[str]
    """Ends that are right: ``parsed``, ``warned:<check>`` or ``refused:<code>``."""
