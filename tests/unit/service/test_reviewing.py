"""People review narratives of a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.errors import ReviewError, StaleError
from extractor.review import Edit
from extractor.service.review_queue import Filters
from extractor.service.reviewing import Received, ReviewDesk, read_words
from extractor.spans import Span
from extractor.store import Slot, Store
from tests.factories import NARRATIVE, extraction, fact, finding, item, result, run

SURE = fact(confidence=1.0)
SLOT = Slot(1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with three narratives: a usual one, one with a warning, and one without doubt."""
    with Store.open(tmp_path / "store.sqlite3") as opened:
        opened.begin_run(run())
        results = (result(item("1")), result(item("2"), findings=[finding()]), result(item("3"), [SURE]))
        opened.add_extraction("run-1", extraction(*results))
        yield opened


@pytest.fixture
def desk(store: Store) -> ReviewDesk:
    """The desk of that store."""
    return ReviewDesk(store)


def shown(desk: ReviewDesk, **filters: str) -> list[str]:
    """Ids of the narratives in the queue."""
    return [row.entry.id for row in desk.queue.page(Filters(**filters)).rows]


def test_queue_has_findings_first_and_what_is_done_last(desk: ReviewDesk) -> None:
    """What is known to disagree comes first, then what is doubtful; what is done comes last and is counted."""
    assert ["demo/2", "demo/1", "demo/3"] == shown(desk)

    desk.edit(Slot(2), Edit(action="finish"), Received("林知夏", 0, "a"))

    assert ["demo/1", "demo/3", "demo/2"] == shown(desk)
    assert (1, 3) == ((page := desk.queue.page(Filters())).done, page.total)


def test_queue_filters(desk: ReviewDesk) -> None:
    """Each filter lets through what it names, and search looks at words, case aside."""
    assert ["demo/2"] == shown(desk, finding="done_over_target")
    assert ["demo/2", "demo/1"] == shown(desk, kind="blockers")
    assert [] == shown(desk, bulletin="other") == shown(desk, unit="无") == shown(desk, status="done")
    assert ["demo/3"] == shown(desk, search="DEMO/3")


def test_pages_do_not_run_out(desk: ReviewDesk) -> None:
    """A page past the last is the last."""
    assert 1 == desk.queue.page(Filters(), 99).page == desk.queue.page(Filters(), -5).page


def test_edit_is_kept_once(desk: ReviewDesk, store: Store) -> None:
    """An edit sent twice is one event; another desk on the store sees it."""
    edit = Edit(action="reject", facts=("m1",))
    for _ in range(2):
        opened = desk.edit(SLOT, edit, Received("林知夏", 0, "a"))

    assert 1 == opened.review.version == ReviewDesk(store).open(SLOT).review.version


def test_stale_edit_is_refused(desk: ReviewDesk) -> None:
    """Who did not know of the other's edit is told, and nothing is lost."""
    desk.edit(SLOT, Edit(action="reject", facts=("m1",)), Received("林知夏", 0, "a"))

    with pytest.raises(StaleError):
        desk.edit(SLOT, Edit(action="accept", facts=("m1",)), Received("周牧野", 0, "b"))
    assert "rejected" == {each.id: each.state for each in desk.open(SLOT).review.facts}["m1"]


def test_undo_takes_back_only_one_s_own(desk: ReviewDesk) -> None:
    """The other's edit stays."""
    desk.edit(SLOT, Edit(action="reject", facts=("m1",)), Received("林知夏", 0, "a"))

    with pytest.raises(ReviewError, match="nothing of yours to undo"):
        desk.reverse(SLOT, "undo", Received("周牧野", 1, "b"))
    assert "open" == desk.reverse(SLOT, "undo", Received("林知夏", 1, "c")).review.facts[1].state
    assert 3 == desk.reverse(SLOT, "redo", Received("林知夏", 2, "d")).review.version


def test_a_later_run_replaces_no_decision(desk: ReviewDesk, store: Store) -> None:
    """After a second run the reviewed narrative is still the reviewed one; the others are those of the later run."""
    desk.edit(SLOT, Edit(action="finish"), Received("林知夏", 0, "a"))
    store.begin_run(run("run-2"))
    store.add_extraction("run-2", extraction(result(item("1"), []), result(item("2"), [])))

    keys = {row.entry.id: row.entry.item_key for row in desk.queue.page(Filters()).rows}

    assert {"demo/1": 1, "demo/2": 5} == keys
    assert 1 == desk.queue.page(Filters()).done


def test_second_review_is_apart(desk: ReviewDesk) -> None:
    """The second review starts from the machine, by somebody else; the two are compared once both are done."""
    desk.edit(SLOT, Edit(action="reject", facts=("m1",)), Received("林知夏", 0, "a"))
    desk.edit(SLOT, Edit(action="finish"), Received("林知夏", 1, "b"))
    with pytest.raises(ReviewError, match="cannot do the second"):
        desk.edit(Slot(1, 2), Edit(action="finish"), Received("林知夏", 0, "c"))

    desk.edit(Slot(1, 2), Edit(action="finish"), Received("周牧野", 0, "d"))
    found = desk.agreement()

    assert (1, 8 / 9) == (found.narratives, found.f1())
    assert [((), "1座")] == [(each.first, each.second[0].text) for each in found.differences]


def test_next_leaves_out_what_others_have(desk: ReviewDesk) -> None:
    """A narrative that another person has before them is not handed out."""
    assert desk.claim(Slot(1), "周牧野") is None

    assert 3 == desk.queue.after(2, Filters(), "林知夏")
    assert 1 == desk.queue.after(2, Filters(), "周牧野")


def test_words_are_read_by_the_grammar() -> None:
    """Selected words come with the value that the grammar reads, never with a guess."""
    found = result(item("1"))
    at = NARRATIVE.index("3.2万元")

    money = read_words(found, Span(at, at + 5), "quantities")
    blocker = read_words(found, Span(at, at + 5), "blockers")

    assert (32000, "元") == (money.value, money.unit)  # type: ignore[union-attr]
    assert "other" == blocker.category  # type: ignore[union-attr]
    with pytest.raises(ReviewError, match="select some words"):
        read_words(found, Span(5, 5), "dates")
