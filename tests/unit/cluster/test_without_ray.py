"""What is told where Ray is not installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extractor.cli.exits import guarded
from extractor.cli.manner import Manner
from extractor.cli.options import Format, Options, Place
from extractor.cli.run import run_command


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A run on Ray without Ray says what to install, before anything is read or written."""
    for name in [name for name in sys.modules if name.startswith("extractor.cluster")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "extractor.cli.run_on_ray", raising=False)
    monkeypatch.setitem(sys.modules, "ray", None)

    with pytest.raises(SystemExit) as end:
        guarded(
            lambda: run_command(["in"], Options(), [Format.parquet], Manner(on=Place.ray), as_json=False, quiet=False)
        )

    assert 3 == end.value.code
    told = capsys.readouterr().err
    assert 'error: a run on Ray needs what is not installed (ray); run pip install "bulletin-extractor[ray]"\n' == told
    assert [] == list(Path().iterdir())
