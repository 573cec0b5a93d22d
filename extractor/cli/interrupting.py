"""What is said where the user interrupts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..service import ChosenEngine
from .console import err


@contextmanager
def telling_of_interrupts(engine: ChosenEngine) -> Iterator[None]:
    """Says why an interrupted run does not end at once, where requests are under way."""
    try:
        yield
    except KeyboardInterrupt:
        if engine.workers > 1:
            told = "interrupted; waiting for the answers under way, to keep them; interrupt again to leave at once"
            err.print(told, soft_wrap=True)
        raise
