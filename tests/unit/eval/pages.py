"""Pages of the quality report for tests, and what can be read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from eval.evaluation import Evaluation, evaluate_predictions
from eval.gold import GoldSet
from eval.intervals import Resampling
from eval.marks import Guess, Prediction
from eval.report import Origin, write_report
from eval.rules import Rules
from extractor.export.words import Language
from extractor.records import GoldLine
from tests.factories import NARRATIVE, blocker

from .files import demo_lines, second_marks, sure, usual_marks

RESAMPLING = Resampling(resamples=1000)
_VOID = frozenset({"meta", "input"})


class Page(HTMLParser):
    """Elements, attributes and texts of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.narratives: list[str] = []
        self.unclosed: list[str] = []
        self._inside = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.unclosed.append(tag)
        if tag == "p" and dict(attrs).get("class") == "narrative":
            self._inside = True
            self.narratives.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps an element that closes itself."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Checks that what ends is what was begun last."""
        assert self.unclosed.pop() == tag
        if tag == "p":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Keeps the text."""
        self.texts.append(data)
        if self._inside:
            self.narratives[-1] += data

    @property
    def text(self) -> str:
        """All that can be read, single-spaced."""
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        """Attributes of the elements of a tag whose class holds `name`."""
        found = [attrs for each, attrs in self.elements if each == tag]
        return [attrs for attrs in found if not name or name in (attrs.get("class") or "").split()]


def evaluation(
    guesses: Mapping[int, Sequence[Guess]], lines: Sequence[GoldLine] | None = None, resampling: Resampling = RESAMPLING
) -> Evaluation:
    """Guesses for the lines at the places given, against them; the demo lines unless others are given."""
    gold = tuple(lines or demo_lines())
    predictions = {gold[place - 1].id: Prediction(gold[place - 1].id, tuple(of)) for place, of in guesses.items()}
    return evaluate_predictions(GoldSet(gold), predictions, resampling)


def page(
    tmp_path: Path,
    of: Evaluation,
    *,
    lines: Iterable[GoldLine] = (),
    rules: Rules | None = None,
    origin: Origin | None = None,
    lang: Language = "zh",
) -> Page:
    """The page of an evaluation."""
    path = tmp_path / "report.html"
    source = origin or Origin(gold="gold", predictions="found.jsonl")
    write_report(of, list(lines) or demo_lines(), path, origin=source, rules=rules or {}, lang=lang)
    return Page(path)


def mixed() -> Mapping[int, Sequence[Guess]]:
    """A first narrative with a mark of each state, and a second that is all right."""
    one, _, rate, cut_off, obstacle = usual_marks()
    return {
        1: sure(
            [
                one.model_copy(update={"role": "target", "bound": "approx"}),
                rate.model_copy(update={"subject": "进度"}),
                cut_off,
                obstacle.model_copy(update={"text": "资金尚未到", "end": obstacle.end - 1}),
                blocker(NARRATIVE, "占计划的", "other"),
            ],
            0.7,
        ),
        2: sure(second_marks(), 0.9),
    }
