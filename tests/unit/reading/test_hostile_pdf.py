"""Hostile PDF documents end in words, in words with a warning, or in a plain refusal."""

import random

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.confined import parser
from tests.hostile import pdf_files
from tests.hostile.case import Case
from tests.pdffiles import grid, lines, pdf, text

_MOST_BYTES = 1_300_000_000
_MOST_SECONDS = 90


def ends(data: bytes) -> set[str]:
    """How reading a document ends."""
    try:
        source = load(data, "hostile.pdf")
    except ReadError as error:
        return {f"refused:{error.code}"}
    warned = {f"warned:{note.check}" for note in source.notes if note.severity == "warning"}
    return warned or {"parsed"}


@pytest.mark.parametrize("case", pdf_files.CASES, ids=lambda case: f"{case.id} {case.name}")
def test_hostile_document(case: Case) -> None:
    """Each comes to one of its right ends within limits, and the next document is read as if nothing had been."""
    found = ends(case.build())

    assert found <= case.expected
    assert parser.usage.peak_bytes <= _MOST_BYTES
    assert parser.usage.seconds <= _MOST_SECONDS
    assert {"parsed"} == ends(pdf(lines("已建成12座。")))


def test_flipped_bits() -> None:
    """D19: of 100 files with one bit wrong, each is read or refused, and none ends the parser."""
    chance = random.Random(19)  # noqa: S311 - the same flips each time
    whole = pdf(lines("截至5月底，已建成12座。") + grid((72, 200, 400), (600, 640, 680)) + text("改厕", 80, 650))
    found = set().union(*(ends(_flipped(whole, chance)) for _ in range(100)))

    assert set() == {end for end in found if end in ("refused:parser_crashed", "refused:parser_lost")}


def _flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(4, len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
