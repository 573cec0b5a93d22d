"""One request, at most one more, and labels from what the answer says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.llm import ModelFault
from extractor.model_labelling import label_by_model
from extractor.prompts import load
from extractor.records import DateLabel, Exclusion, Ledger, PercentageLabel, QuantityLabel
from extractor.spans import Span

from .asked import NARRATIVE, RIGHT, Narrative, Scripted, changed

INVENTED = "其余77座因保密未到位"


def test_an_answer_becomes_labels() -> None:
    """Each row labels its mention; obstacles are placed; the engine names the model."""
    found = Narrative().label(Scripted(RIGHT))
    kinds = [QuantityLabel, PercentageLabel, DateLabel]
    assert "model:scripted" == found.labelling.engine
    assert [2, 0, 0, 1, 0] == [kinds.index(type(label)) for label in found.labelling.labels]
    assert ["as_of", "actual", "actual", "actual", "pending"] == [label.role for label in found.labelling.labels]
    assert [("因资金未到位，处于停工状态", "funding", True)] == [
        (one.span.of(NARRATIVE), one.category, one.halted) for one in found.labelling.blockers
    ]
    assert (1, (), False) == (found.trace.samples, found.trace.mistakes, found.trace.told)


def test_rows_may_stand_in_any_order() -> None:
    """Labels stand in order of the mentions, whatever the order of the rows."""
    found = Narrative().label(Scripted(changed(n=RIGHT["n"][::-1])))
    assert [0, 1, 2, 3, 4] == [label.mention for label in found.labelling.labels]


def test_a_refused_mention_has_no_label() -> None:
    """A mention that the model says is none stays in the ledger without a label, its reason a signal."""
    found = Narrative().label(Scripted(changed(n=["1a", "2x:name", *RIGHT["n"][2:]])))
    assert [0, 2, 3, 4] == [label.mention for label in found.labelling.labels]
    assert ((1, "name"),) == found.trace.refused
    assert 5 == len(found.ledger.mentions)


def _without(narrative: Narrative, words: str) -> None:
    """Make the finder miss the mention that reads `words`."""
    kept = tuple(one for one in narrative.ledger.mentions if one.text != words)
    missed = next(one.span for one in narrative.ledger.mentions if one.text == words)
    narrative.ledger = Ledger(
        mentions=kept, exclusions=(Exclusion(span=missed, text=words, reason="name"),), unexplained=(missed,)
    )


def test_a_missed_number_is_read_by_the_grammar() -> None:
    """A quoted number becomes a mention in its place, with the value that the grammar reads."""
    narrative = Narrative()
    _without(narrative, "12座")
    answer = {
        "n": ["1a", "2a:完成投资", "3ca:计划投资", "4p:换热站"],
        "b": [],
        "m": [{"t": "12座", "r": "a:换热站"}],
    }
    found = narrative.label(Scripted(answer))
    assert Narrative().ledger.mentions == found.ledger.mentions
    assert ((), ()) == (found.ledger.exclusions, found.ledger.unexplained)
    assert (1,) == found.trace.added
    assert [(1, "actual"), (4, "pending")] == [
        (one.mention, one.role) for one in found.labelling.labels if one.mention in (1, 4)
    ]


@pytest.mark.parametrize(
    ("row", "code", "why"),
    [
        ("2a:换热站", "answer_form", "a number it cannot have"),
        ("ca:换热站", "answer_codes", "a percentage's code"),
        ("x:name", "answer_missed", "pointed out to be none"),
    ],
)
def test_a_missed_number_needs_a_row_of_its_kind(row: str, code: str, why: str) -> None:
    """The row of a missed number is held against the mention that the grammar reads."""
    assert why
    narrative = Narrative()
    _without(narrative, "12座")
    answer = {"n": ["1a", "2a:投资", "3ca:投资", "4p:换热站"], "b": [], "m": [{"t": "12座", "r": row}]}
    with pytest.raises(ModelFault) as caught:
        narrative.label(Scripted(answer, answer))
    assert code == caught.value.code


def test_part_of_a_title_is_no_missed_number() -> None:
    """A number inside a longer exclusion is refused though its words can be read."""
    narrative = Narrative()
    _without(narrative, "12座")
    where = narrative.ledger.exclusions[0].span
    longer = Exclusion(span=Span(where.start - 3, where.end), text="已完成12座", reason="title")
    narrative.ledger = narrative.ledger.model_copy(update={"exclusions": (longer,)})
    answer = {"n": ["1a", "2a:投资", "3ca:投资", "4p:换热站"], "b": [], "m": [{"t": "12座", "r": "a:换热站"}]}
    with pytest.raises(ModelFault) as caught:
        narrative.label(Scripted(answer, answer))
    assert "answer_missed" == caught.value.code


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (changed(n=["1a", f"2a:{INVENTED}"]), "ids"),
        (changed(n=[f"1zz:{INVENTED}"]), "codes"),
        (changed(n=[INVENTED]), "form"),
        (changed(b=[{"t": INVENTED, "c": "funding", "h": True}]), "quotes"),
        (changed(m=[{"t": INVENTED, "r": "a"}]), "missed"),
        ({"完工": INVENTED}, "form"),
        (f'{{"n": ["{INVENTED}', "form"),
        (ModelFault("two tool calls", "content", code="tools", raw=INVENTED), "form"),
        (ModelFault("two answers", "content", code="tools", raw=json.dumps(RIGHT)), "form"),
        (ModelFault("bad text", "content", code="utf8", raw="\ud800"), "form"),
    ],
)
@pytest.mark.parametrize("checked", [True, False])
def test_a_bad_answer_is_asked_for_once_more(bad: Any, kind: str, *, checked: bool) -> None:  # noqa: ANN401
    """The second request says which kind of mistake it was, shows nothing of it, and grows little."""
    model = Scripted(bad, RIGHT, checked=checked)
    found = Narrative().label(model)
    first, second = ("".join(message.content for message in one.messages) for one in model.asked)
    assert (2, (kind,)) == (len(model.asked), found.trace.mistakes)
    assert second.startswith(first)
    assert INVENTED not in second
    assert len(second) <= 1.2 * len(first)
    assert [one.role for one in model.asked[0].messages] == [one.role for one in model.asked[1].messages]
    assert model.asked[0].messages[0] == model.asked[1].messages[0]


@pytest.mark.parametrize("checked", [True, False])
def test_two_bad_answers_are_rejected(*, checked: bool) -> None:
    """There is no third request, and the fault shows none of the answer."""
    bad = changed(b=[{"t": INVENTED, "c": "funding", "h": True}])
    model = Scripted(bad, bad, RIGHT, checked=checked)
    with pytest.raises(ModelFault) as caught:
        Narrative().label(model)
    assert ("rejected", "answer_quotes", 2) == (caught.value.fault, caught.value.code, len(model.asked))
    assert INVENTED not in str(caught.value)
    assert bad == json.loads(caught.value.raw)


@pytest.mark.parametrize("fault", ["transient", "deferred", "permanent", "rejected"])
def test_other_faults_are_passed_on(fault: Any) -> None:  # noqa: ANN401
    """What is no matter of content is not asked again here."""
    model = Scripted(ModelFault("no", fault, code="http", raw=""), RIGHT)
    with pytest.raises(ModelFault) as caught:
        Narrative().label(model)
    assert (fault, 1) == (caught.value.fault, len(model.asked))


def test_a_fault_at_the_second_request_is_passed_on() -> None:
    """A network that fails between the two is no bad answer."""
    model = Scripted(changed(n=[]), ModelFault("no", "transient", code="http", raw=""))
    with pytest.raises(ModelFault) as caught:
        Narrative().label(model)
    assert "transient" == caught.value.fault


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("因资金未到位，处于停工状态。", "因资金未到位，处于停工状态"),
        ("，因资金未到位,处于停工状态", "因资金未到位，处于停工状态"),
        ("其余[5]8座因资金未到位", "其余8座因资金未到位"),
        ("因资金 未到位", "因资金未到位"),
    ],
)
def test_a_quote_is_placed(quote: str, span: str) -> None:
    """Numbers of mentions, closing punctuation, its width and white space do not matter; words and digits do."""
    found = Narrative().label(Scripted(changed(b=[{"t": quote, "c": "funding", "h": False}])))
    assert [span] == [one.span.of(NARRATIVE) for one in found.labelling.blockers]


def test_a_repeated_quote_takes_the_next_place() -> None:
    """Words that stand twice state two obstacles where they are quoted twice."""
    text = "东站已建成1座，资金未到位；西站已建成2座，资金未到位。"
    row = {"t": "资金未到位", "c": "funding", "h": False}
    found = Narrative(text).label(Scripted({"n": ["1a:东站", "2a:西站"], "b": [row, row], "m": []}))
    places = [one.span.start for one in found.labelling.blockers]
    assert [text.index("资金"), text.rindex("资金")] == places


def test_a_narrative_without_numbers_is_asked_for_obstacles() -> None:
    """No mention, no row."""
    found = Narrative("因资金未到位停工。", task="").label(
        Scripted({"n": [], "b": [{"t": "因资金未到位停工", "c": "funding", "h": True}], "m": []})
    )
    assert (0, 1) == (len(found.labelling.labels), len(found.labelling.blockers))


def test_the_request_has_static_words_first_and_a_ceiling() -> None:
    """What all narratives share comes first; the ceiling of tokens follows the narrative's length."""
    models = [Scripted({"n": ["1a:管网"], "b": [], "m": []}) for _ in range(2)]
    for model, text in zip(models, ("已建成管网3公里。", "已建成管网3公里。" + "正在推进。" * 100), strict=True):
        narrative = Narrative(text)
        label_by_model(narrative.request, narrative.ledger, model, load("label-compact"), ground=narrative.ground)
    short, long = (model.asked[0] for model in models)
    assert short.messages[0] == long.messages[0]
    assert "system" == short.messages[0].role
    assert short.max_tokens < long.max_tokens < 1200
    assert short.logprobs
