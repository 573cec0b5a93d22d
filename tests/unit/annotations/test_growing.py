"""Finished reviews grow the gold, by command, with the change told first, and never on both sides of a test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.annotations import check_gold, read_lines
from extractor.cli import main
from extractor.review import Edit
from extractor.service.reviewing import Received, ReviewDesk
from extractor.store import Slot, Store
from tests.factories import NARRATIVE, extraction, item, quantity, result, run

USES = "[uses]\ntest = {test}\nprompts = {prompts}\ncalibration = []\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReviewDesk]:
    """A store with two narratives; the review of the first is finished, with a change and a rejection."""
    with Store.open(tmp_path / "out" / "extractor.sqlite3") as store:
        store.begin_run(run())
        other = "已建成5座。"
        results = (result(item("1")), result(item("2", other), []))
        store.add_extraction("run-1", extraction(*results))
        made = ReviewDesk(store)
        changed = quantity(NARRATIVE, "1座", 1, "座", subject="换热站", role="ongoing")
        made.edit(Slot(1), Edit(action="change", facts=("m1",), marks=(changed,)), Received("林知夏", 0, "a"))
        made.edit(Slot(1), Edit(action="reject", facts=("m4",)), Received("林知夏", 1, "b"))
        made.edit(Slot(1), Edit(action="finish", facts=("m0", "m2", "m3")), Received("林知夏", 2, "c"))
        yield made


def gold(tmp_path: Path, test: str = "[]", prompts: str = "[]") -> Path:
    """A folder of gold without labels."""
    folder = tmp_path / "gold"
    folder.mkdir(exist_ok=True)
    (folder / "splits.toml").write_text(USES.format(test=test, prompts=prompts), "utf-8")
    return folder


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of ``extractor gold grow``."""
    monkeypatch.setattr(sys, "argv", ["extractor", "gold", "grow", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(str(ended.value.code or 0))


@pytest.mark.usefixtures("desk")
def test_it_shows_first_and_writes_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --write only the difference is shown; with it the labels are there, valid, and grow no further."""
    folder = gold(tmp_path, test='["demo"]')
    labels = folder / "labels" / "demo.jsonl"

    assert 0 == command(monkeypatch, str(folder), "--use", "test")
    shown = capsys.readouterr()
    assert ("1 new, 0 changed" in shown.out, "+ demo/1" in shown.out, "nothing written" in shown.err) == (True,) * 3
    assert not labels.exists()

    assert 0 == command(monkeypatch, str(folder), "--use", "test", "--write")
    [line] = read_lines(labels)
    assert ("demo/1", "ongoing", ()) == (line.id, line.quantities[0].role, line.blockers)
    assert () == tuple(problem for problem in check_gold([folder]).problems if problem.severity == "error")

    capsys.readouterr()
    command(monkeypatch, str(folder), "--use", "test")
    assert "0 new, 0 changed" in capsys.readouterr().out


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("test", "prompts", "use", "told"),
    [
        ("[]", "[]", "test", "does not name 'demo'"),
        ('["demo"]', '["demo"]', "test", "is used for test and for prompts"),
        ('["demo"]', '["demo"]', "prompts", "is used for prompts and for test"),
        ('["demo"]', "[]", "calibration", "does not name 'demo'"),
    ],
)
def test_nothing_is_on_both_sides(  # noqa: PLR0913, PLR0917 - a row of the table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    test: str,
    prompts: str,
    use: str,
    told: str,
) -> None:
    """What tests is refused for prompts and calibration; what has no use yet has to be given one first."""
    folder = gold(tmp_path, test, prompts)

    assert 3 == command(monkeypatch, str(folder), "--use", use, "--write")
    assert told in capsys.readouterr().err
    assert not (folder / "labels").exists()


def test_reviews_that_differ_are_left_out(
    desk: ReviewDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A narrative on which two people differ is no gold; nor is one whose marks break a rule of gold."""
    desk.edit(Slot(1, 2), Edit(action="finish"), Received("周牧野", 0, "d"))
    wrong = quantity("已建成5座。", "5座", 5, "万座", subject="换热站")
    desk.edit(Slot(2), Edit(action="add", marks=(wrong,)), Received("林知夏", 0, "e"))
    desk.edit(Slot(2), Edit(action="finish"), Received("林知夏", 1, "f"))
    folder = gold(tmp_path, test='["demo"]')

    assert 4 == command(monkeypatch, str(folder), "--use", "test", "--write")
    told = capsys.readouterr()
    assert "two reviews that differ" in told.err
    assert "demo/2" in told.err
    assert "0 new, 0 changed" in told.out
