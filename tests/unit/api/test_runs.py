"""What the store holds, over HTTP."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import openpyxl
import pytest

from tests.factories import extraction, failure, run, skip, varied

from .served import Asked


@pytest.fixture
def filled(idle: Asked) -> Asked:
    """A service over a store with two runs, the second of which did something."""
    store = idle.service.store
    store.begin_run(run("run-1"))
    store.begin_run(run("run-2"))
    store.add_extraction("run-2", varied())
    store.add_extraction("run-2", extraction())
    store.add_failures("run-2", [failure("broken.docx")])
    store.add_skips("run-2", [skip()])
    return idle


def test_runs_and_their_counts(filled: Asked) -> None:
    """The latest first; read = done + failed + skipped."""
    runs = filled.client.get("/v1/runs", headers=filled.read).json()["runs"]
    second = filled.client.get("/v1/runs?limit=1&offset=1", headers=filled.read).json()["runs"]
    names = ("id", "read", "done", "failed", "skipped", "items", "items_failed", "facts")

    assert [("run-2", 4, 2, 1, 1, 6, 1, 12), ("run-1", 0, 0, 0, 0, 0, 0, 0)] == [
        tuple(each[name] for name in names) for each in runs
    ]
    assert runs[1:] == second


def test_one_run(filled: Asked) -> None:
    """With the documents that gave no bulletin, and why."""
    told = filled.client.get("/v1/runs/run-2", headers=filled.read).json()

    assert [failure("broken.docx").model_dump()] == told["failures"]
    assert [skip().model_dump()] == told["skips"]


def test_facts_page_by_page(filled: Asked) -> None:
    """All facts come, once each and in order, and the last page says that it is the last."""
    found, offset, pages = [], 0, 0
    while offset is not None:
        page = filled.client.get(f"/v1/runs/run-2/facts?limit=5&offset={offset}", headers=filled.read).json()
        found += page["facts"]
        offset = page["next_offset"]
        pages += 1
    stored = [
        {"bulletin": each.bulletin.stem, "item": one.item.id, "fact": json.loads(fact.model_dump_json())}
        for each in filled.service.store.extractions("run-2")
        for one in each.results
        for fact in one.result.facts
    ]

    assert (3, 12) == (pages, len(found))
    assert stored == found


def test_beyond_the_last_fact(filled: Asked) -> None:
    """There is nothing, and nowhere to go on."""
    page = filled.client.get("/v1/runs/run-2/facts?offset=1000000000", headers=filled.read).json()

    assert {"facts": [], "next_offset": None} == page


def test_json_lines(filled: Asked) -> None:
    """One line an item, as a file to be saved."""
    answer = filled.client.get("/v1/runs/run-2/export", headers=filled.read)

    assert "application/x-ndjson" == answer.headers["content-type"]
    assert 'attachment; filename="run-2-narratives.jsonl"' == answer.headers["content-disposition"]
    assert ["demo/1", "demo/2", "demo/3", "demo/4", "demo/1"] == [
        json.loads(line)["id"] for line in answer.text.splitlines()
    ]


def test_workbook(filled: Asked) -> None:
    """The workbook opens, and what looks like a formula is text."""
    answer = filled.client.get("/v1/runs/run-2/export?form=xlsx", headers=filled.read)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))

    assert [] == [cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert len(book.sheetnames) > 4


def test_csv(filled: Asked) -> None:
    """An archive of the files that `extractor export` writes into a folder."""
    answer = filled.client.get("/v1/runs/run-2/export?form=csv", headers=filled.read)
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert ["blockers.csv", "dates.csv", "items.csv", "percentages.csv", "quantities.csv"] == archive.namelist()
        assert archive.read("items.csv").startswith(b"\xef\xbb\xbf")


def test_report(filled: Asked) -> None:
    """The page is saved, not shown: what it says stays out of the service's own origin."""
    answer = filled.client.get("/v1/runs/run-2/export?form=html", headers=filled.read)

    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "<script>alert(1)</script>" not in answer.text


@pytest.mark.parametrize("path", ["", "/facts", "/export"])
@pytest.mark.parametrize("run_id", ["run-9", "..", "%2e%2e%2fetc", "run-2%00", "' OR 1=1 --"])
def test_runs_that_are_not_there(filled: Asked, run_id: str, path: str) -> None:
    """W6, W11: whatever is asked for, there is no such run, or no such id."""
    answer = filled.client.get(f"/v1/runs/{run_id}{path}", headers=filled.read)

    assert answer.status_code in {404, 422}, answer.text


@pytest.mark.parametrize("query", ["form=parquet", "form=", "form=../x", "form=xlsx&form=exe"])
def test_forms_that_there_are_not(filled: Asked, query: str) -> None:
    """Only the four forms are written."""
    assert 422 == filled.client.get(f"/v1/runs/run-2/export?{query}", headers=filled.read).status_code


def test_a_run_without_results_is_a_file_without_lines(filled: Asked) -> None:
    """A run that did nothing is exported as nothing."""
    answer = filled.client.get("/v1/runs/run-1/export", headers=filled.read)

    assert (200, "") == (answer.status_code, answer.text)
