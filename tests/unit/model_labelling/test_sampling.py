"""As many answers as wanted, each one request and at most one more."""

from __future__ import annotations

from typing import get_args

import pytest

from extractor.llm import Draw, FaultClass, ModelFault
from extractor.model_labelling import ModelLabelling, label_by_model
from extractor.model_labelling.sampling import TEMPERATURE
from extractor.prompts import load
from extractor.records import Signals

from .asked import RIGHT, Narrative, Scripted, changed

TARGET = changed(n=["1a", "2t:换热站", *RIGHT["n"][2:]])
USELESS = changed(n=[])


def label(model: Scripted, samples: int) -> ModelLabelling:
    """The labelling by so many answers of `model`."""
    narrative = Narrative()
    prompt = load("label-compact")
    return label_by_model(narrative.request, narrative.ledger, model, prompt, ground=narrative.ground, samples=samples)


def fault(of: FaultClass) -> ModelFault:
    """A request that gave no answer."""
    return ModelFault("no", of, code=of)


def roles(found: ModelLabelling) -> list[str]:
    """The roles of the labels."""
    return [label.role for label in found.labelling.labels]


def test_one_answer_is_asked_for_as_ever() -> None:
    """A single answer is the one the model favours."""
    model = Scripted(RIGHT)
    found = label(model, 1)

    assert [None] == [asked.draw for asked in model.asked]
    assert {Signals(votes=1.0, samples=1, reasked=False)} == {one.signals for one in found.labelling.labels}


def test_further_answers_are_drawn() -> None:
    """The first answer is the favoured one; each further one is a draw of its own, of the same question."""
    model = Scripted(RIGHT, RIGHT, RIGHT)
    label(model, 3)

    assert [None, Draw(1, TEMPERATURE), Draw(2, TEMPERATURE)] == [asked.draw for asked in model.asked]
    assert 1 == len({asked.messages for asked in model.asked})


def test_the_majority_is_taken() -> None:
    """Labels say how many of the answers stand behind them."""
    found = label(Scripted(TARGET, RIGHT, RIGHT), 3)

    assert ["as_of", "actual", "actual", "actual", "pending"] == roles(found)
    assert [1.0, pytest.approx(2 / 3), 1.0, 1.0, 1.0] == [
        one.signals.votes for one in found.labelling.labels if one.signals
    ]
    assert [(1.0, 3)] == [(one.signals.votes, one.signals.samples) for one in found.labelling.blockers if one.signals]


@pytest.mark.parametrize("of", get_args(FaultClass))
@pytest.mark.parametrize("at", [0, 1, 2])
def test_an_answer_that_cannot_be_had_costs_no_other(of: FaultClass, at: int) -> None:
    """Whatever befell one request, the others are asked and have the vote."""
    script: list[object] = [TARGET, TARGET]
    script[at:at] = [fault(of)] * (2 if of == "content" else 1)
    model = Scripted(*script)
    found = label(model, 3)

    assert ["as_of", "target"] == roles(found)[:2]
    assert (2, []) == (found.trace.samples, model.answers)


def test_an_answer_that_cannot_be_used_has_no_vote() -> None:
    """Asked for again in vain, it is left out; asked for again with use, it counts and is told."""
    found = label(Scripted(USELESS, USELESS, TARGET, USELESS, RIGHT), 3)

    assert (2, ("ids",)) == (found.trace.samples, found.trace.mistakes)
    assert {True} == {one.signals.reasked for one in found.labelling.labels if one.signals}


def test_the_second_request_of_a_draw_is_of_that_draw() -> None:
    """What is asked for again is the same draw, with the sentence on the mistake."""
    model = Scripted(RIGHT, USELESS, RIGHT)
    label(model, 2)

    assert [None, 1, 1] == [asked.draw and asked.draw.number for asked in model.asked]
    assert model.asked[1].messages != model.asked[2].messages


def test_where_all_fail_the_first_reason_is_told() -> None:
    """It is the one that later faults follow from."""
    with pytest.raises(ModelFault) as caught:
        label(Scripted(fault("permanent"), fault("transient"), fault("rejected")), 3)

    assert "permanent" == caught.value.code
