"""``extractor gold``, called as a user calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from extractor.annotations import schema_text
from extractor.cli.exits import guarded
from extractor.cli.gold import app

from .lines import GOLD, LABELS, as_json, usual_line


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Cli = Callable[..., Ended]


@pytest.fixture
def gold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The commands as a function of their arguments."""

    def call(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["gold", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            guarded(app)
        captured = capsys.readouterr()
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return call


def test_check_passes_our_gold(gold: Cli) -> None:
    """Warnings alone leave the exit code at 0; the counts go to standard error."""
    ended = gold("check", GOLD)

    assert 0 == ended.code
    assert "6 file(s), 154 line(s): 0 error(s)" in ended.err


def test_check_tells_one_line_a_problem(gold: Cli) -> None:
    """An error has its place, its field and the exit code 4."""
    Path("bad.jsonl").write_text(as_json(usual_line(item="")) + "\n", "utf-8")
    ended = gold("check", "bad.jsonl")

    assert 4 == ended.code
    assert "bad.jsonl:1: item: is empty; write the number printed for the item\n" == ended.out


def test_check_as_json(gold: Cli) -> None:
    """``--json`` gives the same as data."""
    Path("bad.jsonl").write_text("{\n", "utf-8")
    told = json.loads(gold("check", "bad.jsonl", "nowhere", "--json").out)

    assert (2, 0, 2) == (told["files"], told["lines"], told["errors"])
    assert {"file", "line", "field", "code", "message", "severity"} == set(told["problems"][0])


def test_stats(gold: Cli) -> None:
    """Figures for people, and as data."""
    ended = gold("stats", GOLD)

    assert ended.out.startswith("all: 77 narrative(s)")
    assert 77 == json.loads(gold("stats", GOLD, "--json").out)["whole"]["narratives"]
    assert 4 == gold("stats", "nowhere").code


def test_schema(gold: Cli) -> None:
    """The schema is written, and ``--check`` fails where the file differs."""
    assert 4 == gold("schema", "--check").code
    assert 0 == gold("schema").code
    assert schema_text() == Path("gold/schema.json").read_text("utf-8")
    assert 0 == gold("schema", "--check").code


def test_config(gold: Cli) -> None:
    """The configuration goes to standard output or a file, never over another."""
    out = gold("config").out

    assert 0 == gold("config", "-o", "config.xml").code
    assert out == Path("config.xml").read_text("utf-8")
    assert 3 == gold("config", "-o", "config.xml").code


@pytest.mark.parametrize("tool", ["label-studio", "standoff"])
def test_there_and_back(gold: Cli, tool: str) -> None:
    """What is exported comes back to the byte, and the counts say so."""
    assert 0 == gold("export", LABELS[0], "--to", tool, "-o", "sent").code
    ended = gold("import", "sent", "--from", tool, "-o", "back.jsonl", "--base", LABELS[0])

    assert 0 == ended.code
    assert "25 document(s) read = 25 done + 0 failed" in ended.err
    assert LABELS[0].read_bytes() == Path("back.jsonl").read_bytes()


def test_import_reports_what_it_lost(gold: Cli) -> None:
    """Losses are told on standard output, counted, and end with exit code 4; the rest is written."""
    gold("export", LABELS[0], "--to", "label-studio", "-o", "tasks.json")
    tasks = json.loads(Path("tasks.json").read_text("utf-8"))
    tasks[0]["annotations"][0]["result"][0]["value"]["end"] = 9999
    Path("tasks.json").write_text(json.dumps([*tasks, 7]), "utf-8")
    told = json.loads(gold("import", "tasks.json", "--from", "label-studio", "-o", "back.jsonl", "--json").out)
    ended = gold("import", "tasks.json", "--from", "label-studio", "-o", "back.jsonl", "--force")

    assert (26, 25, 1) == (told["read"], told["done"], told["failed"])
    assert told["regions"] == told["marks"] + told["refused"]
    assert (4, 1) == (ended.code, told["refused"])
    assert "tasks.json:26: data.text: is missing or no text" in ended.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export", "nowhere.jsonl", "--to", "standoff", "-o", "out"), 4),
        (("import", "nowhere.json", "--from", "label-studio", "-o", "out.jsonl"), 4),
        (("import", "nowhere", "--from", "standoff", "-o", "out.jsonl"), 4),
        (("export", "labels.jsonl", "--to", "csv", "-o", "out"), 2),
    ],
)
def test_wrong_use(gold: Cli, arguments: tuple[str, ...], code: int) -> None:
    """What cannot be done is told in words, without a traceback."""
    ended = gold(*arguments)

    assert code == ended.code
    assert "Traceback" not in ended.err


def test_nothing_heavy_for_help() -> None:
    """The module loads without the grammar or the records."""
    code = "import sys, extractor.cli.gold; print([m for m in sys.modules if m in ('pydantic', 'extractor.records')])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603

    assert "[]" == ended.stdout.strip()
