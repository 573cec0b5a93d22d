"""What every test shares: no test reaches a network, a model or a user's own store."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

import extractor.service.modelling  # noqa: F401 - the SDK keeps the socket functions it meets as it is loaded
from extractor.cli import main

from .commands import Cli, command_line

_SETTINGS = (
    "DASHSCOPE_API_KEY",
    "DEEPSEEK_API_KEY",
    "EXTRACTOR_CONCURRENCY",
    "EXTRACTOR_ENGINE",
    "EXTRACTOR_MODEL",
    "EXTRACTOR_OUT",
    "EXTRACTOR_PRESET",
    "EXTRACTOR_PRICES",
    "EXTRACTOR_PROMPT",
    "EXTRACTOR_SAMPLES",
    "EXTRACTOR_STORE",
    "EXTRACTOR_TRACES",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
)

_NEEDED = {
    "browser": "chromium",
    "local": "xllamacpp",
    "ocr": "rapidocr",
    "office": "soffice",
    "otel": "opentelemetry.sdk",
    "postgresql": "pg_ctlcluster",
    "ray": "ray",
}
"""Marker → the program or module that its tests need."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose program or module is not installed; in CI, where all are, that is a failure."""
    for marker, needed in _NEEDED.items():
        if item.get_closest_marker(marker) and not (shutil.which(needed) or find_spec(needed)):
            told = f"{needed} is not installed, which tests marked {marker} need"
            if "CI" in os.environ:
                pytest.fail(told, pytrace=False)
            pytest.skip(told)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs each test in an empty folder, without the settings of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line ``extractor``."""
    return command_line("extractor", main, monkeypatch, capsys)
