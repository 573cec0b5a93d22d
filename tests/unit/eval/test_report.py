"""The quality report shows the figures as they are, every error in its place, and runs nothing of a document."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from eval.browsing import browse
from eval.caveats import why_degenerate
from eval.charts import BAR_LENGTH
from eval.cli import main
from eval.evaluation import evaluate_engine
from eval.footing import Footing
from eval.gold import load_gold
from eval.intervals import Resampling
from eval.marks import AnyMark
from eval.options import Cluster
from eval.quality import Quality, measure
from eval.report import Origin
from eval.rules import Place, Recorder, rules_in
from eval.wording import engine_name, tables
from extractor.export.words import Language
from extractor.pipeline import label_by_rules
from extractor.records import FieldConfidence, Labelling
from extractor.spans import Span
from tests.commands import Cli, command_line
from tests.factories import NARRATIVE, blocker, day, percentage, quantity

from .files import SECOND, demo_lines, line, second_marks, sure, usual_marks, write_gold, write_predictions
from .pages import RESAMPLING, Page, evaluation, mixed, page

CHROMIUM = shutil.which("chromium")
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover=alert(1) x='",
    '" onfocus=alert(1) autofocus="',
    "</svg><svg onload=alert(1)>",
    "<a href=javascript:alert(1)>点此</a>",
    "<!--><script>alert(1)</script>-->",
    "{{ 7*7 }}{% for x in y %}{n}{0}%s",
)
ALLOWED = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style body a header h1 h2 h3 p span section nav dl div dt dd form input fieldset legend"
        " button select option output b ul li main details summary table caption thead tbody tr th td article mark ins"
        " strong code footer script figure figcaption svg g path rect circle text",
    )
)


class TestFigures:
    """Numbers and strokes."""

    def test_the_headline(self, tmp_path: Path) -> None:
        """Full F1 over all kinds stands there with its interval and what it was measured on."""
        of = evaluation(mixed())
        full = of.scores["all"]["full"]
        text = page(tmp_path, of).text

        assert full.low is not None
        assert full.high is not None
        assert f"{100 * (full.f1 or 0):.1f}%" in text
        assert f"{100 * full.low:.1f}% – {100 * full.high:.1f}%" in text
        assert "重抽 1000 次，抽样单位为叙述，种子 20200604" in text

    def test_confidence_of_each_field(self, tmp_path: Path) -> None:
        """Is held against that field alone, and stands in the table below that of the whole."""
        known = FieldConfidence(value=0.9, role=0.8, subject=0.7)
        of = evaluation({place: [replace(guess, fields=known) for guess in found] for place, found in mixed().items()})

        assert of.field_confidence is not None
        assert {"value": (8, 7), "role": (8, 6), "subject": (4, 3)} == {
            name: (quality.n, quality.right) for name, quality in of.field_confidence.items()
        }
        assert "仅主体" in page(tmp_path, of).text
        assert "仅主体" not in page(tmp_path, evaluation(mixed())).text

    def test_bars_are_as_long_as_their_figures(self, tmp_path: Path) -> None:
        """A bar a kind and level, 100 % being the whole track; where there is no figure there is no bar."""
        lines = [*demo_lines()[1:], line(3, SECOND, second_marks())]
        of = evaluation({2: sure(second_marks()[1:])}, lines)
        shown = page(tmp_path, of, lines=lines)
        cards = shown.all("rect", "length")[:20]
        figures = [score.f1 for levels in of.scores.values() for score in levels.values()]

        assert 4 == figures.count(None)
        assert [round(BAR_LENGTH * figure, 2) for figure in figures if figure is not None] == [
            float(attrs["width"] or "nan") for attrs in cards[:16]
        ]

    def test_every_figure_has_its_row(self, tmp_path: Path) -> None:
        """The table holds the counts of every kind and level."""
        of = evaluation(mixed())
        text = page(tmp_path, of).text

        for levels in of.scores.values():
            full = levels["full"]
            assert f"{full.tp} {full.gold} {full.predicted}" in text

    def test_equal_evaluations_give_equal_pages(self, tmp_path: Path) -> None:
        """Nothing on the page depends on when it was made."""
        page(tmp_path / "a", evaluation(mixed()))
        page(tmp_path / "b", evaluation(mixed()))

        assert (tmp_path / "a" / "report.html").read_bytes() == (tmp_path / "b" / "report.html").read_bytes()


class TestBrowser:
    """Narratives with gold and prediction."""

    def test_every_state_is_told(self) -> None:
        """Each mark is missed, spurious, wrong, right but for a small difference, or right."""
        of = evaluation(mixed())
        first, second = browse(of.alignments, demo_lines(), {}, "zh")
        told = {row.text: (row.state, row.fields) for row in (*first.differing, *first.right)}

        assert {
            "1座": ("wrong", ("bound", "role")),
            "3.2万元": ("missed", ("missed",)),
            "5%": ("unlike", ("subject",)),
            "5月底": ("right", ()),
            "资金尚未到位": ("unlike", ("span",)),
            "占计划的": ("spurious", ("spurious",)),
        } == told
        assert ("missed", "right") == (first.state, second.state)

    def test_differences_name_both_sides(self) -> None:
        """A differing field says what gold and what the prediction has, in words."""
        of = evaluation(mixed())
        rows = browse(of.alignments, demo_lines(), {}, "zh")[0].differing
        told = [tuple(each[1:]) for row in rows for each in row.differences]

        assert ("角色", "已完成", "目标") in told
        assert ("界限", "准确", "约") in told
        assert ("位置", "资金尚未到位", "资金尚未到") in told
        assert ("主体", "计划投资", "进度") in told

    @pytest.mark.parametrize(
        ("gold", "found", "difference"),
        [
            (quantity(NARRATIVE, "1座", 1, "座"), {"unit": ""}, ("unit", "unit", "座", "(empty)")),
            (quantity(NARRATIVE, "1座", 1, "座"), {"value_max": 2}, ("value_max", "upper value", "(none)", "2")),
            (
                day(NARRATIVE, "5月底", date(2031, 5, 31)),
                {"from_": date(2030, 5, 31)},
                ("from", "from", "2031-05-31", "2030-05-31"),
            ),
            (
                percentage(NARRATIVE, "5%", 5),
                {"kind": "change"},
                ("kind", "kind", "completion", "change"),
            ),
            (blocker(NARRATIVE, "资金尚未到位"), {"halted": True}, ("halted", "halted", "not halted", "halted")),
        ],
    )
    def test_fields_of_every_kind(self, gold: AnyMark, found: Mapping[str, object], difference: Sequence[str]) -> None:
        """Empty texts, missing limits, days and yes-or-no fields have words."""
        lines = [line(1, NARRATIVE, [gold])]
        of = evaluation({1: sure([gold.model_copy(update=found)])}, lines)

        assert [difference] == [
            tuple(each) for each in browse(of.alignments, lines, {}, "en")[0].differing[0].differences
        ]

    def test_all_errors_are_on_the_page(self, tmp_path: Path) -> None:
        """Every narrative is there, and each missed, spurious or differing mark has a row and its words marked."""
        of = evaluation(mixed())
        shown = page(tmp_path, of)
        rows = {attrs["id"]: attrs["data-state"] for attrs in shown.all("li", "row")}
        marked = {name for attrs in shown.all("mark") for name in (attrs["data-rows"] or "").split()}
        numbered = [attrs["data-n"] for attrs in shown.all("mark") if "data-n" in attrs]

        assert [one.id for one in demo_lines()] == [
            text for text in shown.texts if re.fullmatch(r"demo/\d", text.strip())
        ]
        assert set(rows) == marked
        assert Counter(wrong=1, missed=1, unlike=2, spurious=1, right=4) == Counter(rows.values())
        assert {"1", "2", "3", "4", "5"} == set(numbered)

    def test_narratives_stand_unchanged(self, tmp_path: Path) -> None:
        """Marks change no character, overlapping ones included."""
        shown = page(tmp_path, evaluation({1: sure([*usual_marks(), blocker(NARRATIVE, NARRATIVE, "other")])}))
        classes = {attrs["class"] for attrs in shown.all("mark")}

        assert [NARRATIVE, SECOND] == shown.narratives
        assert "p-blockers g-quantities p-quantities spurious" in classes

    def test_rules_of_the_engine(self, tmp_path: Path) -> None:
        """With an engine each prediction names the rules that made it."""
        gold = load_gold(write_gold(tmp_path / "gold"))
        recorder = Recorder(label_by_rules)
        of = evaluate_engine(gold, recorder, RESAMPLING)
        shown = browse(of.alignments, gold.lines, recorder.rules, "zh")
        rows = [row for one in shown for row in (*one.differing, *one.right) if row.state != "missed"]

        assert rows
        assert all(row.rule and row.confidence for row in rows)

    def test_rules_in_a_file(self, tmp_path: Path) -> None:
        """A file of predictions tells the rule of each mark that has one."""
        found = rules_in(write_predictions(tmp_path / "found.jsonl", {1: sure(usual_marks()[:1])}))

        assert {Place("demo/1", "quantities", Span(12, 14)): "number.measure"} == found

    def test_no_prediction_is_told(self, tmp_path: Path) -> None:
        """A narrative without prediction says so."""
        assert "没有预测" in page(tmp_path, evaluation({2: sure(second_marks())})).text


class TestWords:
    """What the page says."""

    @pytest.mark.parametrize(
        ("name", "zh", "en"),
        [
            ("rules", "规则", "rules"),
            ("combined", "规则与学习结合", "rules and what was learned"),
            ("model:umber-1 ×3", "模型 umber-1 ×3", "model umber-1 ×3"),
        ],
    )
    def test_every_engine_has_a_name(self, name: str, zh: str, en: str) -> None:
        """Also one that asks a model."""
        assert (zh, en) == (engine_name(name, "zh"), engine_name(name, "en"))

    def test_both_languages_are_whole(self) -> None:
        """Every word is there in Chinese and English, with the same places to fill in."""
        for table in tables().values():
            for words in table.values():
                assert ["zh", "en"] == list(words)
                assert sorted(re.findall(r"{\w+}", words["zh"])) == sorted(re.findall(r"{\w+}", words["en"]))

    def test_english_on_request(self, tmp_path: Path) -> None:
        """The English page has no Chinese but that of the documents."""
        shown = page(tmp_path, evaluation(mixed()), lang="en")
        documents = "".join(
            (NARRATIVE, SECOND, *(one.task for one in demo_lines()), "进度12座5月底61%换热站公厕计划投资")
        )

        assert "en" == shown.all("html")[0]["lang"]
        assert "Extraction quality report" in shown.text
        assert set() == set(re.findall(r"[\u4e00-\u9fff]", shown.text)) - set(documents)

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_no_key_shows_through(self, tmp_path: Path, lang: Language) -> None:
        """No key of the tables of words stands on the page."""
        texts = page(tmp_path, evaluation(mixed()), lang=lang).texts

        assert [] == [text for text in texts if re.fullmatch(r"\s*[a-z]+_[a-z_]+\s*", text)]

    def test_caveats(self, tmp_path: Path) -> None:
        """What was not seen to be unseen, few marks, few bulletins and missing answers are told."""
        seen = line(1, SECOND, second_marks(), bulletin="qixia-2024-q2")
        lines = [line(1, NARRATIVE, usual_marks()), seen]
        of = evaluation({2: sure(second_marks())}, lines, Resampling(Cluster.bulletin, 1000))
        text = page(tmp_path, of, lines=lines, lang="en").text

        assert "1 narratives have no prediction" in text
        assert "1 of the bulletins could be read while the rules were written" in text
        assert "Whether 1 of the bulletins were seen" in text
        assert "there are only 2 of them" in text
        assert "There are only 1 gold marks of kind blocker" in text

    def test_all_right_is_no_proof(self, tmp_path: Path) -> None:
        """Where all marks of a kind are right, the page says how often they may still be wrong."""
        of = evaluation({1: sure(usual_marks()), 2: sure(second_marks())})

        assert "up to about 100 % (rule of three)" in page(tmp_path, of, lang="en").text

    @pytest.mark.parametrize(
        ("quality", "reason"),
        [
            (measure([], []), "there is no guess"),
            (measure([0.5, 0.6], [True, True]), "all 2 guesses are right"),
            (measure([0.5, 0.6], [False, False]), "all 2 guesses are wrong"),
            (measure([0.9, 0.5, 0.2], [False, True, True]), "the AUROC is 0.000, less than 0.55"),
            (measure([0.2, 0.9], [False, True]), "only 2 bins are filled, fewer than 3"),
            (measure([0.2, 0.5, 0.9], [False, True, True]), ""),
        ],
    )
    def test_degenerate_confidence(self, quality: Quality, reason: str) -> None:
        """Why a set of confidences cannot rank is told; nothing where it can."""
        assert reason == why_degenerate(quality, "en")

    @pytest.mark.parametrize(
        ("footing", "said"),
        [
            (None, "does not say whether"),
            (Footing.rank, "Confidence is not calibrated"),
            (Footing.unseen, "on other bulletins than these"),
            (Footing.left_out, "leave one bulletin out"),
            (Footing.seen, "calibrated on these very bulletins"),
        ],
    )
    def test_what_confidence_is(self, tmp_path: Path, footing: Footing | None, said: str) -> None:
        """A confidence that only ranks, or may, is called so, and so is what it was learned from."""
        origin = Origin(gold="gold", engine="rules")
        text = page(tmp_path, replace(evaluation(mixed()), footing=footing), origin=origin, lang="en").text

        assert said in text
        assert (footing is None) == ("does not say whether" in text)
        assert (footing is Footing.rank) == ("is not calibrated" in text)
        assert "Review 30% to catch" in text

    def test_without_confidence(self, tmp_path: Path) -> None:
        """Predictions without confidence have no charts of it, and the page says why."""
        of = evaluation({1: sure(usual_marks(), None), 2: sure(second_marks(), None)})
        shown = page(tmp_path, of, lang="en")

        assert "carry no confidence" in shown.text
        assert [] == shown.all("svg", "plot")

    def test_nothing_at_all(self, tmp_path: Path) -> None:
        """Gold without marks gives a page without figures."""
        lines = [line(1, "工程有序推进。", [])]
        shown = page(tmp_path, evaluation({1: []}, lines), lines=lines, lang="en")

        assert "Neither gold nor prediction has a mark." in shown.text
        assert "too few to draw an interval from" in shown.text

    def test_whole_bulletins(self, tmp_path: Path) -> None:
        """Segmentation and the way from bulletin to facts have their figures; where there are none, the reason."""
        gold = load_gold(write_gold(tmp_path / "gold"))
        of = evaluate_engine(gold, label_by_rules, RESAMPLING)
        origin = Origin(gold="gold", engine="rules")
        text = page(tmp_path, of, lines=gold.lines, origin=origin, lang="en").text

        assert "Items 100.0% 100.0% 100.0% 2 2 2" in text
        assert "Narratives 100.0% 100.0% 100.0% 2 2 2" in text
        assert "Not measured: predictions came from a file" in page(tmp_path, evaluation(mixed()), lang="en").text


class TestSafety:
    """Untrusted text, and a page that needs nothing but itself."""

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_markup_is_text(self, tmp_path: Path, payload: str) -> None:
        """Markup in gold or predictions shows as the characters it is."""
        narrative = payload + NARRATIVE
        marks = [quantity(narrative, payload, 1, payload, subject=payload)]
        guess = quantity(narrative, payload, 2, f"{payload}!", subject=f"!{payload}", role="target")
        hostile = line(1, narrative, marks).model_copy(
            update={"id": f"{payload}/1", "bulletin": payload, "item": payload, "task": payload}
        )
        of = evaluation({1: sure([guess])}, [hostile])
        rules = {Place(hostile.id, "quantities", Span(0, len(payload))): payload}
        shown = page(
            tmp_path, of, lines=[hostile], rules=rules, origin=Origin(gold=payload, predictions=payload), lang="en"
        )

        assert set() == {tag for tag, _ in shown.elements} - ALLOWED
        assert [] == [name for _, attrs in shown.elements for name in attrs if name.startswith("on")]
        assert (1, 1) == (len(shown.all("style")), len(shown.all("script")))
        assert [narrative] == shown.narratives
        assert payload in shown.all("option")[1].values()

    def test_the_page_needs_nothing_else(self, tmp_path: Path) -> None:
        """No element asks the network, and only the page's own two blocks style and script it."""
        shown = page(tmp_path, evaluation(mixed()))
        policy = shown.all("meta")[1]["content"] or ""

        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        for _, attrs in shown.elements:
            assert not {"src", "style", "srcset", "action", "xlink:href"} & attrs.keys()
            assert (attrs.get("href") or "#").startswith("#")

    def test_the_page_is_well_formed(self, tmp_path: Path) -> None:
        """Every element is closed, no id stands twice, and every link and label leads somewhere."""
        shown = page(tmp_path, evaluation(mixed()))
        ids = [attrs["id"] for _, attrs in shown.elements if "id" in attrs]
        targets = {(attrs["href"] or "")[1:] for attrs in shown.all("a")}
        labels = {attrs["aria-labelledby"] for _, attrs in shown.elements if "aria-labelledby" in attrs}

        assert [] == shown.unclosed
        assert len(set(ids)) == len(ids)
        assert targets | labels <= set(ids)
        assert all(attrs.get("aria-label") or attrs.get("aria-hidden") for attrs in shown.all("svg"))

    def test_colours_are_defined(self, tmp_path: Path) -> None:
        """Every custom property that the styles use is one they set."""
        page(tmp_path, evaluation(mixed()))
        text = (tmp_path / "report.html").read_text("utf-8")

        assert set(re.findall(r"var\((--[\w-]+)", text)) <= set(re.findall(r"(--[\w-]+):", text))


