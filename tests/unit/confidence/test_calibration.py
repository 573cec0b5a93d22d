"""From evidence to a probability, and which calibration holds."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from extractor.confidence import (
    Calibration,
    Identity,
    Learned,
    Reliability,
    Step,
    Tally,
    Weight,
    evidence_of,
    grounds_of,
    identity_of,
    in_force,
    load_calibration,
    packaged_calibration,
    score,
)
from extractor.errors import ConfigurationError
from extractor.records import LabelledMark, Signals
from tests.factories import ANCHOR, NARRATIVE, day, quantity

MARK = LabelledMark(
    mark=quantity(NARRATIVE, "1座", 1, "座"), mention_rule="number", label_rule="left completed: 完成", score=0.8
)
SCORE = Weight(mean=0.0, scale=1.0, weight=1.0)


def calibration(**changes: object) -> Calibration:
    """One by which the score stands as it is."""
    fields = {
        "identity": identity_of("rules"),
        "bulletins": ("demo",),
        "facts": 10,
        "wrong": 5,
        "intercept": 0.0,
        "weights": {"score": SCORE},
    }
    return Calibration.model_validate({**fields, **changes})


def learned(odds: float) -> Learned:
    """That something is right with these odds, whatever the evidence."""
    return Learned(facts=10, wrong=1, intercept=math.log(odds), weights={})


PARTED = calibration(fields={"value": learned(9), "role": learned(1), "subject": learned(1 / 3)})


def probability(of: Calibration, mark: LabelledMark = MARK) -> float:
    """That of a mark that nothing contradicts."""
    return of.confidence(grounds_of(mark, NARRATIVE), evidence_of(mark, frozenset())).full


class TestProbability:
    """What evidence comes to."""

    def test_log_odds_add_up(self) -> None:
        """Each kind of evidence counts by its weight."""
        assert probability(calibration()) == pytest.approx(0.8)
        assert probability(calibration(intercept=math.log(2))) == pytest.approx(8 / 9)

    def test_evidence_that_is_not_known(self) -> None:
        """Says nothing."""
        weights = {"score": SCORE, "probability": Weight(mean=1.0, scale=1.0, weight=3.0)}

        assert probability(calibration(weights=weights)) == pytest.approx(0.8)

    def test_signals_by_name(self) -> None:
        """What a model's signals hold counts under its own name."""
        sure = MARK.model_copy(update={"signals": Signals(votes=0.75, samples=4, reasked=False, logprob=math.log(0.9))})
        evidence = evidence_of(sure, frozenset())

        assert evidence["logprob"] == pytest.approx(math.log(9))
        assert evidence["votes"] == pytest.approx(math.log(3))
        assert "rules_agree" not in evidence

    def test_steps(self) -> None:
        """Where the counts are followed, the step that the log odds have reached."""
        steps = (Step(-1.0, 0.2), Step(1.0, 0.7), Step(3.0, 0.9))

        assert probability(calibration(steps=steps)) == 0.7
        assert probability(calibration(steps=steps, intercept=-9.0)) == 0.2

    def test_a_rule_seldom_seen_is_held_to_its_family(self) -> None:
        """And a rule never seen is as reliable as that."""
        bad = "quantities left completed: 拆除"
        rules = {bad: Tally(0, 40), "quantities left planned: 计划": Tally(40, 40)}
        seen = Reliability(rules=rules)

        assert seen.log_odds("quantities left completed: 完成", contradicted=False) < 0
        assert seen.log_odds("quantities left planned: 拟", contradicted=False) > 0

    def test_contradiction_costs_what_it_did(self) -> None:
        """On the narratives where rules were counted."""
        seen = Reliability(rules={"quantities a: b": Tally(90, 100)}, contradicted=Tally(5, 20))

        ground = "quantities left completed: 完成"

        assert seen.log_odds(ground, contradicted=True) < seen.log_odds(ground, contradicted=False)

    def test_recognised_words(self) -> None:
        """A fact is no surer than its words."""
        [typed] = score(NARRATIVE, [MARK], [], calibration=PARTED)
        [scanned] = score(NARRATIVE, [MARK], [], lambda _: 0.5, PARTED)

        assert scanned.confidence == pytest.approx(typed.confidence / 2)
        assert typed.field_confidence is not None
        assert scanned.field_confidence == typed.field_confidence.model_copy(
            update={"value": pytest.approx(typed.field_confidence.value / 2)}
        )


