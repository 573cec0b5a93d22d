"""Bulletins taken apart into items, one small class of layout at a time."""

from .segment import segment
from .statuses import status_class

__all__ = ("segment", "status_class")
