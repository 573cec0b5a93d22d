"""What every test shares: no test reaches a network, a model or a user's own store."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs each test in an empty folder, without the settings of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    for name in ("EXTRACTOR_OUT", "EXTRACTOR_STORE", "EXTRACTOR_ENGINE", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
