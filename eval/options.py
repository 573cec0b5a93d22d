"""What a person may choose about intervals, and the defaults."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Cluster(StrEnum):
    """What a resample draws with replacement."""

    narrative = "narrative"
    """Each narrative by itself."""
    bulletin = "bulletin"
    """Bulletins with all their narratives, which are alike: wider and more honest, given some twenty or more."""


RESAMPLES: Final = 2000
FEWEST_RESAMPLES: Final = 1000
SEED: Final = 20200604
