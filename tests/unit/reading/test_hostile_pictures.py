"""Hostile pictures end in words, in words with a warning, or in a plain refusal."""

import random

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.confined import parser
from tests.hostile import pictures
from tests.hostile.case import Case

pytestmark = pytest.mark.ocr
_MOST_BYTES = 4_300_000_000


def ends(data: bytes) -> str:
    """How reading a picture ends."""
    try:
        source = load(data, "hostile")
    except ReadError as error:
        return f"refused:{error.code}"
    return next((f"warned:{note.check}" for note in source.notes if note.severity == "warning"), "parsed")


@pytest.mark.parametrize("case", pictures.CASES, ids=lambda case: f"{case.id} {case.name}")
def test_hostile_picture(case: Case) -> None:
    """Each comes to one of its right ends within limits."""
    found = ends(case.build())

    assert found in case.expected
    assert parser.usage.peak_bytes <= _MOST_BYTES


@pytest.mark.parametrize("name", ["PNG", "TIFF"])
def test_flipped_bits(name: str) -> None:
    """D19: of files with one bit wrong, each is read or refused, and none ends the parser."""
    whole, chance = pictures.saved(pictures.drawn(), name), random.Random(19)  # noqa: S311 - the same flips each time
    found = set()
    for _ in range(6):
        at = chance.randrange(8, min(len(whole), 400))
        found.add(ends(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]))

    assert not found & {"refused:parser_crashed", "refused:parser_lost"}
