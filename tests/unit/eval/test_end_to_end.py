"""From bulletin file to facts."""

from pathlib import Path

import pytest

from eval.end_to_end import carry_over, score_end_to_end
from eval.gold import load_gold
from eval.intervals import Resampling
from eval.running import take_apart
from eval.scores import Counts
from extractor.pipeline import Labelled, label_by_rules
from extractor.records import Bulletin, Failure, Labelling, Ledger, NarrativeRequest
from extractor.spans import Span
from tests.factories import NARRATIVE

from .files import BULLETIN, SECOND, demo_lines, line, second_marks, usual_marks, write_gold

RESAMPLING = Resampling(resamples=1000)


def silent(request: NarrativeRequest, ledger: Ledger) -> Labelled:  # noqa: ARG001 - an engine's signature
    """An engine that labels nothing."""
    return Labelled(ledger, Labelling(engine="silent"))


def read(folder: Path) -> dict[str, Bulletin | Failure]:
    """The bulletins of a gold folder, taken apart."""
    return take_apart(load_gold(folder).bulletins)


@pytest.mark.parametrize(
    ("source", "target", "span", "expected"),
    [
        ("已建7座。", "已建7座。", Span(2, 4), Span(2, 4)),
        ("已建7座。", "已 建 7 座。", Span(2, 4), Span(4, 7)),
        ("已 建 7 座。", "已建7座。", Span(4, 7), Span(2, 4)),
        ("已建 7座", "已建7座", Span(2, 5), Span(2, 4)),
        ("已\n建", "已 建", Span(1, 2), Span(0, 0)),
    ],
)
def test_offsets_are_carried_over(source: str, target: str, span: Span, expected: Span) -> None:
    """A span stands at the same characters of a text that differs in white space."""
    assert expected == carry_over(span, source, target)


def test_narratives_are_paired_by_their_text(tmp_path: Path) -> None:
    """Gold whose white space differs is found, and the marks stand at gold's own offsets."""
    folder = write_gold(tmp_path / "gold")
    spaced = NARRATIVE.replace("，", "，\n")
    moved = [
        mark.model_copy(update={"start": at, "end": at + len(mark.text)})
        for mark in usual_marks()
        for at in [spaced.index(mark.text)]
    ]

    outcome = score_end_to_end([line(1, spaced, moved), demo_lines()[1]], read(folder), RESAMPLING, label_by_rules)

    assert Counts(2, 2, 2) == outcome.narratives
    assert ((), (), (), ()) == (outcome.missed, outcome.unknown, outcome.left_out, outcome.failures)
    assert all(pair.exact for one in outcome.alignments for pair in one.pairs)
    assert all(
        guess.mark.span.of(one.narrative) == guess.mark.text for one in outcome.alignments for guess in one.guesses
    )


def test_what_is_not_found_counts_as_missed(tmp_path: Path) -> None:
    """A narrative of gold that is not in the document is missed whole, one gold does not know is all wrong."""
    folder = write_gold(tmp_path / "gold")
    other = SECOND.replace("7座", "9座")
    marks = [second_marks()[2]]

    outcome = score_end_to_end([demo_lines()[0], line(2, other, marks)], read(folder), RESAMPLING, label_by_rules)

    assert (("demo/2",), ("demo/2",)) == (outcome.missed, outcome.unknown)
    assert Counts(1, 2, 2) == outcome.narratives
    assert 1 == sum(len(one.missed) for one in outcome.alignments if not one.answered)
    assert [True] == [bool(one.spurious) for one in outcome.alignments if not one.gold]


def test_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    """All its marks are missed and the failure is told."""
    folder = write_gold(tmp_path / "gold")
    (folder / "bulletins" / "demo.txt").write_bytes(b"")

    outcome = score_end_to_end(demo_lines(), read(folder), RESAMPLING, label_by_rules)

    assert ["empty"] == [failure.code for failure in outcome.failures]
    assert ("demo/1", "demo/2") == outcome.missed
    assert 0 == outcome.scores["all"]["full"].f1


def test_gold_without_a_document_is_left_out(tmp_path: Path) -> None:
    """A bulletin whose document is not there is named and not scored."""
    lines = [*demo_lines(), line(1, SECOND, second_marks(), bulletin="other")]

    outcome = score_end_to_end(lines, read(write_gold(tmp_path / "gold")), RESAMPLING, silent)

    assert ("other",) == outcome.left_out
    assert 2 == outcome.narratives.gold


def test_equal_narratives_are_paired_in_order(tmp_path: Path) -> None:
    """Two items that say the same are two narratives."""
    folder = write_gold(tmp_path / "gold")
    (folder / "bulletins" / "demo.txt").write_text(BULLETIN.replace(NARRATIVE, SECOND), "utf-8")

    outcome = score_end_to_end(
        [line(1, SECOND, second_marks()), line(2, SECOND, second_marks())], read(folder), RESAMPLING, silent
    )

    assert Counts(2, 2, 2) == outcome.narratives


def test_an_engine_that_fails_costs_its_narrative_alone(tmp_path: Path) -> None:
    """A narrative the engine raises on is missed and told; the other is scored."""

    def stumbling(request: NarrativeRequest, ledger: Ledger) -> Labelling:
        if request.id == "demo/1":
            raise RuntimeError("no answer")
        return silent(request, ledger)

    outcome = score_end_to_end(demo_lines(), read(write_gold(tmp_path / "gold")), RESAMPLING, stumbling)

    assert ["demo/1"] == [failure.subject for failure in outcome.failures]
    assert ("demo/1",) == outcome.missed
