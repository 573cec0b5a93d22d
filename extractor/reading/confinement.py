"""What a process that parses a stranger's document may not do."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from typing import NamedTuple

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.")
_CHANGES_FILES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.")


class Limits(NamedTuple):
    """The most that parsing one document may take."""

    memory: int = 1 << 30
    """Bytes of address space beyond what the process began with."""
    cpu_seconds: int = 60
    seconds: int = 90
    file_bytes: int = 100_000_000


class ForbiddenError(PermissionError):
    """Something that parsing a document never needs was tried."""


def confine(limits: Limits) -> None:
    """Takes from this process, for good, what it does not need to parse one document.

    The kernel ends it at the limits of time. Memory beyond the limit raises `MemoryError`. Sockets, other
    programs and changes of files raise `ForbiddenError`; where the kernel allows it, there is no network at all.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    restrict(limits._replace(memory=_address_space() + limits.memory))
    sys.addaudithook(_refuse)


def restrict(limits: Limits) -> None:
    """The limits that the kernel keeps and a program started from this process inherits, but for that of time.

    `limits.memory` counts all of the address space. Where the kernel allows it, there is no network.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, limits.file_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - no pathlib in a process this bare
        return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith((*_FORBIDDEN, *_CHANGES_FILES)):
        raise ForbiddenError(f"{event} is not allowed while a document is parsed")
    if event == "open" and _writes(arguments):
        raise ForbiddenError("no file may be written while a document is parsed")


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) != 0
