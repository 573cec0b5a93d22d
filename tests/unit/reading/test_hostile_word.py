"""Hostile Word documents end in words, in words with a warning, or in a plain refusal."""

import random

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.confined import parser
from tests.hostile import docx_files, packages
from tests.hostile.case import Case
from tests.wordfiles import members, paragraph, row, table, zipped

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


def test_flipped_bits() -> None:
    """D19: of 100 packages and 100 main parts with one bit wrong, each is read or refused, and none ends the parser."""
    chance = random.Random(19)  # noqa: S311 - the same flips each time
    parts = members(paragraph("截至5月底，已建成12座。") + table(row("任务", "进展"), row("改厕", "完成64%")))
    whole, main = zipped(parts), str(parts["word/document.xml"]).encode()
    flipped = [_flipped(whole, chance) for _ in range(100)]
    flipped += [zipped(parts | {"word/document.xml": _flipped(main, chance)}) for _ in range(100)]

    codes = {end for data in flipped for end in ends(Case("D19", "one bit", lambda data=data: data, frozenset()))}

    assert codes <= {
        "parsed",
        "warned:text_shortfall",
        *(f"refused:{code}" for code in ("damaged", "format", "no_text", "locked", "xml_encoding", "zip_method")),
    }


def _flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(4, len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
