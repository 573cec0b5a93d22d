"""Documents parsed in a process of their own, with limits; the side that asks."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import NamedTuple

from pydantic import TypeAdapter

from ..errors import ReadError
from ..records import Finding, Located, Table

_TIMEOUTS = {signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL}


class Usage(NamedTuple):
    """What parsing a document took."""

    seconds: float
    peak_bytes: int


class Parsed(NamedTuple):
    """A document as its reader sees it; see `extractor.records.SourceText` for the fields."""

    text: str
    tables: tuple[Table, ...]
    places: tuple[Located, ...]
    notes: tuple[Finding, ...]


_parsed = TypeAdapter(Parsed)


class Parser:
    """A running parsing process, started at the first document and again after it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = Lock()
        self.usage = Usage(0, 0)
        """Of the last document."""

    def parse(self, data: bytes, format_name: str) -> Parsed:
        """The document `data`, of a format named in `readers`.

        Raises `ReadError` where it cannot be taken apart, or takes more time or memory than a bulletin may.
        """
        with self._lock, TemporaryDirectory(prefix="extractor-") as folder:
            source, target = Path(folder, "document"), Path(folder, "outcome")
            source.write_bytes(data)
            answer = self._ask(json.dumps({"format": format_name, "source": str(source), "target": str(target)}))
            self.usage = Usage(answer["seconds"], int(answer["peak_bytes"]))
            if answer["signal"] in _TIMEOUTS:
                raise ReadError(
                    "takes more time than a bulletin may; save it anew, or in parts", code="quarantined_time"
                )
            whole = not answer["signal"] and target.exists()
            outcome = target.read_bytes() if whole else b""
        return _checked(outcome)

    def close(self) -> None:
        """Ends the process; the next document starts another."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def _ask(self, line: str) -> dict[str, float]:
        for _ in range(2):  # a process that was ended from outside between two documents is started again
            process = self._running()
            with suppress(OSError):
                _send(process, line)
                if answer := process.stdout.readline() if process.stdout else "":
                    answered: dict[str, float] = json.loads(answer)
                    return answered
            self.close()
        raise ReadError("the process that parses documents ended; try again", code="parser_lost")

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter and our own module
                [sys.executable, "-m", f"{__package__}.parsing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                text=True,
                encoding="utf-8",
            )
        return self._process


def _send(process: subprocess.Popen[str], line: str) -> None:
    if process.stdin is not None:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()


def _environment() -> dict[str, str]:
    """No key, no home and no proxy: nothing a document could want."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/nonexistent",
        "ORT_DISABLE_TELEMETRY": "1",
    }


def _checked(outcome: bytes) -> Parsed:
    if not outcome:
        raise ReadError("ended the process that parsed it; save it anew", code="parser_crashed")
    told = json.loads(outcome)
    if "error" in told:
        raise ReadError(told["error"], code=told["code"])
    return _parsed.validate_python(told)


parser = Parser()
"""The one of this process."""
atexit.register(parser.close)
