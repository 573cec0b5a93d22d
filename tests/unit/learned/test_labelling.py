"""The learned engine and the combined one on whole narratives."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.labelling import label as label_by_rules
from extractor.labelling.roles import decide
from extractor.labelling.scene import survey
from extractor.labelling.subjects import named
from extractor.learned import Mode, label, load_weights
from extractor.learned.candidates import candidates
from extractor.learned.obstacles import kept
from extractor.learned.ranking import choose, context, shape
from extractor.mentions import find
from extractor.records import Labelling, NarrativeRequest
from extractor.script import simplify

ANCHOR = date(2031, 6, 4)
MODES: tuple[Mode, ...] = ("learned", "combined")
ALPHABET = "已完成拟建座公里，。；：（）、其中共12345.%万年月日底受未因停工将 \n"
NARRATIVE = """截至5月底，换热站已完成12座，完成投资3.2万元，占计划的5%；
其余8座正在施工，预计9月底前完工。因资金未到位，1座停工。"""


def answer(narrative: str, mode: Mode, *, task: str = "") -> Labelling:
    """What the shipped weights give."""
    request = NarrativeRequest(id="demo/1", narrative=narrative, anchor_date=ANCHOR, task=task)
    return label(request, find(narrative, ANCHOR), load_weights(), mode)


@pytest.mark.parametrize("mode", MODES)
def test_it_labels_a_narrative(mode: Mode) -> None:
    """Roles, kind, dates and the obstacle of a usual narrative."""
    given_ = answer(NARRATIVE, mode, task="新建换热站20座。")
    roles = [one.role for one in given_.labels]

    assert mode == given_.engine
    assert ["as_of", "actual", "actual", "actual", "ongoing", "planned"] == roles[:6]
    assert [("funding", True)] == [(one.category, one.halted) for one in given_.blockers]


def test_every_learned_answer_has_its_probability() -> None:
    """In the signals, of the subject too where there is one."""
    given_ = answer(NARRATIVE, "learned")

    for one in (*given_.labels, *given_.blockers):
        assert one.signals is not None
        assert one.signals.learned is not None
        assert 0 <= one.signals.learned <= 1
    counted = [one.signals for one in given_.labels if one.kind != "date"]
    assert all(one is not None and one.learned_subject is not None for one in counted)


def test_combined_has_the_probabilities_of_what_the_models_have_a_say_in() -> None:
    """All but kind and role of percentages, which are left to the rules."""
    given_ = answer(NARRATIVE, "combined")

    for one in given_.labels:
        assert one.signals is not None
        assert (one.signals.learned is None) == (one.kind == "percentage")
        assert (one.signals.learned_subject is None) == (one.kind == "date")
    assert all(one.signals is not None and one.signals.learned is not None for one in given_.blockers)


def test_combined_leaves_kinds_and_the_words_of_obstacles_to_the_rules() -> None:
    """What differs is roles, subjects, the parts of dates, and which obstacles are borne out."""
    ledger = find(NARRATIVE, ANCHOR)
    ruled = label_by_rules(NARRATIVE, ledger, anchor_date=ANCHOR)
    given_ = answer(NARRATIVE, "combined")

    left = [(one.role, one.rule) for one in given_.labels if one.kind == "percentage"]
    assert [(one.role, one.rule) for one in ruled.labels if one.kind == "percentage"] == left
    assert {one.span for one in given_.blockers} <= {one.span for one in ruled.blockers}


def test_obstacles_that_no_clause_bears_out_are_left_out() -> None:
    """Whatever the rules say: here by weights that doubt everything."""
    weights = load_weights()
    narrative = "因资金未到位，1座停工。"
    scene = survey(narrative, find(narrative, ANCHOR), "", ANCHOR)
    doubting = weights.obstacle_clause.model_copy(update={"weights": {"bias": (9.0, -9.0)}})

    assert ["no", "yes"] == list(weights.obstacle_clause.classes)
    assert 1 == len(kept(scene, weights.obstacle_clause))
    assert [] == kept(scene, doubting)


def test_subjects_are_in_the_script_of_the_narrative() -> None:
    """A Traditional narrative gets Traditional subjects."""
    narrative = "截至5月底，換熱站已完成12座，改造農村電網28公里；後續工程預計9月底前完工。"
    subjects = [one.subject for one in answer(narrative, "learned").labels if one.kind != "date"]

    assert all(subjects)
    assert all(character in narrative for one in subjects for character in one)
    assert any(simplify(one) != one for one in subjects)


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="已完成拟建座公里，。；：（）、其中共12345.%万年月日底受未因停工将 \n", max_size=60),
    st.sampled_from(MODES),
)
def test_it_answers_for_every_mention(narrative: str, mode: Mode) -> None:
    """One label a mention, in order, whatever stands there."""
    labels = answer(narrative, mode).labels

    assert [one.mention for one in labels] == list(range(len(find(narrative, ANCHOR).mentions)))
    assert all(here.mention < there.mention for here, there in pairwise(labels))


@pytest.mark.parametrize("mode", MODES)
def test_the_same_words_get_the_same_answer(mode: Mode) -> None:
    """The engine is pure."""
    assert answer(NARRATIVE, mode) == answer(NARRATIVE, mode)


@given(st.text(alphabet=ALPHABET, max_size=60))
@settings(deadline=None, max_examples=40)
def test_the_choice_is_that_of_the_named_weights(narrative: str) -> None:
    """Tables of weights stand for the names that training knows, to the bit."""
    ranker = load_weights().subject
    scene = survey(narrative, find(narrative, ANCHOR), "", ANCHOR)
    decisions, ruled = decide(scene), named(scene)
    for order in range(len(scene.places)):
        around = context(scene, order, decisions[order], ruled[order])
        own = ruled[order].words
        sums = {}
        for words, ways in candidates(scene, order, ruled).items():
            by_way = [sum(ranker.weights.get(f"{way}|{what}", 0.0) for what in around) for way in ways]
            shaped = [ranker.weights.get(name, 0.0) for name in shape(words, ways, own)]
            sums[words] = sum((*by_way, *shaped))

        assert max(sums, key=sums.__getitem__) == choose(scene, order, around, ruled, ranker).words
