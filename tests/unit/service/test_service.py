"""Runs and predictions below the command line."""

from pathlib import Path

import pytest

from extractor.errors import ReadError
from extractor.pipeline import Labelled
from extractor.records import Failure, Labelling, Ledger, NarrativeRequest, Run
from extractor.service import parse_requests, predict, run_files
from extractor.store import Store

TEXT = """民生实事进展情况通报
2031年6月5日

1.新建公厕12座。
责任单位：市城管局
进展情况：已建成7座。

2.新建停车场3个。
责任单位：市住建局
进展情况：正在招标2个。
"""


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    """A bulletin of two items."""
    path = tmp_path / "demo.txt"
    path.write_text(TEXT, "utf-8")
    return path


def stumbling(request: NarrativeRequest, ledger: Ledger) -> Labelled:
    """An engine that breaks on one narrative."""
    if "招标" in request.narrative:
        raise RuntimeError("broken")
    return Labelled(ledger, Labelling(engine="stumbling"))


class Watch:
    """Remembers how a run got on."""

    def __init__(self) -> None:
        self.documents = self.items = self.done = 0

    def began(self, run: Run, documents: int) -> None:
        """Counts the documents to come."""
        del run
        self.documents = documents

    def opened(self, stem: str, items: int) -> None:
        """Counts the items to come."""
        del stem
        self.items += items

    def advanced(self, items: int) -> None:
        """Counts items done."""
        self.done += items


def test_one_narrative_never_costs_another(bulletin: Path) -> None:
    """An engine that breaks on one item loses that item alone, and the loss is counted."""
    with Store.open("store.sqlite3") as store:
        report = run_files([bulletin], store, labeller=stumbling, engine="stumbling")

        [extraction] = store.extractions()

    assert ["demo/1"] == [result.item.id for result in extraction.results]
    assert [("demo/2", "unexpected")] == [(failure.subject, failure.code) for failure in report.item_failures]
    assert not report.complete


def test_progress_is_told(bulletin: Path) -> None:
    """Whoever watches hears of every bulletin and every item."""
    watch = Watch()
    with Store.open("store.sqlite3") as store:
        run_files([bulletin], store, progress=watch)

    assert (1, 2, 2) == (watch.documents, watch.items, watch.done)


def test_run_is_stored(bulletin: Path) -> None:
    """The store gives back what the run found, and counts that add up."""
    with Store.open("store.sqlite3") as store:
        report = run_files([bulletin, Path("none.txt")], store)
        [summary] = store.runs()

        [tally] = report.tallies
        [kept] = store.extractions()
        assert (kept.bulletin.stem, 2, 2, 0) == (tally.stem, tally.tasks, tally.done, tally.left)
        assert (2, 1, 1, 0) == (summary.read, summary.done, summary.failed, summary.skipped)


def test_predict_hands_failures_through() -> None:
    """A request that could not be read keeps its place among the results."""
    failure = Failure(subject="a:1", stage="read", code="format", message="a:1: broken")
    request = NarrativeRequest(id="a/2", narrative="已建成7座。")

    outcomes = list(predict([failure, request]))

    assert outcomes[0] == failure
    assert isinstance(outcomes[1], Failure) is False


def test_gold_lines_are_requests(tmp_path: Path) -> None:
    """Labels on a line are left alone, so that gold can be predicted as it stands."""
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"id": "a/1", "narrative": "已建成7座。", "anchor_date": "2031-06-05", "quantities": []}\n\n', "utf-8"
    )

    [request] = parse_requests(path)

    assert isinstance(request, NarrativeRequest)
    assert ("a/1", "2031-06-05") == (request.id, str(request.anchor_date))


def test_missing_requests() -> None:
    """A name without a file raises, saying what to do."""
    with pytest.raises(ReadError, match="check the name"):
        list(parse_requests(Path("none.jsonl")))
