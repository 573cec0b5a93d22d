"""What the exports are made of."""

from __future__ import annotations

import pytest

from extractor.records import Extraction
from tests.factories import extraction, finding, result, varied


@pytest.fixture
def extractions() -> tuple[Extraction, ...]:
    """A usual bulletin and one with what is hard to carry."""
    return (extraction(result(findings=[finding("warning", (10, 12), (29, 31))])), varied())
