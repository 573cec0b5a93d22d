"""Facts from the progress narratives of supervision bulletins, each tied to its words.

The public API is the list of verbs below and the records they exchange (`extractor.records`). Names
load on first use, so that the command line answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import ExtractorError
    from .mentions import find
    from .reading import read
    from .segmenting import segment
    from .verbs import extract, extract_bulletin

_HOMES = {
    "ExtractorError": "errors",
    "extract": "verbs",
    "extract_bulletin": "verbs",
    "find": "mentions",
    "read": "reading",
    "segment": "segmenting",
}

__all__ = ("ExtractorError", "extract", "extract_bulletin", "find", "read", "segment")


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
