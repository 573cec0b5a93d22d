"""A second record of what people decide: a file of lines beside the store, each sealed with all before it.

A line is JSON: what was decided, and a digest of it and of the line before. Who changes, removes or inserts a line
breaks every seal from there on; who changes the store differs from the file. The seal of the last line stands for
the whole: written down elsewhere, it tells also of a file and a store that were changed together.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Final, NamedTuple

from ..errors import StoreError

Decision = Mapping[str, Any]
"""What was decided, as JSON can hold it."""
_SEAL: Final = "seal"


class JournalContent(NamedTuple):
    """What a journal holds."""

    decisions: tuple[Decision, ...]
    """Those up to the first line whose seal does not fit."""
    seal: str
    """Of the last of them."""
    broken: int | None
    """That line, from 1; None where all fit."""
    torn: bool
    """The last line broke off as it was written, as in a power cut."""


class Journal:
    """The journal at a path. Safe to be written by several threads and processes. Raises `StoreError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._end = (0, "")
        """How long the file was when this process wrote last, and the seal of its last line."""

    def add(self, decisions: Iterable[Decision]) -> None:
        """Adds decisions; they are on disk when this returns. What was torn off before them is cut away."""
        with self._lock, self._opened() as file:
            size, seal = self._end
            if file.seek(0, os.SEEK_END) != size:
                file.seek(0)
                whole = file.read()
                seal = _content(whole).seal
                file.truncate(whole.rfind(b"\n") + 1)
            for decision in decisions:
                seal = _sealed(seal, decision)
                file.write(_line({**decision, _SEAL: seal}))
            file.flush()
            os.fsync(file.fileno())
            self._end = (file.seek(0, os.SEEK_END), seal)

    def content(self) -> JournalContent:
        """All that it holds; nothing where there is no file."""
        try:
            return _content(self.path.read_bytes() if self.path.exists() else b"")
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be read ({error.strerror}); check its permissions") from error

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
        except OSError as error:
            raise StoreError(
                f"{self.path}: cannot be written ({error.strerror}); the decision is in the store and comes into the "
                "journal when the review is started again"
            ) from error


def canonical(decision: Decision) -> str:
    """A decision in its one spelling."""
    return json.dumps(decision, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sealed(before: str, decision: Decision) -> str:
    return sha256(f"{before}\n{canonical(decision)}".encode("utf-8", "surrogatepass")).hexdigest()


def _line(content: Decision) -> bytes:
    return f"{canonical(content)}\n".encode("utf-8", "surrogatepass")


def _content(data: bytes) -> JournalContent:
    whole, _, rest = data.rpartition(b"\n")
    decisions: list[Decision] = []
    seal = ""
    for number, line in enumerate(whole.split(b"\n") if whole else (), start=1):
        decision, told = _read(line)
        if told != _sealed(seal, decision) or _line({**decision, _SEAL: told}) != line + b"\n":
            return JournalContent(tuple(decisions), seal, number, bool(rest))
        decisions.append(decision)
        seal = told
    return JournalContent(tuple(decisions), seal, None, bool(rest))


def _read(line: bytes) -> tuple[Decision, str]:
    try:
        content = json.loads(line)
        return content, str(content.pop(_SEAL))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, ""
