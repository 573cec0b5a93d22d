"""The invented bulletins of every layout, written and read in formats that need no other program."""

import pytest

from extractor.reading import load
from extractor.segmenting import segment
from tests.unit.segmenting.grids import SAMPLES
from tests.unit.segmenting.grids.sample import Found, Sample

from .formats import PLAIN, WRITERS, need


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("name", PLAIN)
def test_items(name: str, sample: Sample) -> None:
    """The same items come out as of the blocks themselves."""
    need(name)
    bulletin = segment(load(WRITERS[name](sample.blocks), f"demo.{name}"))

    assert sample.found == tuple(map(Found.of, bulletin.items))
