"""The command line, called as a user calls it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import pipeline
from tests.commands import Cli

BULLETINS = Path(__file__).parents[3] / "gold" / "bulletins"
LABELLED = """民生实事进展情况通报
2031年6月5日

1.新建公厕12座。
责任单位：市城管局
进展情况：截至5月底，已建成7座，占任务的58.3%；其余5座因资金未到位尚未开工。
"""


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    """A small bulletin of one item."""
    path = tmp_path / "demo-2031-05.txt"
    path.write_text(LABELLED, "utf-8")
    return path


class TestRun:
    """``extractor run``."""

    def test_writes_what_it_found(self, cli: Cli, bulletin: Path) -> None:
        """One line an item, in gold's form, beside a workbook, a report and the store."""
        ended = cli("run", bulletin, "--out", "results", "--quiet")
        [line] = Path("results/narratives.jsonl").read_text("utf-8").splitlines()
        item = json.loads(line)

        assert ended.code == 0
        assert ("demo-2031-05/1", "demo-2031-05", "1", "2031-06-05") == tuple(
            item[key] for key in ("id", "bulletin", "item", "anchor_date")
        )
        assert ["7座", "5座"] == [quantity["text"] for quantity in item["quantities"]]
        assert {"narratives.jsonl", "facts.xlsx", "report.html", "extractor.sqlite3"} == {
            path.name for path in Path("results").iterdir()
        }

    def test_three_real_bulletins(self, cli: Cli) -> None:
        """The bulletins of the demo give 25, 30 and 22 items, and no failure."""
        summary = json.loads(cli("run", *sorted(BULLETINS.glob("*.txt")), "--json").out)

        assert [25, 30, 22] == [row["tasks"] for row in summary["bulletins"]]
        assert (3, 3, 0, 0) == tuple(summary[key] for key in ("read", "done", "failed", "skipped"))

    def test_table_fits_a_terminal(self, cli: Cli, bulletin: Path) -> None:
        """People are shown a table of counts that adds up."""
        ended = cli("run", bulletin)

        assert "1 file(s) read = 1 done + 0 failed + 0 skipped" in ended.out

    def test_bad_files_harm_no_others(self, cli: Cli, bulletin: Path, tmp_path: Path) -> None:
        """Each unusable file is one line on standard error and one in the count; the good one is done."""
        (tmp_path / "empty.txt").touch()
        (tmp_path / "archive.txt").write_bytes(b"PK\x03\x04")
        (tmp_path / "letter.txt").write_text("现将有关情况通报如下，详见附件。", "utf-8")
        (tmp_path / "copy.txt").write_bytes(bulletin.read_bytes())
        files = [tmp_path / name for name in ("empty.txt", "archive.txt", "letter.txt", "none.txt", "copy.txt")]

        ended = cli("run", bulletin, *files, "--json")
        summary = json.loads(ended.out)

        assert ended.code == 4
        assert (6, 1, 4, 1) == tuple(summary[key] for key in ("read", "done", "failed", "skipped"))
        assert ["empty", "format", "no_items", "missing"] == [failure["code"] for failure in summary["failures"]]
        told = ended.err.strip().splitlines()
        assert [*map(str, files[:4])] == [line.partition(": ")[0] for line in told]
        assert not [line for line in told if line.count(".txt") > 1]

    def test_folder_is_walked(self, cli: Cli, bulletin: Path, tmp_path: Path) -> None:
        """The documents of a folder and its folders are read; what is none is left out with the reason."""
        folder = tmp_path / "年度" / "六月"
        folder.mkdir(parents=True)
        (folder / "通报.txt").write_bytes(bulletin.read_bytes())
        (folder / "照片.zip").write_bytes(b"PK\x03\x04")
        (folder / "~$通报.docx").write_bytes(b"lock")

        ended = cli("run", tmp_path / "年度", "--out", tmp_path / "年度" / "结果", "--json")
        summary = json.loads(ended.out)

        assert ended.code == 0
        assert (4, 1, 0, 3) == tuple(summary[key] for key in ("read", "done", "failed", "skipped"))
        assert {
            "is the lock file of an open document",
            "is a ZIP archive, which cannot be read; unpack it first",
            "holds results, not documents",
        } == {skip["reason"].removeprefix("照片.zip: ") for skip in summary["skips"]}

    def test_two_files_of_one_name_are_kept_apart(self, cli: Cli, bulletin: Path, tmp_path: Path) -> None:
        """A second bulletin of the same file name gets a stem of its own."""
        other = tmp_path / "elsewhere" / bulletin.name
        other.parent.mkdir()
        other.write_text(LABELLED.replace("7座", "8座"), "utf-8")

        summary = json.loads(cli("run", bulletin, other, "--json").out)

        assert len({row["bulletin"] for row in summary["bulletins"]}) == 2

    def test_anchor_date_goes_before_the_printed_one(self, cli: Cli, bulletin: Path) -> None:
        """Dates without a year are read from the day that is given."""
        cli("run", bulletin, "--anchor-date", "2029-08-01", "--quiet")
        item = json.loads(Path("out/narratives.jsonl").read_text("utf-8"))

        assert [("2029-05-31", "2029-05-31")] == [(date["from"], date["to"]) for date in item["dates"]]

    def test_a_mistyped_name_leaves_what_was_there(self, cli: Cli, bulletin: Path) -> None:
        """Where nothing is done nothing is written over, and the run before is still the one to export."""
        cli("run", bulletin, "--quiet")
        before = Path("out/narratives.jsonl").read_bytes()
        ended = cli("run", "typo.txt")

        assert ended.code == 4
        assert "wrote nothing" in ended.out
        assert before == Path("out/narratives.jsonl").read_bytes()
        assert cli("export", "--quiet").code == 0
        assert before == Path("out/narratives.jsonl").read_bytes()

    def test_hostile_text_is_shown_as_it_stands(self, cli: Cli, tmp_path: Path) -> None:
        """Markup in names and text is printed, not obeyed."""
        path = tmp_path / "[bold]demo.txt"
        path.write_text(LABELLED.replace("公厕12座", "[red]公厕[/]12座"), "utf-8")
        ran = cli("run", path)
        shown = cli("show", "[bold]demo/1")

        assert (0, 0) == (ran.code, shown.code)
        assert "[bold]demo" in ran.out
        assert "[red]公厕[/]12座" in shown.out

    def test_a_number_too_large_for_exact_storage(self, cli: Cli, bulletin: Path) -> None:
        """It is kept as the nearest double, and the run goes on."""
        bulletin.write_text(LABELLED.replace("7座", "99999999999亿座"), "utf-8")
        ended = cli("run", bulletin, "--quiet")
        [line] = Path("out/narratives.jsonl").read_text("utf-8").splitlines()

        assert ended.code == 0
        assert json.loads(line)["quantities"][0]["value"] == 99999999999e8

    def test_no_issue_date(self, cli: Cli, bulletin: Path) -> None:
        """The console says how to give one."""
        bulletin.write_text(LABELLED.replace("2031年6月5日", ""), "utf-8")

        assert "--anchor-date" in cli("run", bulletin).out

    def test_interrupted(self, cli: Cli, bulletin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A run that is stopped says what became of its work, and so does an export of it."""
        other = bulletin.with_name("other.txt")
        other.write_text(LABELLED.replace("7座", "8座"), "utf-8")
        stopped = iter([None, KeyboardInterrupt])

        def extract_items(*arguments: Any, **options: Any) -> Iterator[pipeline.Outcome]:  # noqa: ANN401
            if effect := next(stopped):
                raise effect
            return pipeline.extract_items(*arguments, **options)

        monkeypatch.setattr("extractor.service.working.extract_items", extract_items)
        ended = cli("run", bulletin, other, "--quiet")
        exported = cli("export")

        assert ended.code == 130
        assert "what was finished is in the store" in ended.err
        assert "did not finish" in exported.err
        assert len(Path("out/narratives.jsonl").read_text("utf-8").splitlines()) == 1

    def test_unknown_engine_setting(self, cli: Cli, bulletin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A wrong setting names its variable."""
        monkeypatch.setenv("EXTRACTOR_ENGINE", "oracle")
        ended = cli("run", bulletin)

        assert ended.code == 3
        assert ended.err.startswith("error: EXTRACTOR_ENGINE:")

    def test_model_engine_needs_a_model(self, cli: Cli, bulletin: Path) -> None:
        """The model engine without a model says what to set, and does not fall back unasked."""
        ended = cli("run", bulletin, "--engine", "model")

        assert ended.code == 3
        assert "OPENAI_MODEL" in ended.err

    def test_store_that_is_no_store(self, cli: Cli, bulletin: Path, tmp_path: Path) -> None:
        """A store that cannot be used is one line and exit code 3."""
        (tmp_path / "store.sqlite3").write_text("not a database, but long enough to be looked at" * 20)
        ended = cli("run", bulletin, "--store", tmp_path / "store.sqlite3")

        assert ended.code == 3
        assert len(ended.err.strip().splitlines()) == 1


class TestPredict:
    """``extractor predict``."""

    def test_predictions_in_the_form_of_gold(self, cli: Cli, tmp_path: Path) -> None:
        """Narratives one a line give predictions one a line, with confidence."""
        request = {"id": "a/1", "narrative": "已建成7座。", "anchor_date": "2031-06-05", "task": "新建公厕12座。"}
        (tmp_path / "in.jsonl").write_text(json.dumps(request, ensure_ascii=False) + "\n", "utf-8")

        ended = cli("predict", "in.jsonl", "-o", "made/out.jsonl")
        prediction = json.loads(Path("made/out.jsonl").read_text("utf-8"))
        [quantity] = prediction["quantities"]

        assert ended.code == 0
        assert ("a/1", "7座", 3, 5, 7, "座", "actual") == (
            prediction["id"],
            *(quantity[key] for key in ("text", "start", "end", "value", "unit", "role")),
        )
        assert 0 <= quantity["confidence"] <= 1

    def test_bad_line_is_counted(self, cli: Cli, tmp_path: Path) -> None:
        """A line that breaks the form names file, line and field; the others are done."""
        lines = ['{"id": "a/1", "narrative": "已建成7座。"}', '{"id": "a/2"}', "not json"]
        (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")

        ended = cli("predict", "in.jsonl", "-o", "out.jsonl", "--json")

        assert ended.code == 4
        assert (3, 1, 2) == tuple(json.loads(ended.out)[key] for key in ("read", "done", "failed"))
        assert "in.jsonl:2: narrative: Field required" in ended.err.replace("\n", " ")

    def test_never_writes_over_its_input(self, cli: Cli) -> None:
        """Nor over anything where it has nothing to write."""
        narratives = Path("in.jsonl")
        narratives.write_text("not json\n", "utf-8")
        Path("out.jsonl").write_text("before", "utf-8")

        assert cli("predict", narratives, "-o", "in.jsonl").code == 3
        assert cli("predict", narratives, "-o", "out.jsonl").code == 4
        assert ("not json\n", "before") == (narratives.read_text("utf-8"), Path("out.jsonl").read_text("utf-8"))

    def test_no_narrative(self, cli: Cli) -> None:
        """An empty file is an error, not a success with nothing in it."""
        Path("in.jsonl").touch()
        ended = cli("predict", "in.jsonl", "-o", "out.jsonl")

        assert ended.code == 4
        assert "holds no narrative" in ended.err

    def test_missing_file(self, cli: Cli) -> None:
        """A name without a file is one line and exit code 4."""
        ended = cli("predict", "none.jsonl", "-o", "out.jsonl")

        assert ended.code == 4
        assert ended.err.startswith("error: none.jsonl: cannot be opened")


class TestStored:
    """Commands that read what a run stored."""

    def test_show(self, cli: Cli, bulletin: Path) -> None:
        """A narrative is shown with its facts."""
        cli("run", bulletin, "--quiet")
        ended = cli("show", "demo-2031-05/1")

        assert ended.code == 0
        assert "7座" in ended.out
        assert "blocker funding" in ended.out

    def test_show_of_a_bulletin_that_disagrees(self, cli: Cli, bulletin: Path) -> None:
        """What disagrees in the bulletin as a whole is told with the words of the document."""
        told = "全市新建换热站完工{}座，较上月末增加1座。"
        narrative = LABELLED.replace("进展情况：", f"进展情况：{told.format(12)}")
        bulletin.write_text(narrative.replace("1.新建", f"{told.format(21)}\n\n1.新建"), "utf-8")
        cli("run", bulletin, "--quiet")
        shown = "".join(cli("show", "demo-2031-05/1").out.split())

        assert "aboutdemo-2031-05asawhole:warning:" in shown
        assert f"“{told.format(21)[:-1]}”“{told.format(12)[:-1]}”" in shown

    def test_show_unknown_item(self, cli: Cli, bulletin: Path) -> None:
        """An unknown id is answered with one that looks like it."""
        cli("run", bulletin, "--quiet")
        ended = cli("show", "demo-2031-05/9")

        assert ended.code == 3
        assert "demo-2031-05/1" in ended.err

    def test_export_again(self, cli: Cli, bulletin: Path) -> None:
        """A stored run is written again, equal to what the run itself wrote."""
        cli("run", bulletin, "--quiet")
        written = Path("out/narratives.jsonl").read_bytes()
        Path("out/narratives.jsonl").unlink()
        ended = cli("export", "--format", "jsonl", "--format", "csv", "--format", "parquet")

        assert ended.code == 0
        assert written == Path("out/narratives.jsonl").read_bytes()
        assert Path("out/facts.parquet").stat().st_size > 0

    def test_export_of_nothing(self, cli: Cli) -> None:
        """Where there is no store there is nothing to export; none is made, and the message says what to do."""
        ended = cli("export")

        assert ended.code == 3
        assert not Path("out").exists()
        assert "extract something first" in ended.err


class TestOthers:
    """The small commands."""

    def test_explain(self, cli: Cli) -> None:
        """Each numeral is found or excluded, with the reason."""
        ended = cli("explain", "国道310改造完成18公里。", "--json")
        ledger = json.loads(ended.out)

        assert ["18公里"] == [mention["text"] for mention in ledger["mentions"]]
        assert ["国道310"] == [exclusion["text"] for exclusion in ledger["exclusions"]]

    def test_doctor(self, cli: Cli) -> None:
        """A sound installation ends with 0 and asks for no model."""
        ended = cli("doctor", "--json")
        states = {row["name"]: row["state"] for row in json.loads(ended.out)}

        assert ended.code == 0
        assert "bad" not in states.values()
        assert states["model endpoint"] == "optional"

    def test_doctor_never_prints_a_key(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        """A configured key is told by presence only."""
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")

        assert "sk-canary" not in cli("doctor").out

    def test_doctor_tries_the_output_folder(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        """A folder that cannot be made is told before a run fails on it."""
        monkeypatch.setenv("EXTRACTOR_OUT", "/proc/results")
        ended = cli("doctor", "--json")
        states = {row["name"]: row["state"] for row in json.loads(ended.out)}

        assert ended.code == 3
        assert states["output folder"] == "bad"

    def test_version(self, cli: Cli) -> None:
        """The version is printed alone."""
        assert cli("--version").out.strip().count(".") == 2
