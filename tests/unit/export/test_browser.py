"""The report in a real browser."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from extractor.export import write_html
from extractor.records import Extraction


@pytest.mark.browser
def test_page_runs_under_its_policy(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """The page's own script runs, its policy is not broken, and every fact is marked."""
    path = tmp_path / "report.html"
    write_html(extractions, path)
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}/user",
    ]
    command += ["--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom", path.as_uri()]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=60, text=True)  # noqa: S603
    marked = {name for names in re.findall(r'<mark [^>]*data-facts="([^"]*)"', shown.stdout) for name in names.split()}

    assert "CONSOLE" not in shown.stderr
    assert '<b id="count">6</b>' in shown.stdout
    assert sum(len(one.result.facts) for each in extractions for one in each.results) == len(marked)