class TestCommand:
    """``eval report``."""

    @pytest.fixture
    def cli(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
        """The command as a function of its arguments."""
        return partial(command_line("eval", main, monkeypatch, capsys), "report")

    def test_the_engine(self, cli: Cli, tmp_path: Path) -> None:
        """The engine used by default is measured unless a file is given."""
        out = tmp_path / "made" / "report.html"

        ended = cli(write_gold(tmp_path / "gold"), "-o", out)

        assert (0, f"wrote {out}\n") == ended[:2]
        assert "抽取方式 规则" in Page(out).text

    def test_predictions(self, cli: Cli, tmp_path: Path) -> None:
        """A file of predictions is measured instead, in English if asked for."""
        found = write_predictions(tmp_path / "found.jsonl", {1: sure(usual_marks()), 2: sure(second_marks()[1:])})
        out = tmp_path / "report.html"
        options = ("--predictions", found, "--lang", "en", "--cluster", "bulletin", "--resamples", "1000")

        assert 0 == cli(write_gold(tmp_path / "gold"), "-o", out, *options).code
        assert "Predictions found.jsonl" in Page(out).text
        assert "number.measure" in Page(out).text

    def test_an_engine_that_fails(self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The page is written all the same, says what failed, and the exit code does too."""

        def failing(*_: object) -> Labelling:
            raise RuntimeError("no answer")

        monkeypatch.setattr("extractor.service.engines.label_by_own", failing)
        out = tmp_path / "report.html"

        assert 4 == cli(write_gold(tmp_path / "gold"), "-o", out, "--lang", "en").code
        assert "2 narratives could not be done" in Page(out).text
        assert "RuntimeError: no answer" in Page(out).text

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (["--engine", "rules", "--predictions", "x"], 2),
            (["--lang", "fr"], 2),
            (["--engine", "model"], 3),
            (["--predictions", "none.jsonl"], 4),
        ],
    )
    def test_bad_calls(self, cli: Cli, tmp_path: Path, options: Sequence[str], code: int) -> None:
        """What cannot be done ends with an exit code of its class, and writes nothing."""
        out = tmp_path / "report.html"

        assert code == cli(write_gold(tmp_path / "gold"), "-o", out, *options).code
        assert not out.exists()


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM and "CI" not in os.environ, reason="the Debian package chromium is not installed")
def test_page_runs_under_its_policy(tmp_path: Path) -> None:
    """The page's own script runs, its policy is not broken, and only narratives that differ are shown at first."""
    page(tmp_path, evaluation(mixed()))
    command = [CHROMIUM or "chromium", "--headless", "--no-sandbox", "--disable-gpu"]
    command += [f"--user-data-dir={tmp_path}/user", "--enable-logging=stderr", "--virtual-time-budget=2000"]
    command += ["--dump-dom", (tmp_path / "report.html").as_uri()]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=60, text=True)  # noqa: S603

    assert "CONSOLE" not in shown.stderr
    assert '<b id="count">1</b>' in shown.stdout
    assert '<b id="marks">5</b>' in shown.stdout
    assert ["n2"] == re.findall(r'<article class="item" id="(n\d)"[^>]* hidden', shown.stdout)
