"""JSON Lines read back as what was extracted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.export import write_jsonl, write_predictions
from extractor.records import Blocker, Date, Extraction, FieldConfidence, Marks, Percentage, Quantity, Signals
from tests.factories import extraction, fact, result

_GOLD = (
    "id bulletin item anchor_date task narrative reported_status quantities percentages dates blockers".split()  # noqa: SIM905
)
_MORE = ["heading", "units", "leaders", "deadline", "problems", "plans", "status", "layout", "findings"]
_MORE += ["excluded", "unexplained", "source", "schema_version", "calibration"]


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def lines(tmp_path: Path, extractions: tuple[Extraction, ...]) -> list[dict[str, Any]]:
    """The lines of both bulletins."""
    write_jsonl(extractions, tmp_path / "narratives.jsonl")
    return _read(tmp_path / "narratives.jsonl")


def test_gold_fields_come_first(lines: list[dict[str, Any]]) -> None:
    """Every line starts with the fields of a gold line, in its order."""
    assert [[*_GOLD, *_MORE]] * 5 == [list(line) for line in lines]


def test_marks_are_in_gold_form(lines: list[dict[str, Any]]) -> None:
    """A mark has the fields of its gold form in their order, then confidence and rule."""
    first = lines[0]

    assert {
        "text": "1座",
        "start": 12,
        "end": 14,
        "value": 1,
        "value_max": None,
        "unit": "座",
        "bound": "exact",
        "subject": "换热站",
        "role": "actual",
        "confidence": 0.93,
        "rule": "number.measure + cue.done",
    } == first["quantities"][0]
    shape = {kind: list(first[kind][0]) for kind in ("percentages", "dates", "blockers")}
    assert {
        "percentages": "text start end value value_max bound subject kind role confidence rule".split(),  # noqa: SIM905
        "dates": "text start end from to role confidence rule".split(),  # noqa: SIM905
        "blockers": "text start end category halted confidence rule".split(),  # noqa: SIM905
    } == shape


def test_signals_stand_with_what_a_model_labelled(tmp_path: Path) -> None:
    """They come after the rule, as far as known; facts of the rules have none, those that were learned no answers."""
    signals = Signals(logprob=-0.25, votes=1.0, samples=1, reasked=False, rules_agree=True)
    told = fact().model_copy(update={"signals": signals})
    learned = fact().model_copy(update={"signals": Signals(learned=0.9)})
    write_predictions([result(facts=[fact(), told, learned]).result], tmp_path / "predictions.jsonl")
    [line] = _read(tmp_path / "predictions.jsonl")

    assert [False, True, True] == ["signals" in mark for mark in line["quantities"]]
    assert {
        "logprob": -0.25,
        "votes": 1.0,
        "samples": 1,
        "reasked": False,
        "rules_agree": True,
    } == line["quantities"][1]["signals"]
    assert {"learned": 0.9} == line["quantities"][2]["signals"]


def test_marks_read_back_equal(lines: list[dict[str, Any]], extractions: tuple[Extraction, ...]) -> None:
    """Without confidence and rule, the lists of a line are the marks that were extracted."""
    kinds: dict[str, type[Quantity | Percentage | Date | Blocker]] = {
        "quantities": Quantity,
        "percentages": Percentage,
        "dates": Date,
        "blockers": Blocker,
    }
    added = {"confidence", "rule"}
    read = [
        Marks.model_validate(
            {
                kind: [mark.model_validate({k: v for k, v in each.items() if k not in added}) for each in line[kind]]
                for kind, mark in kinds.items()
            }
        )
        for line in lines
    ]
    results = [one.result for each in extractions for one in each.results]
    expected = [
        Marks.model_validate({kind: [f.mark for f in one.facts if f.mark.group == kind] for kind in kinds})
        for one in results
    ]

    assert expected == read


def test_every_span_holds_its_text(lines: list[dict[str, Any]]) -> None:
    """Spans count code points of the line's own narrative, past astral characters too."""
    for line in lines:
        marks = [mark for kind in ("quantities", "percentages", "dates", "blockers") for mark in line[kind]]
        for mark in (*marks, *line["excluded"]):
            assert mark["text"] == line["narrative"][mark["start"] : mark["end"]]


def test_source_leads_back_to_the_document(lines: list[dict[str, Any]]) -> None:
    """Each field says where it stands in the source, None where the document does not give it."""
    assert [lines[0]["narrative"]] == [extraction().results[0].item.narrative.text]
    assert 2 == len(lines[0]["source"]["narrative"])
    assert [None, []] == [lines[4]["source"]["task"], lines[4]["source"]["units"]]


def test_file_is_plain_utf8(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """No byte order mark, no escapes, LF at the end of every line, nothing twice for a second writing."""
    path = tmp_path / "new" / "narratives.jsonl"
    write_jsonl(extractions, path)
    first = path.read_bytes()
    write_jsonl(extractions, path)

    assert first == path.read_bytes()
    assert b'{"id": ' == first[:7]
    assert b"\\u" not in first
    assert "𠮷水鎮".encode() in first
    assert (5, 0) == (first.count(b"\n"), first.count(b"\r"))


def test_predictions_have_gold_form_and_confidence(tmp_path: Path) -> None:
    """A prediction names its narrative, its four lists and its findings."""
    path = tmp_path / "predictions.jsonl"
    write_predictions([result().result], path)
    (line,) = _read(path)

    assert ["id", "narrative", "anchor_date", "task", *_GOLD[-4:], "findings", "calibration"] == list(line)
    assert ("demo/1", "2031-06-04") == (line["id"], line["anchor_date"])
    assert [0.93, 0.55] == [mark["confidence"] for mark in line["quantities"]]


def test_finding_speaks_both_languages(lines: list[dict[str, Any]]) -> None:
    """A finding carries its check, severity, both messages and its spans."""
    (finding,) = lines[0]["findings"]

    assert ["check", "severity", "message", "message_en", "spans"] == list(finding)
    assert [[10, 12], [29, 31]] == finding["spans"]


def test_each_field_has_its_confidence(tmp_path: Path) -> None:
    """Where it is calibrated; a field that the kind has not got is left out."""
    sure = FieldConfidence(value=0.98765, role=0.9, subject=None)
    known = fact().model_copy(update={"field_confidence": sure})
    write_jsonl([extraction(result(facts=[known]))], tmp_path / "facts.jsonl")
    [mark] = json.loads((tmp_path / "facts.jsonl").read_text("utf-8"))["quantities"]

    assert {"value": 0.9877, "role": 0.9} == mark["field_confidence"]
