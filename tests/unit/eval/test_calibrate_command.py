"""``eval calibrate`` from gold to a run that uses what was learned."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.cli import main as eval_main
from extractor.cli import main
from extractor.confidence import identity_of, load_calibration
from extractor.records import GoldLine
from tests.commands import Cli, command_line
from tests.factories import day, percentage, quantity

from .files import BULLETIN, SECOND, line, second_marks, write_lines

STEMS = ("a", "b", "c")


@pytest.fixture
def calibrate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line ``eval calibrate``."""
    called = command_line("eval", eval_main, monkeypatch, capsys)
    return lambda *arguments: called("calibrate", *arguments)


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line of the product."""
    return command_line("extractor", main, monkeypatch, capsys)


def labelled(stem: str, count: int = 6) -> Iterator[GoldLine]:
    """Narratives in every second of which gold has other roles, and another subject, than the rules give."""
    _, _, date = second_marks()
    other = [
        quantity(SECOND, "7座", 7, "座", subject="路灯", role="target"),
        percentage(SECOND, "58.3%", 58.3, subject="路灯"),
        day(SECOND, "5月底", date.from_, role="planned"),
    ]
    for place in range(1, count + 1):
        yield line(place, SECOND, other if place % 2 else second_marks(), bulletin=stem)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold of three bulletins, with errors of the rules in each."""
    for stem in STEMS:
        write_lines(tmp_path / "gold" / "labels" / f"{stem}.jsonl", labelled(stem))
    return tmp_path / "gold"


@pytest.fixture
def silver(tmp_path: Path) -> Path:
    """Narratives that are no gold."""
    return write_lines(tmp_path / "silver.jsonl", labelled("s", 12))


def test_from_gold_to_a_run(
    calibrate: Cli, extractor: Cli, gold: Path, silver: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written holds for the engine as it is; a run by it says so, and gives each field its probability."""
    path = tmp_path / "calibration.json"
    ended = calibrate(gold, "--silver", silver, "--engine", "rules", "-o", path, "--json")
    told, learned = json.loads(ended.out), load_calibration(path)

    assert (0, "") == (ended.code, ended.err)
    assert (learned.sha256, learned.identity) == (told["sha256"], identity_of("rules"))
    assert (STEMS, 54) == (learned.bulletins, learned.facts)
    assert learned.wrong == learned.facts - told["left_out"]["right"] == 18
    assert {"value": 54, "role": 54, "subject": 36} == {name: one["n"] for name, one in told["fields_left_out"].items()}

    (tmp_path / "demo.txt").write_text(BULLETIN, "utf-8")
    monkeypatch.setenv("EXTRACTOR_CALIBRATION", str(path))
    assert extractor("run", "demo.txt", "--engine", "rules", "--quiet").code == 0
    item = json.loads(Path("out/narratives.jsonl").read_text("utf-8").splitlines()[1])
    [mark] = item["quantities"]

    assert learned.sha256 == item["calibration"]
    assert {"value", "role", "subject"} == set(mark["field_confidence"])
    assert mark["confidence"] <= min(mark["field_confidence"]["value"], mark["field_confidence"]["role"])


def test_people_are_told_how_well_it_holds(calibrate: Cli, gold: Path, tmp_path: Path) -> None:
    """For all of a fact and for each field, each bulletin by what the others teach."""
    told = calibrate(gold, "--engine", "rules", "-o", tmp_path / "calibration.json").out

    assert "54 facts, 18 errors" in told
    assert "each bulletin by what the others teach" in told
    assert "subject alone, 18 of 36 wrong" in told


def test_one_made_for_other_code_is_refused(
    calibrate: Cli, extractor: Cli, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on with ranks alone, and says why."""
    path = tmp_path / "calibration.json"
    calibrate(gold, "--engine", "rules", "-o", path)
    made = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(made | {"identity": made["identity"] | {"code": "0" * 64}}), "utf-8")
    (tmp_path / "demo.txt").write_text(BULLETIN, "utf-8")
    monkeypatch.setenv("EXTRACTOR_CALIBRATION", str(path))
    ended = extractor("run", "demo.txt", "--engine", "rules")
    item = json.loads(Path("out/narratives.jsonl").read_text("utf-8").splitlines()[0])

    assert "it only ranks: the calibration was made for another code" in " ".join(ended.err.split() + ended.out.split())
    assert item["calibration"] is None
    assert "field_confidence" not in item["quantities"][0]


@pytest.mark.parametrize(("stem", "said"), [("a", "holds bulletins of the gold (a)"), ("s", "too few to calibrate on")])
def test_what_cannot_be_learned_from(calibrate: Cli, tmp_path: Path, stem: str, said: str) -> None:
    """Silver that is gold, and gold with too few errors; nothing is written."""
    few = write_lines(tmp_path / "few.jsonl", labelled("a", 2))
    aside = write_lines(tmp_path / "aside.jsonl", labelled(stem, 2))
    ended = calibrate(few, "--silver", aside, "--engine", "rules", "-o", tmp_path / "calibration.json")

    assert ended.code == 4
    assert said in ended.err
    assert not (tmp_path / "calibration.json").exists()
