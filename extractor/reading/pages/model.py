"""What stands on a page, whoever found it: words and ruling lines with their places.

All measures are points from the top left corner of the page as it is seen.
"""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """Characters that stand together on one line; never across a ruling line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    certainty: float | None = None
    """How sure recognition was, from 0 to 1; None where nothing had to be recognised."""


class Rule(NamedTuple):
    """A ruling line, horizontal or vertical, as the thin box of its ink."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page; `number` counts from 1."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
