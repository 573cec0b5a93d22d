"""Hostile Word documents end in words, in words with a warning, or in a plain refusal."""

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.confined import parser
from tests.hostile import docx_files, packages
from tests.hostile.case import Case

_MOST_BYTES = 1_300_000_000
_MOST_SECONDS = 90


def ends(case: Case) -> set[str]:
    """How reading a case ends."""
    try:
        source = load(case.build(), "hostile.docx")
    except ReadError as error:
        return {f"refused:{error.code}"}
    warned = {f"warned:{note.check}" for note in source.notes if note.severity == "warning"}
    return warned or {"parsed"}


@pytest.mark.parametrize("case", [*packages.CASES, *docx_files.CASES], ids=lambda case: f"{case.id} {case.name}")
def test_hostile_word_document(case: Case) -> None:
    """Each comes to one of its right ends within limits, and the next document is read as if nothing had been."""
    found = ends(case)

    assert found <= case.expected
    assert parser.usage.peak_bytes <= _MOST_BYTES
    assert parser.usage.seconds <= _MOST_SECONDS
    assert "parsed" == ends(next(each for each in docx_files.CASES if each.name == "Strict")).pop()
