"""What recognition is given; known without its libraries."""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image


class Sheet(NamedTuple):
    """A page as a picture."""

    number: int
    """From 1."""
    picture: Image.Image
    width: float
    """In points."""
    height: float