class TestFields:
    """How likely each field is to be right."""

    def test_each_by_what_it_learned(self) -> None:
        """Value and role are no less likely to be right than both together; the subject stands by itself."""
        [fact] = score(NARRATIVE, [MARK], [], calibration=PARTED)

        assert fact.field_confidence is not None
        assert {"value": 0.9, "role": fact.confidence, "subject": 0.25} == pytest.approx(dict(fact.field_confidence))
        assert fact.confidence == pytest.approx(0.8)

    def test_kinds_without_subject(self) -> None:
        """Have no confidence in one."""
        date = MARK.model_copy(update={"mark": day(NARRATIVE, "5月底", ANCHOR)})
        [fact] = score(NARRATIVE, [date], [], calibration=PARTED)

        assert fact.field_confidence is not None
        assert fact.field_confidence.subject is None

    def test_none_where_nothing_was_learned(self) -> None:
        """Of one that only ranks, and of one made before fields had any."""
        ranked, whole = (score(NARRATIVE, [MARK], [], calibration=one)[0] for one in (None, calibration()))

        assert (None, None) == (ranked.field_confidence, whole.field_confidence)

    @pytest.mark.parametrize(
        ("subject", "expected"),
        [("换热站", "ahead 1: 2"), ("", "none: 0"), ("热电站", "put together: 2"), ("完成投资", "behind: 3")],
    )
    def test_what_a_subject_rests_on(self, subject: str, expected: str) -> None:
        """Where it stands from its number, and how long it is."""
        mark = quantity(NARRATIVE, "1座", 1, "座", subject=subject)

        assert f"quantities {expected}" == grounds_of(MARK.model_copy(update={"mark": mark}), NARRATIVE)["subject"]


class TestInForce:
    """Which calibration holds."""

    @pytest.mark.parametrize(
        ("made", "said"),
        [
            (Identity(engine="model:m", prompt="p@1", code="c"), "another engine"),
            (Identity(engine="rules", prompt="p@1", code="c"), "another prompt"),
            (Identity(engine="rules", code="d"), "another code"),
        ],
    )
    def test_made_for_another(self, made: Identity, said: str) -> None:
        """A calibration of another engine, prompt or code is refused, and why is said."""
        refused = in_force(calibration(identity=made), Identity(engine="rules", code="c"))

        assert refused.calibration is None
        assert said in refused.why_not

    def test_made_for_this(self) -> None:
        """The one that was made for it holds."""
        made = calibration()

        assert made == in_force(made, identity_of("rules")).calibration

    def test_none(self) -> None:
        """Where none was made, that is said."""
        assert in_force(None, identity_of("model:m")).why_not == "none was made for model:m"

    @pytest.mark.parametrize("engine", ["rules", "combined"])
    def test_those_of_the_package_are_of_this_code(self, engine: str) -> None:
        """Rules, tables, weights and checks are those they were learned with; if this fails: make calibration."""
        found = packaged_calibration(engine)

        assert found.why_not == ""
        assert found.calibration is not None
        assert found.calibration.wrong > 0

    def test_file(self, tmp_path: Path) -> None:
        """It comes back from its file as it was; a file out of form is refused by name and field."""
        path = tmp_path / "calibration.json"
        path.write_text(calibration().model_dump_json(), "utf-8")

        assert calibration() == load_calibration(path)
        assert calibration().sha256 == load_calibration(path).sha256
        path.write_text('{"facts": 1}', "utf-8")
        with pytest.raises(ConfigurationError, match=r"calibration\.json: wrong: Field required"):
            load_calibration(path)
        with pytest.raises(ConfigurationError, match="cannot be opened"):
            load_calibration(tmp_path / "none.json")
