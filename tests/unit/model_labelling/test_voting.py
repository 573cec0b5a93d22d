"""Several answers about one narrative, and what is taken of them."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.llm import TokenProbability
from extractor.model_labelling import Answer
from extractor.model_labelling.reading import Stated, read
from extractor.model_labelling.voting import Ballot, Tally, Vote, ballot_of, count
from extractor.records import Ledger
from extractor.spans import Span

from .asked import NARRATIVE, RIGHT, Narrative, changed

SHEET = Narrative().sheet()
FUNDING = "因资金未到位"
LONGER = "因资金未到位，处于停工状态"
HALT = "处于停工状态"


def ballots(*answers: dict[str, Any]) -> list[Ballot]:
    """The answers as ballots, without probabilities."""
    return [ballot_of(read(Answer.model_validate_json(json.dumps(one)), SHEET), ()) for one in answers]


def second(row: str) -> dict[str, Any]:
    """The right answer with another row about 12座."""
    return changed(n=[RIGHT["n"][0], row, *RIGHT["n"][2:]])


def obstacles(*quotes: tuple[str, str, bool]) -> dict[str, Any]:
    """The right answer with other obstacles: words, category, halted."""
    return changed(b=[{"t": words, "c": category, "h": halted} for words, category, halted in quotes])


@pytest.mark.parametrize(
    ("rows", "taken", "votes", "why"),
    [
        (["2a:换热站"], ("a", "换热站"), 1.0, "one answer alone is taken as it stands"),
        (["2t:换热站", "2a:换热站", "2a:换热站"], ("a", "换热站"), 2 / 3, "the majority, though the first differs"),
        (["2t:换热站", "2a:换热站"], ("t", "换热站"), 1 / 2, "even votes: the first"),
        (["2o:换热站", "2t:换热站", "2a:换热站"], ("o", "换热站"), 1 / 3, "all differ: the first"),
        (["2o:换热站", "2t:换热站", "2a:换热站", "2t:换热站", "2a:换热站"], ("t", "换热站"), 2 / 5, "even at the top"),
        (["2a:换热站完成", "2a:换热站", "2a:换热站"], ("a", "换热站"), 1.0, "the subject has a vote of its own"),
        (
            ["2a:换热站", "2t:投资", "2t:投资", "2a:换热站", "2a:换热站"],
            ("a", "换热站"),
            3 / 5,
            "of those alone that agree",
        ),
        (["2a:换热站", "2a:投资"], ("a", "换热站"), 1.0, "even votes on the subject: the first"),
        (["2a:换热站", "2x:name", "2x:name"], ("x", ""), 2 / 3, "a refusal is a label like others"),
    ],
)
def test_a_label_is_what_most_answers_say(rows: list[str], taken: tuple[str, str], votes: float, why: str) -> None:
    """Kind and role together have one vote, the subject another among the answers that agree on them."""
    assert why
    found = count(ballots(*map(second, rows))).verdicts[1]
    assert (*taken, pytest.approx(votes)) == (found.said.code, found.said.subject, found.votes)


def test_the_reason_of_a_refusal_has_a_vote() -> None:
    """Of several reasons the one most answers give is taken."""
    found = count(ballots(*map(second, ["2x:year", "2x:name", "2x:name"]))).verdicts[1]
    assert ("name", 1.0) == (found.said.reason, found.votes)


def stated(tally: Tally) -> list[tuple[str, str, bool, float]]:
    """The obstacles taken, by place."""
    rows = [(one.said.span, one.said.category, one.said.halted, one.votes) for one in tally.obstacles]
    return [(span.of(NARRATIVE), category, halted, round(votes, 2)) for span, category, halted, votes in sorted(rows)]


@pytest.mark.parametrize(
    ("answers", "taken", "why"),
    [
        ([[(FUNDING, "funding", True)]], [(FUNDING, "funding", True, 1.0)], "one answer alone"),
        ([[(FUNDING, "funding", True)], [], []], [], "one of three is no majority"),
        (
            [[], [(FUNDING, "funding", True)], [(FUNDING, "funding", True)]],
            [(FUNDING, "funding", True, 0.67)],
            "two of three",
        ),
        ([[(FUNDING, "funding", True)], []], [(FUNDING, "funding", True, 0.5)], "even: the first states it"),
        ([[], [(FUNDING, "funding", True)]], [], "even: the first does not"),
        (
            [[(FUNDING, "funding", True)], [(LONGER, "funding", True)], [(LONGER, "funding", True)]],
            [(LONGER, "funding", True, 1.0)],
            "words that overlap are one obstacle; most answers decide where it ends",
        ),
        (
            [[(FUNDING, "funding", False)], [(LONGER, "funding", True)], [(FUNDING, "funding", True)]],
            [(FUNDING, "funding", True, 1.0)],
            "halted has a vote of its own",
        ),
        (
            [[(FUNDING, "funding", True)], [(FUNDING, "approval", True)], [(FUNDING, "approval", True)]],
            [(FUNDING, "approval", True, 0.67)],
            "another category is another obstacle",
        ),
        ([[(FUNDING, "funding", True)], [(HALT, "funding", True)], []], [], "words that do not meet are two obstacles"),
        (
            [[(FUNDING, "funding", True), (HALT, "funding", True)], [(LONGER, "funding", True)]],
            [(FUNDING, "funding", True, 1.0), (HALT, "funding", True, 0.5)],
            "one answer has one vote for each obstacle",
        ),
        (
            [
                [(FUNDING, "funding", True), (HALT, "technical", True)],
                [(FUNDING, "funding", True), (HALT, "technical", True)],
                [(LONGER, "technical", True)],
            ],
            [(FUNDING, "funding", True, 0.67), (HALT, "technical", True, 1.0)],
            "what is taken never overlaps",
        ),
        (
            [
                [(FUNDING, "funding", True), (HALT, "technical", True)],
                [(LONGER, "funding", True)],
                [(LONGER, "funding", True)],
                [(HALT, "technical", True), (FUNDING, "funding", True)],
                [(HALT, "technical", True)],
            ],
            [(FUNDING, "funding", True, 0.8), (HALT, "technical", True, 0.6)],
            "even votes on the words: the first",
        ),
        (
            [
                [(LONGER, "funding", True)],
                [(LONGER, "funding", True)],
                [(FUNDING, "funding", True), (HALT, "technical", True)],
                [(FUNDING, "funding", True), (HALT, "technical", True)],
                [(HALT, "technical", True)],
            ],
            [(LONGER, "funding", True, 0.8)],
            "what lies inside one of more votes is left out",
        ),
    ],
)
def test_an_obstacle_needs_a_majority(
    answers: list[list[tuple[str, str, bool]]], taken: list[tuple[str, str, bool, float]], why: str
) -> None:
    """An obstacle is taken where more than half of the answers state it, or half with the first."""
    assert why
    assert taken == stated(count(ballots(*(obstacles(*quotes) for quotes in answers))))


@st.composite
def random_ballots(draw: st.DrawFn) -> list[Ballot]:
    """Ballots of obstacles alone, which overlap in no ballot, as no answer's do."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        ends = sorted(draw(st.sets(st.integers(0, 12), min_size=2, max_size=8)))
        spans = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
        kind = st.builds(Stated, st.none(), st.sampled_from(["funding", "land"]), st.booleans())
        votes = tuple(Vote(draw(kind)._replace(span=span), None) for span in spans)
        found.append(Ballot((), (), votes))
    return found


