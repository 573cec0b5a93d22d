"""The command line with a bulletin to run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extractor.cli import main
from tests.fakes import FakeEndpoint

from .bulletins import BULLETIN, Cli


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """Calls the command line with ``demo.txt`` in its folder and an endpoint to ask: exit code, output, errors."""
    (tmp_path / "demo.txt").write_text(BULLETIN, "utf-8")

    def call(at: FakeEndpoint, *arguments: str, preset: str = "vllm") -> tuple[int, str, str]:
        monkeypatch.setenv("OPENAI_BASE_URL", at.url)
        monkeypatch.setenv("OPENAI_MODEL", "umber-1")
        monkeypatch.setenv("EXTRACTOR_PRESET", preset)
        monkeypatch.setattr(sys, "argv", ["extractor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call
