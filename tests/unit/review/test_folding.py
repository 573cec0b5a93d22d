"""The present facts are those of the machine with what people did to them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ReviewError
from extractor.records import Marks
from extractor.review import Edit, Event, agreement, check, fold, redoable, undoable, value_of_looking
from tests.factories import NARRATIVE, percentage, quantity, usual_facts

AT = datetime(2031, 6, 5, tzinfo=UTC)


def event(version: int, action: str, *facts: str, **changes: Any) -> Event:  # noqa: ANN401
    """An event of one reviewer."""
    return Event.model_validate(
        {"version": version, "action": action, "facts": facts, "reviewer": "林知夏", "at": AT, **changes}
    )


def test_nothing_done_leaves_the_machine_s_facts() -> None:
    """Without events every fact is open and the narrative too."""
    review = fold(usual_facts(), ())

    assert (0, "open") == (review.version, review.status)
    assert {"open"} == {fact.state for fact in review.facts}
    assert Marks.of(fact.mark for fact in usual_facts()) == Marks.of(review.marks)


def test_each_action_does_what_it_says() -> None:
    """Accepting and rejecting settle a fact; changing, adding, merging and splitting put marks in its place."""
    wrong = quantity(NARRATIVE, "1座", 2, "座")
    whole = quantity(NARRATIVE, "3.2万元，占计划的5%", 1, "元")
    parts = (quantity(NARRATIVE, "3.2万", 32000, ""), quantity(NARRATIVE, "元", 1, "元"))
    review = fold(
        usual_facts(),
        [
            event(1, "accept", "m0"),
            event(2, "change", "m1", after=[wrong]),
            event(3, "merge", "m2", "m3", after=[whole]),
            event(4, "split", "v3.0", after=parts),
            event(5, "reject", "m4"),
            event(6, "note", text="请核实"),
            event(7, "finish"),
        ],
    )

    states = {fact.id: fact.state for fact in review.facts}
    assert {"m0": "accepted", "m1": "changed", "v4.0": "added", "v4.1": "added", "m4": "rejected"} == states
    assert {wrong, *parts} < set(review.marks)
    assert ("done", ["请核实"]) == (review.status, [note.text for note in review.notes])


def test_undo_and_redo_take_turns() -> None:
    """What is taken back can be brought back, until its author does something else."""
    events = [event(1, "accept", "m0"), event(2, "reject", "m1")]
    assert (2, None) == (undoable(events, "林知夏").version, redoable(events, "林知夏"))  # type: ignore[union-attr]

    events.append(event(3, "undo", target=2))
    assert "open" == fold(usual_facts(), events).facts[1].state
    assert (1, 3) == (undoable(events, "林知夏").version, redoable(events, "林知夏").version)  # type: ignore[union-attr]

    events.append(event(4, "redo", target=3))
    assert "rejected" == {fact.id: fact.state for fact in fold(usual_facts(), events).facts}["m1"]
    assert redoable(events, "林知夏") is None

    events += [event(5, "undo", target=2), event(6, "accept", "m2")]
    assert redoable(events, "林知夏") is None
    assert undoable(events, "another") is None


def test_what_others_build_on_cannot_be_taken_back() -> None:
    """Taking back a merge whose outcome somebody changed is refused, not half done."""
    mark = quantity(NARRATIVE, "3.2万元，占计划的5%", 1, "元")
    events = [
        event(1, "merge", "m2", "m3", after=[mark]),
        event(2, "reject", "v1.0", reviewer="周牧野"),
        event(3, "undo", target=1),
    ]

    with pytest.raises(ReviewError, match="not there any more"):
        fold(usual_facts(), events)


@given(st.lists(st.sampled_from(["accept", "reject", "undo", "redo"]), max_size=30), st.data())
def test_undoing_everything_leads_back(actions: list[str], data: st.DataObject) -> None:
    """However edits, undos and redos follow each other, undoing until nothing is left gives the machine's facts."""
    events: list[Event] = []
    for action in actions:
        version = len(events) + 1
        if action in {"accept", "reject"}:
            events.append(event(version, action, data.draw(st.sampled_from(["m0", "m1", "m2"]))))
            continue
        found = (undoable if action == "undo" else redoable)(events, "林知夏")
        if found:
            events.append(event(version, action, target=found.version))
    while found := undoable(events, "林知夏"):
        events.append(event(len(events) + 1, "undo", target=found.version))

    assert fold(usual_facts(), ()).facts == fold(usual_facts(), events).facts


_GOOD = quantity(NARRATIVE, "完成投资3.2万元", 32000, "元")


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ({"action": "accept"}, "counts"),
        ({"action": "change", "facts": ["m0"]}, "counts"),
        ({"action": "merge", "facts": ["m0"], "marks": [_GOOD]}, "counts"),
        ({"action": "split", "facts": ["m0"], "marks": [_GOOD]}, "counts"),
        ({"action": "note", "text": "  "}, "text"),
        ({"action": "skip", "text": "x"}, "text"),
        ({"action": "accept", "facts": ["m9"]}, "no_such_fact"),
        ({"action": "accept", "facts": ["m0", "m0"]}, "no_such_fact"),
        ({"action": "add", "marks": [_GOOD.model_copy(update={"start": 0})]}, "words"),
        ({"action": "add", "marks": [_GOOD.model_copy(update={"end": 900})]}, "words"),
        ({"action": "add", "marks": [_GOOD.model_copy(update={"value_max": 1})]}, "range"),
        ({"action": "add", "marks": [quantity(NARRATIVE, "1座", 1, "座")]}, "marked_already"),
    ],
)
def test_edits_that_cannot_be_made_are_refused(edit: dict[str, Any], code: str) -> None:
    """An edit about the wrong number of facts, unknown facts or other words than the narrative's says what is wrong."""
    with pytest.raises(ReviewError) as refused:
        check(
            Edit.model_construct(**{"facts": (), "marks": (), "text": "", **edit}), fold(usual_facts(), ()), NARRATIVE
        )

    assert code == refused.value.code


def test_findings_go_before_doubts() -> None:
    """An error goes before a warning, that before doubtful facts, those before sure ones."""
    error, warning = value_of_looking([], ["error"]), value_of_looking([("quantities", 0.9)], ["warning"])
    doubtful, sure = value_of_looking([("blockers", 0.2)], []), value_of_looking([("blockers", 1.0)], [])

    assert error > warning > doubtful > sure == 0


def test_agreement_counts_equal_marks() -> None:
    """Marks agree where all but the subject is equal; a narrative that differs is named with what each alone has."""
    one, other = quantity(NARRATIVE, "1座", 1, "座"), percentage(NARRATIVE, "5%", 5)
    renamed, changed = one.model_copy(update={"subject": "站"}), other.model_copy(update={"role": "target"})

    found = agreement([("demo/1", [one, other], [renamed, changed]), ("demo/2", [one], [one])])

    assert (2, 4 / 6, 1.0, 0.0) == (found.narratives, found.f1(), found.f1("quantities"), found.f1("percentages"))
    assert found.f1("dates") is None
    assert [("demo/1", (other,), (changed,))] == [tuple(each) for each in found.differences]
