"""How strongly a model favours its answers, from the probabilities of its tokens."""

from __future__ import annotations

import json
import re

import pytest

from extractor.llm import TokenProbability
from extractor.model_labelling.probabilities import UNKNOWN, scores

from .asked import RIGHT, Narrative, Scripted

RAW = json.dumps(RIGHT, ensure_ascii=False)
_Told = tuple[str, float, tuple[tuple[str, float], ...]]
_LEGAL = {1: frozenset("apodx"), 2: frozenset("taopcrx")}


def _tokens(raw: str, told: dict[int, _Told]) -> list[TokenProbability]:
    """`raw` as tokens of one character, or those `told` at their offset with probability and alternatives."""
    found: list[TokenProbability] = []
    at = 0
    while at < len(raw):
        token, probability, others = told.get(at, (raw[at], 1.0, ()))
        assert raw.startswith(token, at)
        found.append(TokenProbability(token=token, probability=probability, alternatives=others))
        at += len(token)
    return found


@pytest.mark.parametrize(
    ("token", "offset", "probability", "others", "score", "why"),
    [
        ("a", 0, 0.6, (("t", 0.2),), 0.75, "among two legal codes"),
        ("a", 0, 0.6, (("t", 0.2), ("z", 0.2)), 0.75, "a code that is none does not count"),
        ("a", 0, 0.001, (), 1.0, "raw probability before a grammar, no rival"),
        ("a", 0, 0.6, (("a", 0.6), ("t", 0.2)), 0.75, "itself among the alternatives"),
        ("a:", 0, 0.6, (("t:", 0.2), ("换", 0.2)), 0.75, "code and colon in one token"),
        ("2a", -1, 0.6, (("2t", 0.2), ("3t", 0.2)), 0.75, "number and code in one token"),
        ("a", 0, 0.0, (), 0.0, "nothing told but zero"),
    ],
)
def test_a_code_is_scored(
    token: str, offset: int, probability: float, others: tuple[tuple[str, float], ...], score: float, why: str
) -> None:
    """The share of the code among the codes it could have been."""
    assert why
    at = RAW.index('"2a:') + 2 + offset
    told: dict[int, _Told] = {at: (token, probability, others)}
    found = scores(tuple(_tokens(RAW, told)), _LEGAL, ())
    assert pytest.approx(score) == found.numbers[2]


def test_a_code_of_two_tokens_is_their_product() -> None:
    """Kind and role of a percentage each have their share."""
    at = RAW.index('"4ca:') + 2
    told: dict[int, _Told] = {at: ("c", 0.5, (("r", 0.5),)), at + 1: ("a", 0.8, (("t", 0.2),))}
    found = scores(tuple(_tokens(RAW, told)), {4: frozenset(("ca", "ct", "ra", "rt", "x"))}, ())
    assert pytest.approx(0.4) == found.numbers[4]


def test_an_obstacle_is_scored_by_category_and_halt() -> None:
    """Category and halt each have their share."""
    category, halt = RAW.index("funding"), RAW.index("true")
    told: dict[int, _Told] = {
        category: ("fund", 0.5, (("approval", 0.5), ("money", 0.9))),
        halt: ("true", 0.5, (("false", 0.5),)),
    }
    found = scores(tuple(_tokens(RAW, told)), {}, ("funding", "approval"))
    assert [pytest.approx(0.25)] == list(found.obstacles)


def test_scores_reach_the_labels() -> None:
    """Labels carry what the endpoint tells; the trace says that it did."""
    at = RAW.index('"2a:') + 2
    tokens = _tokens(RAW, {at: ("a", 0.6, (("t", 0.2),))})
    found = Narrative().label(Scripted(RAW, tokens=tokens))
    assert [1.0, pytest.approx(0.75), 1.0, 1.0, 1.0] == [label.score for label in found.labelling.labels]
    assert found.trace.told


def test_without_probabilities_every_score_is_the_same() -> None:
    """Where the endpoint tells nothing there is nothing to tell answers apart by."""
    found = Narrative().label(Scripted(RIGHT))
    assert {UNKNOWN} == {one.score for one in (*found.labelling.labels, *found.labelling.blockers)}


def test_words_that_look_like_a_row_are_none() -> None:
    """Quotation marks inside a string open no row."""
    raw = re.sub("因资金", r'\\"2t:因资金', RAW)
    at = raw.rindex("2t:") + 1
    found = scores(tuple(_tokens(raw, {at: ("t", 0.1, (("a", 0.9),))})), _LEGAL, ())
    assert 1.0 == found.numbers[2]
