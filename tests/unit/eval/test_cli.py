"""The commands, called as a user calls them."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from eval.cli import main
from extractor.records import Labelling
from tests.commands import Cli, command_line
from tests.factories import NARRATIVE, quantity

from .files import demo_lines, line, second_marks, sure, usual_marks, write_gold, write_lines, write_predictions

ROOT = Path(__file__).parents[3]
LEVELS = ["relaxed", "exact", "value", "full"]
KINDS = ["all", "quantities", "percentages", "dates", "blockers"]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line ``eval``."""
    return command_line("eval", main, monkeypatch, capsys)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold folder of one bulletin with two items."""
    return write_gold(tmp_path / "gold")


@pytest.fixture
def perfect(tmp_path: Path) -> Path:
    """Predictions that are all right."""
    return write_predictions(tmp_path / "perfect.jsonl", {1: sure(usual_marks()), 2: sure(second_marks(), 0.8)})


@pytest.fixture
def worse(tmp_path: Path) -> Path:
    """Predictions with one role wrong."""
    wrong = quantity(NARRATIVE, "1座", 1, "座", role="target")
    return write_predictions(
        tmp_path / "worse.jsonl", {1: sure([wrong, *usual_marks()[1:]]), 2: sure(second_marks(), 0.8)}
    )


class TestRun:
    """``eval run``."""

    def test_the_engine_on_a_folder(self, cli: Cli, gold: Path) -> None:
        """The engine is measured on narratives, segmentation and whole bulletins."""
        ended = cli("run", gold, "--json")
        result = json.loads(ended.out)

        assert (0, "") == (ended.code, ended.err)
        assert KINDS == list(result["scores"])
        assert [LEVELS] * 5 == [list(levels) for levels in result["scores"].values()]
        assert {"precision", "recall", "f1", "low", "high", "tp", "gold", "predicted"} == set(
            result["scores"]["all"]["full"]
        )
        assert 8 == result["scores"]["all"]["full"]["gold"]
        assert ["demo"] == list(result["bulletins"])
        assert 1 == result["segmentation"]["items"]["f1"]
        assert 2 == result["segmentation"]["fields"]["narrative"]["right"]
        assert 1 == result["end_to_end"]["narratives"]["f1"]
        assert KINDS == list(result["confidence"])
        assert ("narrative", 2000) == (result["cluster"], result["resamples"])

    def test_predictions(self, cli: Cli, gold: Path, worse: Path) -> None:
        """Predictions are measured instead of an engine; no bulletin is extracted from."""
        result = json.loads(cli("run", gold, "--predictions", worse, "--json").out)

        assert (7, 8, 8) == tuple(result["scores"]["all"]["full"][name] for name in ("tp", "gold", "predicted"))
        assert {"actual": {"actual": 2, "target": 1}} == result["confusions"]["quantities"]["role"]
        assert 1 == result["subjects"]["all"]["accuracy"]
        assert result["end_to_end"] is None
        assert 8 == result["confidence"]["all"]["n"]

    def test_the_table(self, cli: Cli, gold: Path, perfect: Path) -> None:
        """Without --json a table comes, and how its intervals were made."""
        ended = cli("run", gold, "--predictions", perfect, "--cluster", "bulletin", "--resamples", "1000")

        assert "blockers" in ended.out
        assert "1000 resamples of bulletins, seed 20200604" in ended.out
        assert "confidence cannot rank" in ended.out
        assert "segmentation: items 100.0" in ended.out

    def test_the_table_of_an_engine(self, cli: Cli, gold: Path) -> None:
        """With bulletins the way from file to facts has its line; a document that is not there is named."""
        (gold / "bulletins" / "demo.txt").rename(gold / "bulletins" / "other.txt")
        ended = cli("run", gold)

        assert "bulletin to facts: narratives –" in ended.out
        assert "segmentation" not in ended.out
        assert "demo: no document, left out of bulletin to facts\n" == ended.err

    def test_nothing_found_and_nothing_to_find(self, cli: Cli, tmp_path: Path) -> None:
        """A kind that does not occur has None, not 0, and no interval."""
        file = write_lines(tmp_path / "second.jsonl", demo_lines()[1:])
        found = write_predictions(tmp_path / "found.jsonl", {2: sure(second_marks())})
        result = json.loads(cli("run", file, "--predictions", found, "--json").out)["scores"]["blockers"]["full"]

        assert {"precision": None, "recall": None, "f1": None, "low": None, "high": None} == {
            name: value for name, value in result.items() if value != 0
        }

    def test_confidence_is_optional(self, cli: Cli, gold: Path, tmp_path: Path) -> None:
        """Predictions without confidence are measured but for that."""
        found = write_predictions(
            tmp_path / "found.jsonl", {1: sure(usual_marks(), None), 2: sure(second_marks(), None)}
        )

        assert json.loads(cli("run", gold, "--predictions", found, "--json").out)["confidence"] is None
        assert "confidence" not in cli("run", gold, "--predictions", found).out

    def test_few_are_named(self, cli: Cli, tmp_path: Path) -> None:
        """Of many missing predictions the first ten are named and the rest counted."""
        file = write_lines(tmp_path / "gold.jsonl", [line(place, NARRATIVE, []) for place in range(1, 13)])
        found = write_lines(tmp_path / "found.jsonl", [])

        assert "demo/10 and 2 more: no prediction, counted as missed\n" in cli("run", file, "--predictions", found).err

    def test_an_engine_that_fails(self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its narratives count as missed; the first ten are told, and the exit code says so; no baseline is written."""

        def failing(*_: object) -> Labelling:
            raise RuntimeError("no answer")

        monkeypatch.setattr("extractor.service.engines.label_by_own", failing)
        monkeypatch.setattr("eval.baseline.label_by_default", failing)
        file = write_lines(tmp_path / "gold.jsonl", [line(place, NARRATIVE, usual_marks()) for place in range(1, 13)])
        ended = cli("run", file, "--json")

        assert 4 == ended.code
        assert 10 == ended.err.count(": RuntimeError: no answer; please report it")
        assert "and 2 more failures\n" in ended.err
        assert 12 == len(json.loads(ended.out)["failures"])
        assert 4 == cli("baseline", file, "--update").code
        assert not (tmp_path / "baseline.json").exists()

    def test_a_missing_prediction_is_told(self, cli: Cli, gold: Path, tmp_path: Path) -> None:
        """A narrative without prediction counts as all missed."""
        found = write_predictions(tmp_path / "found.jsonl", {2: sure(second_marks())})
        ended = cli("run", gold, "--predictions", found, "--json")
        result = json.loads(ended.out)

        assert "demo/1: no prediction, counted as missed\n" == ended.err
        assert ["demo/1"] == result["missing"]
        assert (3, 8, 3) == tuple(result["scores"]["all"]["full"][name] for name in ("tp", "gold", "predicted"))

    def test_the_result_in_a_file(self, cli: Cli, gold: Path, perfect: Path, tmp_path: Path) -> None:
        """--out writes what --json prints."""
        file = tmp_path / "results" / "scores.json"
        ended = cli("run", gold, "--predictions", perfect, "--out", file, "--json")

        assert json.loads(ended.out) == json.loads(file.read_text("utf-8"))

    def test_runs_are_alike(self, cli: Cli, gold: Path, worse: Path) -> None:
        """The same call gives the same figures, intervals included; another seed may not."""
        call = ("run", gold, "--predictions", worse, "--json")

        assert cli(*call).out == cli(*call).out
        assert cli(*call).out != cli(*call, "--seed", "7").out

    def test_a_document_that_cannot_be_read(self, cli: Cli, gold: Path) -> None:
        """It is told once, and the exit code says that something failed."""
        (gold / "bulletins" / "demo.txt").write_bytes(b"")
        ended = cli("run", gold, "--json")

        assert 4 == ended.code
        assert 1 == ended.err.count("\n")
        assert 0 == json.loads(ended.out)["end_to_end"]["scores"]["all"]["full"]["f1"]

    @pytest.mark.parametrize(
        ("arguments", "code", "complaint"),
        [
            (["run", "none.jsonl"], 4, "none.jsonl: cannot be opened"),
            (["run", "."], 4, ".: has no *.jsonl"),
            (["run", "GOLD", "--predictions", "none.jsonl"], 4, "none.jsonl: cannot be opened"),
            (["run", "GOLD", "--bulletins", "none"], 4, "none: no such folder"),
            (["run", "GOLD", "--engine", "model"], 3, "no model is named"),
            (["run", "GOLD", "--engine", "rules", "--predictions", "x"], 2, "--engine"),
            (["run", "GOLD", "--resamples", "10"], 2, "--resamples"),
            (["run", "GOLD", "--cluster", "word"], 2, "--cluster"),
        ],
    )
    def test_bad_calls(self, cli: Cli, gold: Path, arguments: list[str], code: int, complaint: str) -> None:
        """What cannot be done is told, with an exit code of its class."""
        ended = cli(*(gold if argument == "GOLD" else argument for argument in arguments))

        assert code == ended.code
        assert complaint in ended.err
        assert "Traceback" not in ended.err

    def test_an_unknown_id(self, cli: Cli, gold: Path, tmp_path: Path) -> None:
        """A prediction for what gold does not have is an error line that names it."""
        found = write_lines(tmp_path / "found.jsonl", [{"id": "demo/9"}])
        ended = cli("run", gold, "--predictions", found)

        assert (4, "") == (ended.code, ended.out)
        assert f"error: {found}:1: id: 'demo/9' is not in the gold" in ended.err
        assert 1 == ended.err.count("\n")


