"""Invented bulletins, one a layout, each with the items a reader finds in it.

The truth files hold an item's fields with the white space of wrapped cells folded. Where a target
is printed as a heading it is accepted as heading or task.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import SegmentError
from extractor.reading import read
from extractor.records import Bulletin, Item
from extractor.segmenting import segment

FOLDER = Path(__file__).parent / "layouts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
LAYOUTS = {
    "bracketed-bodies-above-progress": "slow_items",
    "bracketed-bodies-before-progress": "headed",
    "bracketed-bodies-on-sections": "labelled",
    "bracketed-bodies-on-tasks": "labelled",
    "cell-progress-next-problems": "pipe",
    "cover-by-status-annex-table": "pipe",
    "dept-segments-page-breaks": "labelled",
    "gb18030-crlf-fullwidth": "labelled",
    "highway-monthly": "headed",
    "hk-fullwidth-bars": "pipe",
    "inner-enumerations": "labelled",
    "labelled-drifting-numbers": "labelled",
    "labelled-unit-after-progress": "labelled",
    "ledger-missing-cells-second-annex": "ledger",
    "ledger-tabs-other-columns": "ledger",
    "markdown-pipe-wrapped": "pipe",
    "nested-tasks-unit-same-line": "labelled",
    "newspaper-digest": "paragraphs",
    "per-county-list": "place_list",
    "pipe-synonym-headers": "pipe",
    "provincial-notice-guanyu": "headed",
    "quarters-side-by-side": "pipe",
    "rectification-account": "labelled",
    "slow-prose-bracket-units": "slow_items",
    "square-bracket-labels": "labelled",
    "target-heading-no-labels": "headed",
    "tsv-rows": "tab",
}
WITH_ITEMS = sorted(LAYOUTS)


def truth(name: str) -> dict[str, Any]:
    """What a reader finds in the bulletin `name`."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return loaded


def taken_apart(name: str) -> Bulletin:
    """The bulletin `name` as the program takes it apart."""
    return segment(read(FOLDER / f"{name}.txt"))


def bare(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def printed_fields(item: dict[str, Any]) -> dict[str, str | list[str]]:
    """The fields a reader finds, those that the document does not give left out."""
    single = {key: bare(item[key]) for key in ("number", "deadline", "status") if item[key]}
    return single | {key: [bare(name) for name in item[key]] for key in ("units", "leaders") if item[key]}


def found_fields(item: Item) -> dict[str, str | list[str]]:
    """The same fields as the program finds them."""
    return {
        "number": item.number,
        "units": [unit.text for unit in item.units],
        "leaders": [leader.text for leader in item.leaders],
        "deadline": bare(item.deadline.text),
        "status": bare(item.status.text),
    }


def test_every_bulletin_is_looked_at() -> None:
    """No fixture lies about unused."""
    assert {*LAYOUTS, "cover-letter-only"} == set(NAMES)


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_layout_is_recognised(name: str) -> None:
    """The layout is chosen by what the document shows, and says why."""
    bulletin = taken_apart(name)

    assert LAYOUTS[name] == bulletin.layout.name
    assert bulletin.layout.why


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_narratives(name: str) -> None:
    """Each narrative is there once, whole, in order, and nothing else is."""
    expected = [bare(item["narrative"]) for item in truth(name)["items"]]

    assert expected == [bare(item.narrative.text) for item in taken_apart(name).items]


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_fields(name: str) -> None:
    """Numbers, bodies, leaders, deadlines and statuses stand with their items."""
    expected = [printed_fields(item) for item in truth(name)["items"]]
    found = [found_fields(item) for item in taken_apart(name).items]

    assert expected == [{key: row[key] for key in wanted} for row, wanted in zip(found, expected, strict=True)]


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_tasks(name: str) -> None:
    """What is to be done is the item's task, or its heading where it is printed as one."""
    for item, expected in zip(taken_apart(name).items, truth(name)["items"], strict=True):
        found = {bare(item.task.text), bare(item.heading.text), bare(item.heading.text + item.task.text)}
        for key in ("task", "heading"):
            wanted = bare(expected[key])
            assert not wanted or any(text.startswith(wanted) for text in found), (item.id, key)


def test_bodies_in_brackets_are_no_words_of_the_title() -> None:
    """A bracket that names the bodies of a task is left out of its task and heading."""
    names = [name for name in WITH_ITEMS if name.startswith("bracketed-bodies")]
    items = [item for name in names for item in taken_apart(name).items]

    assert len(items) == len([item for item in items if "（" not in item.heading.text + item.task.text])


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_issue_date(name: str) -> None:
    """The issue date is the signature's, the letterhead's or the page's."""
    if name == "cover-letter-only":
        return
    printed = truth(name)["issue_date"]

    assert (date.fromisoformat(printed) if printed else None) == taken_apart(name).issue_date


def test_covering_letter_has_no_items() -> None:
    """A letter that leaves the details to its annex yields none, and says what to give instead."""
    with pytest.raises(SegmentError, match=r"no item .* give the table or annex itself"):
        taken_apart("cover-letter-only")
