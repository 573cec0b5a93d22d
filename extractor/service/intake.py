"""The documents of a run: named one by one or found in folders."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from ..records import Skip

_NAMES = {
    ".*": "is hidden",
    "~$*": "is the lock file of an open document",
    "thumbs.db": "is a file of the system",
    "desktop.ini": "is a file of the system",
}
"""Names that no bulletin has, and what the file is instead."""


class Document(NamedTuple):
    """A file that may hold a bulletin."""

    path: Path
    named: bool
    """Whether a user named it; one found in a folder need not be a document."""
    called: str | None = None
    """What to call it instead of its path."""

    @property
    def subject(self) -> str:
        """What it is called in what is told of it."""
        return self.called or str(self.path)


def documents(paths: Iterable[Path | Document], leave: Collection[Path] = ()) -> Iterator[Document | Skip]:
    """The files at `paths`, those of a folder and its folders in the order of their names.

    Hidden files, links and what is no regular file are left out of a folder, each with the reason, and so
    are the files and folders of `leave`.
    """
    left = frozenset(path.resolve() for path in leave)
    for path in paths:
        if isinstance(path, Document):
            yield path
        elif path.is_dir():
            yield from _inside(path, left)
        else:
            yield Document(path, named=True)


def reason_against_name(name: str) -> str | None:
    """Why nothing of that name is a bulletin; None where it may be one."""
    return next((reason for pattern, reason in _NAMES.items() if fnmatch(name.lower(), pattern)), None)


def _inside(folder: Path, leave: frozenset[Path]) -> Iterator[Document | Skip]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Skip(subject=str(folder), reason=f"cannot be listed ({error.strerror}); check its permissions")
        return
    for entry in entries:
        path = Path(entry.path)
        if reason := _reason_against(entry, leave):
            yield Skip(subject=str(path), reason=reason)
        elif entry.is_dir(follow_symlinks=False):
            yield from _inside(path, leave)
        else:
            yield Document(path, named=False)


def _reason_against(entry: os.DirEntry[str], leave: frozenset[Path]) -> str | None:
    if entry.is_symlink():
        return "is a link; name it to have it read"
    if Path(entry.path).resolve() in leave:
        return "holds results, not documents"
    if not entry.is_dir() and not entry.is_file():
        return "is no regular file"
    return reason_against_name(entry.name)
