"""The example of a client does what it says."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.api import create_app

from .served import BULLETIN, Asked, bearing, listening

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "client.py"


def test_documents_in_facts_out(idle: Asked, tmp_path: Path) -> None:
    """Called from the shell it prints the facts of a bulletin, each with its item."""
    document = tmp_path / "demo.txt"
    document.write_text(BULLETIN, "utf-8")
    token = idle.service.store.tokens.create("client", ["extract", "read"])
    with listening(create_app(idle.service)) as url:
        command = [sys.executable, str(EXAMPLE), url, token, str(document)]
        ended = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603

    assert {"demo/1 7座", "demo/1 58.3%", "demo/1 5座"} <= set(ended.stdout.splitlines())
    assert bearing(token)["Authorization"] not in ended.stdout


def test_it_is_typed() -> None:
    """What it gives back is told by its annotations."""
    spec = importlib.util.spec_from_file_location("client", EXAMPLE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert {"url", "token", "paths", "return"} == set(module.facts.__annotations__)
