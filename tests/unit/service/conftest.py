"""The command line with a bulletin to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Cli, Ended
from tests.fakes import FakeEndpoint

from .bulletins import BULLETIN


@pytest.fixture
def cli_at(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """Calls the command line with ``demo.txt`` in its folder and an endpoint to ask: exit code, output, errors."""
    (tmp_path / "demo.txt").write_text(BULLETIN, "utf-8")

    def call(at: FakeEndpoint, *arguments: str, preset: str = "vllm") -> Ended:
        monkeypatch.setenv("OPENAI_BASE_URL", at.url)
        monkeypatch.setenv("OPENAI_MODEL", "umber-1")
        monkeypatch.setenv("EXTRACTOR_PRESET", preset)
        return cli(*arguments)

    return call
