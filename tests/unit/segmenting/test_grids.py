"""Invented bulletins as readers of documents give them, one layout of the genre after another."""

import pytest

from extractor.segmenting import segment
from tests.documents.drawing import composed

from .grids import SAMPLES
from .grids.sample import Found, Sample


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_items(sample: Sample) -> None:
    """Every item is there once, in order, with its fields, and nothing else is."""
    bulletin = segment(composed(sample.blocks))

    assert sample.found == tuple(map(Found.of, bulletin.items))
    assert (sample.layout, sample.notes) == (bulletin.layout.name, tuple(note.check for note in bulletin.notes))
