"""A process that parses a document cannot do anything else."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import ReadError
from extractor.reading.confined import Parser

CONFINED = "from extractor.reading.confinement import Limits, confine; confine(Limits({limits}))\n"


def confined(code: str, limits: str = "") -> subprocess.CompletedProcess[str]:
    """`code` run in a confined process."""
    program = CONFINED.format(limits=limits) + code
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "open('{file}', 'a')",
        "import os; os.open('{file}', os.O_RDWR)",
        "import os; os.remove('{file}')",
        "import os; os.rename('{file}', '{file}.moved')",
        "import os; os.mkdir('{file}.folder')",
        "import shutil; shutil.rmtree('{folder}')",
        "import ctypes; ctypes.CDLL(None)",
    ],
)
def test_what_parsing_never_needs_is_refused(tmp_path: Path, code: str) -> None:
    """No socket, no program, no change of any file."""
    path = tmp_path / "kept"
    path.write_text("kept", "utf-8")

    ended = confined(code.format(file=path, folder=tmp_path))

    assert "ForbiddenError" in ended.stderr
    assert ["kept"] == [each.name for each in tmp_path.iterdir()]


def test_files_can_be_read_and_modules_loaded() -> None:
    """A library that loads more of itself, or its tables, is not in the way."""
    assert confined("import xml.dom.minidom, email; open('/etc/passwd').read()").returncode == 0


def test_memory_has_a_limit() -> None:
    """Beyond it a program is told, and can say so."""
    ended = confined("bytearray(200_000_000)", "memory=100_000_000")

    assert "MemoryError" in ended.stderr


@pytest.mark.parametrize(
    ("code", "limits"),
    [("while True: pass", "cpu_seconds=1"), ("import time; time.sleep(50)", "seconds=1")],
)
def test_time_has_a_limit(code: str, limits: str) -> None:
    """The kernel ends a process that takes too long, at work or asleep."""
    assert -confined(code, limits).returncode in {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL}


class TestParser:
    """The side that asks."""

    def test_process_that_was_ended_is_started_again(self) -> None:
        """A parser outlives its process."""
        parser = Parser()
        try:
            for _ in range(2):
                with pytest.raises(ReadError) as caught:
                    parser.parse(b"no archive", "docx")
                assert caught.value.code != "parser_lost"
                parser._running().kill()  # noqa: SLF001 - as an administrator would
        finally:
            parser.close()

    def test_usage_is_told(self) -> None:
        """Time and memory of the last document are known."""
        parser = Parser()
        try:
            with pytest.raises(ReadError):
                parser.parse(b"no archive", "docx")
        finally:
            parser.close()

        assert 0 < parser.usage.seconds < 60
        assert 1_000_000 < parser.usage.peak_bytes < 1_000_000_000
