"""The invented bulletins of every layout, written and read in formats that need no other program."""

import pytest

from extractor.reading import load
from extractor.segmenting import segment
from tests.unit.segmenting.grids import SAMPLES
from tests.unit.segmenting.grids.sample import Found, Sample

from .formats import PLAIN, WRITERS, need

CASES = [(name, sample) for name in PLAIN for sample in SAMPLES if name != "xlsx" or not sample.nested]


@pytest.mark.parametrize(("name", "sample"), CASES, ids=[f"{name}: {sample.name}" for name, sample in CASES])
def test_items(name: str, sample: Sample) -> None:
    """The same items come out as of the blocks themselves."""
    need(name)
    bulletin = segment(load(WRITERS[name](sample.blocks), f"demo.{name}"))

    assert sample.found == tuple(map(Found.of, bulletin.items))
