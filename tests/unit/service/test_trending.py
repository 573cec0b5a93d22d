"""What bulletins come to, and a task over several of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.errors import ReviewError
from extractor.records import Extraction
from extractor.review import Edit
from extractor.service.dashboards import Dashboard
from extractor.service.reviewing import Received, ReviewDesk
from extractor.service.trending import COMPLETION, Measure, TrendDesk, chart
from extractor.store import Slot, Store
from tests.factories import NARRATIVE, blocker, day, extraction, fact, item, percentage, quantity, result, run


def month(stem: str, issued: date, rate: float, planned: date) -> Extraction:
    """A bulletin of one month with one task."""
    marks: list[Any] = [
        percentage(NARRATIVE, "5%", rate),
        blocker(NARRATIVE, "资金尚未到位", halted=True),
        day(NARRATIVE, "5月底", planned, role="planned"),
    ]
    made = extraction(result(item(stem=stem), [fact(mark) for mark in marks]), stem=stem)
    return made.model_copy(update={"bulletin": made.bulletin.model_copy(update={"issue_date": issued})})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with three months of one place."""
    with Store.open(tmp_path / "store.sqlite3") as opened:
        opened.begin_run(run())
        months = (("may", 5, 20.0, 10), ("june", 6, 35.0, 10), ("july", 7, 50.0, 12))
        for stem, number, rate, due in months:
            opened.add_extraction("run-1", month(stem, date(2031, number, 4), rate, date(2031, due, 31)))
        yield opened


def test_a_task_is_followed_once_confirmed(store: Store) -> None:
    """Links wait for a person; then the task has a line, its slip and the obstacle that stays."""
    desk = TrendDesk(store, ReviewDesk(store))
    waiting = [(one.id, other.id) for one, other, _ in desk.trends().waiting]
    assert ([("may/1", "june/1"), ("june/1", "july/1")], ()) == (waiting, desk.trends().trends)

    for earlier, later in waiting:
        desk.link(earlier, later, "林知夏", same=True)
    [trend] = desk.trends().trends

    assert [(20.0, None), (35.0, None), (50.0, None)] == [point.levels[COMPLETION] for point in trend.points]
    assert ([("june/1", "july/1")], ("funding",)) == (
        [(one.entry.id, other.entry.id) for one, other in trend.slips],
        trend.persisting,
    )
    drawn = chart(trend, COMPLETION, 100, 100).actual
    assert [(0.0, 80.0), (50.8, 65.0), (100.0, 50.0)] == [place[:2] for place in drawn]
    assert () == desk.trends().waiting


def test_amounts_are_followed_in_one_unit(tmp_path: Path) -> None:
    """Amounts of one thing in one unit make a line, with its target; what only one bulletin tells makes none."""
    figures = [("may", 5, 1.0, "座", "8月底"), ("june", 6, 4.0, "座", "8月底"), ("july", 7, 6.0, "座", "12月底")]
    with Store.open(tmp_path / "store.sqlite3") as store:
        store.begin_run(run())
        for stem, number, built, unit, due in figures:
            marks = [
                fact(quantity(NARRATIVE, "1座", built, unit)),
                fact(quantity(NARRATIVE, "3.2万元", number * 1000, "元", subject="投资" if number < 7 else "总投资")),
                fact(quantity(NARRATIVE, "5%", 20, unit, role="target")),
            ]
            made = extraction(result(item(stem=stem, deadline=due), marks), stem=stem)
            bulletin = made.bulletin.model_copy(update={"issue_date": date(2031, number, 4)})
            store.add_extraction("run-1", made.model_copy(update={"bulletin": bulletin}))
        desk = TrendDesk(store, ReviewDesk(store))
        for earlier, later, _ in desk.trends().waiting:
            desk.link(earlier.id, later.id, "林知夏", same=True)
        [trend] = desk.trends().trends

    assert (Measure("换热站", "座"), Measure("投资", "元")) == trend.measures
    assert [(1.0, 20.0), (4.0, 20.0), (6.0, 20.0)] == [point.levels[trend.measures[0]] for point in trend.points]
    assert [(date(2031, 8, 31), date(2031, 12, 31))] == [(one.due, other.due) for one, other in trend.slips]
    drawn = chart(trend, trend.measures[0], 100, 100)
    assert [95.0, 80.0, 70.0] == [y for _, y, _ in drawn.actual]
    assert [0.0, 0.0, 0.0] == [y for _, y, _ in drawn.target]


def test_accuracy_on_gold_is_shown_where_it_was_measured(store: Store, tmp_path: Path) -> None:
    """The file that the evaluation writes is read; without it there is nothing, and another file is told."""
    path = tmp_path / "accuracy.json"
    dashboard = Dashboard(store, ReviewDesk(store), path)
    assert (None, "") == ((found := dashboard.overview()).accuracy, found.accuracy_fault)

    figures = {"precision": 0.9, "recall": 0.8, "f1": 0.85, "low": 0.8, "high": 0.9, "gold": 10, "tp": 8}
    scores = {"all": {"full": figures, "exact": figures}}
    told = {"engine": "rules", "narratives": 7, "scores": scores, "bulletins": {}}
    path.write_text(json.dumps(told), "utf-8")
    assert (accuracy := dashboard.overview().accuracy) is not None
    assert (0.85, 10) == (accuracy.scores["all"].full.f1, accuracy.scores["all"].full.gold)

    path.write_text("{}", "utf-8")
    assert "extractor eval run GOLD --out" in dashboard.overview().accuracy_fault


def test_denied_and_impossible_links(store: Store) -> None:
    """What a person denied is not asked again; a link back in time, or to nothing, is refused."""
    desk = TrendDesk(store, ReviewDesk(store))
    desk.link("may/1", "june/1", "林知夏", same=False)

    assert [("june/1", "july/1")] == [(one.id, other.id) for one, other, _ in desk.trends().waiting]
    assert () == desk.trends().trends
    for earlier, later in (("june/1", "may/1"), ("may/1", "august/1")):
        with pytest.raises(ReviewError):
            desk.link(earlier, later, "林知夏", same=True)


def test_dashboard_counts_what_people_left(store: Store) -> None:
    """Completion, obstacles and precision are those after the review; the workbook has the corrected facts."""
    desk = ReviewDesk(store)
    dashboard = Dashboard(store, desk)
    before = dashboard.overview()
    assert (35.0, 3, 3, {"funding": 3}, None) == (
        before.units[0].completion, before.units[0].blocked, before.units[0].halted, before.categories,
        before.decisions.precision,
    )  # fmt: skip

    changed = percentage(NARRATIVE, "5%", 80)
    desk.edit(Slot(1), Edit(action="change", facts=("m0",), marks=(changed,)), Received("林知夏", 0, "a"))
    desk.edit(Slot(1), Edit(action="reject", facts=("m1",)), Received("林知夏", 1, "b"))
    desk.edit(Slot(1), Edit(action="finish", facts=("m2",)), Received("林知夏", 2, "c"))
    after = dashboard.overview()

    assert (55.0, 2, {"funding": 2}, 1) == (
        after.units[0].completion, after.units[0].blocked, after.categories, after.done
    )  # fmt: skip
    assert (1, 1, 1, 0, 1 / 3) == (*after.decisions, after.decisions.precision)
    assert {changed} < {each.mark for each in dashboard.extraction(1).results[0].result.facts}
    sheet = openpyxl.load_workbook(BytesIO(dashboard.workbook(1)))
    assert 80 in {cell.value for row in sheet["百分比"].iter_rows() for cell in row}
    assert 1 == sheet["阻碍"].max_row