@given(random_ballots())
def test_what_is_taken_was_said(cast: list[Ballot]) -> None:
    """Obstacles taken never overlap; words and category of each were stated so, by half of the ballots at least."""
    taken = count(cast).obstacles
    stated = {(vote.said.span, vote.said.category) for ballot in cast for vote in ballot.obstacles}

    assert [] == [(a, b) for a, b in combinations([one.said.span for one in taken], 2) if a.overlaps(b)]
    assert {(one.said.span, one.said.category) for one in taken} <= stated
    assert all(0.5 <= one.votes <= 1 for one in taken)


@given(random_ballots())
def test_one_answer_many_times_is_that_answer(cast: list[Ballot]) -> None:
    """Answers that all say the same are taken as each of them stands."""
    [first, *_] = cast
    same = count([first] * 4).obstacles

    assert {vote.said for vote in first.obstacles} == {one.said for one in same}
    assert {1.0} >= {one.votes for one in same}


def test_a_number_pointed_out_needs_a_majority() -> None:
    """A number that the finder lacks is taken where most answers point it out, with what most of those say."""
    narrative = Narrative()
    missed = narrative.ledger.mentions[1]
    narrative.ledger = Ledger(mentions=tuple(one for one in narrative.ledger.mentions if one is not missed))
    rows = ["1a", "2a:完成投资", "3ca:计划投资", "4p:换热站"]

    def taken(*pointed_out: str) -> list[tuple[str, str, float]]:
        answers = [
            Answer(n=tuple(rows), b=(), m=tuple([{"t": "12座", "r": row}] if row else [])) for row in pointed_out
        ]
        tally = count([ballot_of(read(one, narrative.sheet()), ()) for one in answers])
        return [(one.said.mention.text, one.said.code, round(one.votes, 2)) for one in tally.missed]

    assert [("12座", "a", 0.67)] == taken("", "a:换热站", "a:换热站")
    assert [("12座", "a", 0.67)] == taken("t:换热站", "a:换热站", "a:换热站")
    assert [] == taken("", "a:换热站", "")
    assert [] == taken("", "a:换热站")


def test_a_probability_is_the_mean_of_those_who_say_so() -> None:
    """Answers that say otherwise, and those whose endpoint tells nothing, do not count."""
    raw = '{"n": ["1a", "2a:换热站", "3a:完成投资", "4ca:计划投资", "5p:换热站"], "b": [], "m": []}'
    reading = read(Answer.model_validate_json(raw), SHEET)

    def told(probability: float) -> Ballot:
        at = raw.index('"2a:') + 2
        tokens = [TokenProbability(token=letter, probability=1.0) for letter in raw]
        rivals = (("t", 1 - probability),)
        tokens[at] = tokens[at].model_copy(update={"probability": probability, "alternatives": rivals})
        return ballot_of(reading, tuple(tokens))

    other = ballot_of(read(Answer.model_validate_json(raw.replace("2a:", "2t:")), SHEET), ())
    tally = count([told(0.8), told(0.4), ballot_of(reading, ()), other])

    assert (0.75, pytest.approx(0.6)) == (tally.verdicts[1].votes, tally.verdicts[1].probability)
    assert None is count([other]).verdicts[1].probability
    assert [True, False] == [told(0.8).told, other.told]