class TestCompare:
    """``eval compare``."""

    def test_gained_and_lost(self, cli: Cli, gold: Path, perfect: Path, worse: Path) -> None:
        """Differences come with an interval, changes with their words."""
        result = json.loads(cli("compare", perfect, worse, gold, "--json").out)

        assert -1 / 8 == result["kinds"]["all"]["difference"]
        assert {"a", "b", "difference", "low", "high", "p"} == set(result["kinds"]["all"])
        assert [("demo/1", "1座")] == [(one["id"], one["text"]) for one in result["lost"]]
        assert [] == result["gained"]

    def test_the_table(self, cli: Cli, gold: Path, perfect: Path, worse: Path) -> None:
        """Without --json the changed marks are listed below a table."""
        ended = cli("compare", worse, perfect, gold)

        assert "gained: 1\n  demo/1 quantities 12–14 1座\n" in ended.out
        assert "lost: 0\n" in ended.out

    @pytest.mark.parametrize(
        ("limits", "code"),
        [
            ([], 0),
            (["--fail-below", "0.8"], 0),
            (["--fail-below", "0.9"], 100),
            (["--max-regression", "0.2"], 0),
            (["--max-regression", "0.1"], 100),
            (["--max-regression", "12"], 2),
        ],
    )
    def test_limits(self, cli: Cli, gold: Path, perfect: Path, worse: Path, limits: list[str], code: int) -> None:
        """The exit code is 100 where B is below the limit or too far below A; limits are on the scale 0 to 1."""
        assert code == cli("compare", perfect, worse, gold, *limits).code


