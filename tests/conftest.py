"""What every test shares: no test reaches a network, a model or a user's own store."""

import os
import shutil
from pathlib import Path

import pytest

import extractor.service.modelling  # noqa: F401 - the SDK keeps the socket functions it meets as it is loaded

_SETTINGS = (
    "EXTRACTOR_CONCURRENCY",
    "EXTRACTOR_ENGINE",
    "EXTRACTOR_MODEL",
    "EXTRACTOR_OUT",
    "EXTRACTOR_PRESET",
    "EXTRACTOR_PRICES",
    "EXTRACTOR_PROMPT",
    "EXTRACTOR_STORE",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
)

_PROGRAMS = {"office": "soffice"}
"""What the tests of a marker need installed."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose program is missing; in continuous integration that is a failure."""
    for marker, program in _PROGRAMS.items():
        if item.get_closest_marker(marker) and shutil.which(program) is None:
            told = f"{program} is not installed; see the marker {marker!r} in pyproject.toml"
            if os.environ.get("CI") == "true":
                pytest.fail(told, pytrace=False)
            pytest.skip(told)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs each test in an empty folder, without the settings of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)
