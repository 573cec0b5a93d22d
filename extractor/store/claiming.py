"""Holding a run for one process, by a lock that its end lets go of, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from .database import file_of

_CLASS = 0x6275
"""Keeps these locks of a server apart from other programs' ones."""


@contextmanager
def claim(engine: Engine, run_key: int, *, shared: bool = False) -> Iterator[bool]:
    """Holds the run of that key while the block lasts; False where another process holds it.

    Those that hold it `shared` do so together.
    """
    if engine.dialect.name == "postgresql":
        with _advisory_lock(engine, run_key, "_shared" if shared else "") as held:
            yield held
        return
    file = file_of(engine.url)
    if file is None:  # in memory, where no other process is
        yield True
        return
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    with file_lock(file.with_name(f".{file.name}.{run_key}.lock"), kind) as held:
        yield held


@contextmanager
def _advisory_lock(engine: Engine, run_key: int, kind: str) -> Iterator[bool]:
    values = {"class": _CLASS, "key": run_key}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        held = bool(connection.scalar(text(f"SELECT pg_try_advisory_lock{kind}(:class, :key)"), values))
        try:
            yield held
        finally:
            if held:
                connection.execute(text(f"SELECT pg_advisory_unlock{kind}(:class, :key)"), values)


@contextmanager
def file_lock(path: Path, kind: int = fcntl.LOCK_EX) -> Iterator[bool]:
    """Holds the file at `path`, made where it is missing, while the block lasts; False where another process does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        held = _locked(handle, kind)
        # whoever held it may have taken the file away between the two lines above
        held = held and path.exists() and os.fstat(handle).st_ino == path.stat().st_ino
        yield held
        # the last of those that share it takes the file away
        if held and (kind == fcntl.LOCK_EX or _locked(handle, fcntl.LOCK_EX)):
            path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _locked(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
