"""What bulletins come to, and a task over several of them."""

from __future__ import annotations

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
from extractor.service.trending import TrendDesk, chart
from extractor.store import Slot, Store
from tests.factories import NARRATIVE, blocker, day, extraction, fact, item, percentage, result, run


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

    assert [20.0, 35.0, 50.0] == [point.actual for point in trend.points]
    assert ([("june/1", "july/1")], ("funding",)) == (
        [(one.entry.id, other.entry.id) for one, other in trend.slips],
        trend.persisting,
    )
    assert [(0.0, 80.0), (50.8, 65.0), (100.0, 50.0)] == [place[:2] for place in chart(trend, 100, 100)["actual"]]
    assert () == desk.trends().waiting


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
