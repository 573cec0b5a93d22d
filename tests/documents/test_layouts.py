"""The invented bulletins of every layout, written and read in formats that need no other program."""

import pytest

from extractor.reading import load
from extractor.segmenting import segment
from tests.unit.segmenting.grids import SAMPLES
from tests.unit.segmenting.grids.sample import Found, Sample

from . import office, word
from .formats import PLAIN, WRITERS

CASES = [(name, sample) for name in PLAIN for sample in SAMPLES if name != "xlsx" or not sample.nested]


@pytest.mark.parametrize(("name", "sample"), CASES, ids=[f"{name}: {sample.name}" for name, sample in CASES])
def test_items(name: str, sample: Sample) -> None:
    """The same items come out as of the blocks themselves."""
    bulletin = segment(load(WRITERS[name](sample.blocks), f"demo.{name}"))

    assert sample.found == tuple(map(Found.of, bulletin.items))


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """Every bulletin as a PDF document."""
    return office.all_converted({sample.name: word.written(sample.blocks) for sample in SAMPLES}, "pdf")


@pytest.mark.office
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_printed_items(printed: dict[str, bytes], sample: Sample) -> None:
    """The same items come out of a PDF document, by the places of its letters and lines alone."""
    bulletin = segment(load(printed[sample.name], "demo.pdf"))

    assert sample.found == tuple(map(Found.of, bulletin.items))
