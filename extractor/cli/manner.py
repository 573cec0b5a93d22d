"""How a run is gone about."""

from __future__ import annotations

from dataclasses import dataclass

from .options import Place


@dataclass(frozen=True)
class Manner:
    """How a run is gone about."""

    dry_run: bool = False
    """Nothing is spent: tell what a run would ask."""
    max_cost: float | None = None
    """What may be spent on a model, in the currency of the price table."""
    resume: bool = True
    """Take up an unfinished run over the same documents."""
    processes: int | None = None
    """That work without a model, or cores of a cluster on this machine."""
    share: bool = False
    """Let other processes do the same at the same time."""
    batch: bool = False
    """Hand the requests to the model in, to be answered later."""
    on: Place | None = None
    """Where the work is done, if not by this process."""
