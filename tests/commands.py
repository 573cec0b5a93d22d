"""Commands called as a user calls them, in this process."""

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from extractor.cli.console import err, out


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Cli = Callable[..., Ended]
"""A command line as a function of its arguments."""


def command_line(
    name: str, main: Callable[[], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Cli:
    """The program `name`, whose entry point is `main`, on a terminal of 160 columns."""

    def call(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        for console in (out, err):
            monkeypatch.setattr(console, "width", 160)
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return call