class TestBaseline:
    """``eval baseline``."""

    def test_writing_and_checking(self, cli: Cli, gold: Path) -> None:
        """A baseline just written holds."""
        assert 4 == cli("baseline", gold).code
        assert "baseline.json" in cli("baseline", gold, "--update").out
        assert 0 == cli("baseline", gold).code
        assert KINDS == list(json.loads((gold / "baseline.json").read_text("utf-8"))["full_f1"])

    @pytest.mark.parametrize(("by", "code"), [(0.004, 0), (0.006, 100), (-0.5, 0)])
    def test_a_fall(self, cli: Cli, gold: Path, tmp_path: Path, by: float, code: int) -> None:
        """A fall of more than half a point ends with 100; a rise is fine."""
        file = tmp_path / "kept.json"
        cli("baseline", gold, "--file", file, "--update")
        kept = json.loads(file.read_text("utf-8"))
        kept["full_f1"]["dates"] += by
        file.write_text(json.dumps(kept), "utf-8")
        ended = cli("baseline", gold, "--file", file, "--json")

        assert code == ended.code
        assert (code == 100) == ("full F1 of dates fell" in ended.err)
        assert (code == 100) == bool(json.loads(ended.out)["fallen"])

    def test_a_broken_file(self, cli: Cli, gold: Path, tmp_path: Path) -> None:
        """A file that is no baseline is refused in one line."""
        file = tmp_path / "kept.json"
        file.write_text('{"engine": "rules"}', "utf-8")
        ended = cli("baseline", gold, "--file", file)

        assert 4 == ended.code
        assert "kept.json: narratives: Field required" in ended.err


def test_help_needs_no_numerical_library() -> None:
    """The commands can be listed, and help printed, without loading numpy or scipy."""
    code = "import sys, eval.cli; print([name for name in ('numpy', 'scipy') if name in sys.modules])"
    listed = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "[]\n" == listed.stdout


def test_a_missing_extra_is_told(cli: Cli, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where scipy is not installed a command says what to install."""

    def without_scipy(name: str, package: str | None = None) -> ModuleType:
        raise ModuleNotFoundError(f"no {name} in {package}", name="scipy.optimize")

    monkeypatch.setattr("eval.cli.import_module", without_scipy)
    ended = cli("run", gold)

    assert 3 == ended.code
    assert "scipy.optimize is not installed; install the extra: pip install 'bulletin-extractor[eval]'" in ended.err


def test_other_missing_modules_are_not_hidden(cli: Cli, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is missing for another reason raises as it is."""

    def broken(name: str, package: str | None = None) -> ModuleType:
        raise ModuleNotFoundError(f"no {name} in {package}", name="eval.commands")

    monkeypatch.setattr("eval.cli.import_module", broken)
    with pytest.raises(ModuleNotFoundError, match=r"no \.commands in eval"):
        cli("run", gold)
