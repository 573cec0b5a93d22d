"""Tables printed, scanned and recognised."""

import pytest

from extractor.reading import load
from extractor.segmenting import segment
from tests.unit.segmenting.grids import ledgers, numbered
from tests.unit.segmenting.grids.sample import Found, Sample

from .distance import errors
from .formats import WRITERS

_MOST_ERRORS = 0.02
"""Share of the characters of a narrative that may be misread."""


@pytest.mark.parametrize(
    ("expected", "actual", "count"),
    [("已建成7座", "已建成7座", 0), ("已建成7座", "已建7座。", 2), ("", "座", 1), ("已,完成", "已，完成", 0)],
)
def test_errors(expected: str, actual: str, count: int) -> None:
    """Characters lost, added and misread count, marks of another width do not."""
    assert count == errors(expected, actual)


@pytest.mark.office
@pytest.mark.ocr
@pytest.mark.parametrize("sample", [ledgers.SECTIONS, numbered.PERIODS], ids=lambda sample: sample.name)
def test_items(sample: Sample) -> None:
    """Every item of a scanned table is found, under its number, with hardly a character misread."""
    found = [Found.of(item) for item in segment(load(WRITERS["scan"](sample.blocks), "demo.pdf")).items]

    assert [item.number for item in sample.found] == [item.number for item in found]
    for printed, read in zip(sample.found, found, strict=True):
        assert errors(printed.narrative, read.narrative) <= _MOST_ERRORS * len(printed.narrative)
