"""What clients call their documents, and what these are called here."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import Final

_LONGEST: Final = 150
_NAMELESS: Final = "document"


def plain_name(given: str | None) -> str:
    """The last part of a path that a client gave, as a name that any file system takes: no path, nothing unseen."""
    last = (given or "").replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        character for character in last if unicodedata.category(character)[0] not in "CZ" or character == " "
    )
    name = _short(seen.strip(" ."))
    return name or _NAMELESS


def _short(name: str) -> str:
    """The name in so many bytes, its end kept, since it tells what the document is."""
    path = PurePosixPath(name)
    suffix = path.suffix if len(path.suffix.encode()) <= _LONGEST // 3 else ""
    stem = name[: len(name) - len(suffix)].encode()[: _LONGEST - len(suffix.encode())]
    return stem.decode("utf-8", "ignore") + suffix
