"""The file of weights."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.examples import digest, sources_of
from extractor.errors import FormatError, ReadError
from extractor.learned import load_weights, parse_weights
from extractor.learned.weights import Classifier

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "extractor" / "learned" / "weights" / "weights.json"


def changed(*path: str, value: Any) -> bytes:  # noqa: ANN401 - anything JSON carries
    """The shipped file with one field changed."""
    content = json.loads(SHIPPED.read_bytes())
    place = content
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return json.dumps(content).encode()


def test_the_shipped_weights_are_of_the_silver_that_comes_with_them() -> None:
    """Whoever changes a label has to train anew."""
    told = [source.told() for source in sources_of(ROOT / "gold") if source.invented]
    weights = load_weights()

    assert told == list(weights.trained_on)
    assert digest(told) == weights.data_sha256


def test_the_shipped_weights_say_how_well_they_did() -> None:
    """Each engine has its figures, from 0 to 1; combined does better than the rules on gold."""
    scores = load_weights().scores

    assert ["rules", "learned", "combined"] == list(scores)
    assert all(0 <= figure <= 1 for row in scores.values() for figure in row.values())
    assert scores["combined"]["all"] > scores["rules"]["all"]


def test_the_file_is_small() -> None:
    """At most 5 MB."""
    assert SHIPPED.stat().st_size <= 5_000_000


def test_probabilities_add_up_and_unknown_features_count_for_nothing() -> None:
    """A class with more weight is likelier."""
    model = Classifier(classes=("done", "planned"), temperature=2.0, weights={"已": (1.0, -1.0)})

    assert {"done": 0.5, "planned": 0.5} == model.probabilities(["never met"])
    assert 0.731 == pytest.approx(model.probabilities(["已", "never met"])["done"], abs=0.001)
    assert 1.0 == pytest.approx(sum(model.probabilities(["已"]).values()))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "w.json: file: Invalid JSON"),
        (b"[]", "w.json: file: "),
        (changed("format", value=1), "w.json: format: "),
        (changed("date_role", "weights", "bias", value=[1.0]), "w.json: date_role: "),
        (changed("date_role", "temperature", value=0), "w.json: date_role.temperature: "),
        (changed("subject", "weights", value={"a": "b"}), "w.json: subject.weights.a: "),
        (changed("code", value="import os"), "w.json: code: "),
    ],
    ids=["empty", "no object", "another format", "a weight short", "no temperature", "a word", "a field too many"],
)
def test_a_bad_file_is_refused(content: bytes, complaint: str) -> None:
    """The complaint names the file, the field and what to do."""
    with pytest.raises(FormatError) as raised:
        parse_weights(content, "w.json")

    assert str(raised.value).startswith(complaint)
    assert str(raised.value).endswith("make it anew with extractor eval train")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """The complaint says how to make it."""
    with pytest.raises(ReadError, match=r"none\.json: cannot be opened .*extractor eval train"):
        load_weights(tmp_path / "none.json")
