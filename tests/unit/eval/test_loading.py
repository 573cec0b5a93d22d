"""Gold and predictions from files, and what is said of bad ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.gold import load_gold
from eval.predictions import load_predictions
from extractor.errors import FormatError, ReadError
from extractor.records import Quantity
from tests.factories import NARRATIVE, quantity

from .files import demo_lines, prediction, sure, usual_marks, write_gold, write_lines, write_predictions


def test_a_folder(tmp_path: Path) -> None:
    """A folder gives lines, items by bulletin, and documents by stem."""
    gold = load_gold(write_gold(tmp_path / "gold"))

    assert tuple(demo_lines()) == gold.lines
    assert {"demo": 2} == {stem: len(items) for stem, items in gold.items.items()}
    assert {"demo": tmp_path / "gold" / "bulletins" / "demo.txt"} == gold.bulletins


def test_a_file(tmp_path: Path) -> None:
    """A file gives lines alone; a folder of bulletins may be named beside it."""
    path = write_lines(tmp_path / "lines.jsonl", demo_lines())
    folder = write_gold(tmp_path / "gold") / "bulletins"

    assert ({}, {}) == (load_gold(path).items, load_gold(path).bulletins)
    assert ["demo"] == list(load_gold(path, folder).bulletins)


def gold_with(change: Callable[[dict[str, Any]], object]) -> list[dict[str, Any]]:
    """The gold lines, the second one changed."""
    lines = [line.model_dump(mode="json") for line in demo_lines()]
    change(lines[1])
    return lines


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda line: line.pop("task"), "gold.jsonl:2: task: Field required"),
        (lambda line: line.update(remark=""), "gold.jsonl:2: remark: Extra inputs"),
        (lambda line: line["quantities"][0].update(role="done"), "gold.jsonl:2: quantities.0.role: Input should be"),
        (lambda line: line["dates"][0].pop("from"), "gold.jsonl:2: dates.0.from: Field required"),
        (lambda line: line["percentages"][0].update(start=0), "gold.jsonl:2: percentages.0.text: '58.3%' is not what"),
        (lambda line: line["dates"][0].update(text="", end=2), "gold.jsonl:2: dates.0.text: '' is not what stands at"),
        (lambda line: line.update(id="demo/1"), "gold.jsonl:2: id: 'demo/1' stands at"),
    ],
)
def test_a_bad_gold_line(tmp_path: Path, change: Callable[[dict[str, Any]], object], complaint: str) -> None:
    """The complaint is one line that names file, line and field."""
    path = write_lines(tmp_path / "gold.jsonl", gold_with(change))

    with pytest.raises(FormatError) as raised:
        load_gold(path)

    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "gold.jsonl: holds no gold line"),
        (b"\n \n", "gold.jsonl: holds no gold line"),
        (b"{", "gold.jsonl:1: line: Invalid JSON"),
        (b"[]", "gold.jsonl:1: line: Input should be an object"),
        ("{}".encode("utf-16"), "gold.jsonl: is not UTF-8"),
    ],
)
def test_a_bad_gold_file(tmp_path: Path, content: bytes, complaint: str) -> None:
    """A file that is no gold is refused in one line."""
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)

    with pytest.raises(FormatError) as raised:
        load_gold(path)

    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_gold_that_is_not_there(tmp_path: Path) -> None:
    """A folder without labels, or no file at all, is told."""
    with pytest.raises(ReadError, match=r"has no \*.jsonl, nor has labels/"):
        load_gold(tmp_path)
    with pytest.raises(ReadError, match="cannot be opened"):
        load_gold(tmp_path / "none.jsonl")
    (tmp_path / "labels").mkdir()
    with pytest.raises(FormatError, match="holds no gold line"):
        load_gold(tmp_path)


def test_predictions(tmp_path: Path) -> None:
    """Predictions are plain marks with a confidence; what else a line says is left alone."""
    path = write_predictions(
        tmp_path / "found.jsonl", {1: [*sure(usual_marks()[:1], 0.25), *sure(usual_marks()[3:4], None)]}
    )

    found = load_predictions(path, demo_lines())

    assert ["demo/1"] == list(found)
    assert [0.25, None] == [guess.confidence for guess in found["demo/1"].guesses]
    assert usual_marks()[0] == found["demo/1"].guesses[0].mark
    assert type(found["demo/1"].guesses[0].mark) is Quantity


def test_a_prediction_needs_little(tmp_path: Path) -> None:
    """An id alone is a prediction of nothing."""
    path = write_lines(tmp_path / "found.jsonl", [{"id": "demo/2"}])

    assert () == load_predictions(path, demo_lines())["demo/2"].guesses


def found_with(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """The prediction of the first narrative, changed."""
    return {**prediction(demo_lines()[0], sure(usual_marks())), **changes}


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([found_with(id="demo/9")], "found.jsonl:1: id: 'demo/9' is not in the gold"),
        ([found_with(), found_with()], "found.jsonl:2: id: 'demo/1' has a prediction already"),
        ([found_with(narrative="另一段。")], "found.jsonl:1: narrative: is not that of 'demo/1'"),
        ([found_with(quantities=[{"text": "1座"}])], "found.jsonl:1: quantities.0.start: Field required"),
        (
            [found_with(quantities=[quantity(NARRATIVE, "1座", 1, "座").model_dump() | {"confidence": 1.5}])],
            "found.jsonl:1: quantities.0.confidence: Input should be less than or equal to 1",
        ),
        (
            [found_with(quantities=[quantity(NARRATIVE, "1座", 1, "座").model_dump() | {"text": "2座"}])],
            "found.jsonl:1: quantities.0.text: '2座' is not what stands at",
        ),
    ],
)
def test_bad_predictions(tmp_path: Path, lines: list[dict[str, Any]], complaint: str) -> None:
    """The complaint is one line that names file, line, and field or id."""
    path = write_lines(tmp_path / "found.jsonl", lines)

    with pytest.raises(FormatError) as raised:
        load_predictions(path, demo_lines())

    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)
