"""Training, and the engines side by side."""

import json
from pathlib import Path

import pytest

from eval.examples import SUBJECT_PARTS, examples_of, sources_of, without, without_part
from eval.intervals import Resampling
from eval.learning import engines_command, train_command
from eval.training import trained
from extractor.errors import FormatError
from extractor.learned import load_weights

GOLD = Path(__file__).parents[3] / "gold"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gold folder with 12 real narratives and 36 invented ones."""
    folder = tmp_path_factory.mktemp("gold")
    for part, name in (
        ("labels", "jiyuan-2020-07"),
        ("silver", "silver-b"),
        ("silver", "silver-c"),
        ("silver", "silver-k"),
    ):
        (folder / part).mkdir(exist_ok=True)
        lines = (GOLD / part / f"{name}.jsonl").read_text("utf-8").splitlines(keepends=True)[:12]
        (folder / part / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    return folder


def test_training_is_deterministic(small: Path) -> None:
    """The same data give the same weights, to the last digit."""
    sources = sources_of(small)
    first, second = (trained(sources, examples_of(sources)) for _ in range(2))

    assert first == second
    assert "d646" == first.data_sha256[:4]


def test_a_group_of_features_can_be_left_out(small: Path) -> None:
    """To see what it is worth."""
    examples = without(examples_of(sources_of(small)), "rule")
    names = [name for of in examples.questions.values() for one in of for name in one.features]

    assert names
    assert not any(name.startswith("rule:") for name in names)


def test_what_subjects_are_told_by_can_be_left_out(small: Path) -> None:
    """Words, contexts or ways; the candidates and the right answers stay."""
    examples = examples_of(sources_of(small))
    for part in SUBJECT_PARTS:
        fewer = without_part(examples, part)
        before, after = (
            {name for one in of.rankings for row in one.features for name in row} for of in (examples, fewer)
        )

        assert after < before
        assert [one.likeness for one in examples.rankings] == [one.likeness for one in fewer.rankings]


def test_one_answer_cannot_be_learned_from(tmp_path: Path, small: Path) -> None:
    """The complaint says of what there is too little."""
    (tmp_path / "labels").mkdir()
    line = (small / "labels" / "jiyuan-2020-07.jsonl").read_text("utf-8").splitlines(keepends=True)[0]
    (tmp_path / "labels" / "one.jsonl").write_text(line, "utf-8")
    sources = sources_of(tmp_path)

    with pytest.raises(FormatError, match=r"there is no example of .*; train on more narratives"):
        trained(sources, examples_of(sources))


def test_the_command_writes_weights_that_can_be_used(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the figures of each engine, no file scored by what was trained on it."""
    out = tmp_path / "weights.json"
    train_command(small, out)

    assert "combined: all " in capsys.readouterr().out
    assert ["rules", "learned", "combined"] == list(load_weights(out).scores)


def test_engines_side_by_side(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures of each engine on gold, on silver and on each file of silver."""
    engines_command(small, Resampling(resamples=100), more=False, as_json=True)
    standings = json.loads(capsys.readouterr().out)["standings"]

    assert {
        f"{part}/{engine}"
        for part in ("gold", "silver", "silver-b", "silver-c", "silver-k")
        for engine in load_weights().scores
    } == set(standings)
    assert all(0 < one["scores"]["all"]["full"]["f1"] <= 1 for one in standings.values())
