"""What the stories of one document share."""

from __future__ import annotations

from typing import NamedTuple

from .account import Account
from .labels import Labels
from .parts import Parts
from .styles import Styles


class Context(NamedTuple):
    """A document being read."""

    parts: Parts
    styles: Styles
    labels: Labels
    account: Account
