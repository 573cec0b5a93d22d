"""The original beside the narrative."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from extractor.errors import ReadError
from extractor.records import Box, Item, Located, Place
from extractor.service.originals import Originals
from extractor.spans import Span
from tests.factories import NARRATIVE, item, passage


def placed(page: int, box: Box) -> Item:
    """An item whose narrative stands in a box of a page."""
    return item().model_copy(update={"places": (Located(Span(0, 9), Place(page=page, box=box)),)})


@pytest.mark.parametrize("suffix", [".pdf", ".png"])
def test_a_page_is_drawn_with_a_frame(tmp_path: Path, suffix: str) -> None:
    """The page is found by the document's content, whatever its name, and framed where the narrative stands."""
    path = tmp_path / f"renamed{suffix}"
    Image.new("RGB", (700, 990), "white").save(path)
    digest = sha256(path.read_bytes()).hexdigest()
    originals = Originals([tmp_path])

    shown = Image.open(BytesIO(originals.picture(digest, placed(1, Box(0.1, 0.5, 0.9, 0.6)), 1)))

    assert (1,) == originals.pages_of(digest, placed(1, Box(0, 0, 1, 1)))
    red = shown.getpixel((int(0.5 * shown.width), int(0.5 * shown.height) + 1))
    white = shown.getpixel((int(0.5 * shown.width), int(0.55 * shown.height)))
    assert ((200, 30, 30), (255, 255, 255)) == (red, white)


def test_pages_that_cannot_be_drawn(tmp_path: Path) -> None:
    """A document that is not there, a page that it lacks, or bytes that are no PDF say so."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    digest = sha256(path.read_bytes()).hexdigest()
    originals = Originals([tmp_path])

    for wanted, page in ((digest, 1), ("0" * 64, 1), (digest, 2)):
        with pytest.raises(ReadError):
            originals.picture(wanted, placed(1, Box(0, 0, 1, 1)), page)
    assert () == originals.pages_of("0" * 64, item())


def test_words_around(tmp_path: Path) -> None:
    """Of a text the words before and after the narrative are shown, of a document not at hand none."""
    path = tmp_path / "demo.txt"
    path.write_text(f"进展情况：{NARRATIVE}\n下一项", "utf-8")
    digest = sha256(path.read_bytes()).hexdigest()
    one = item().model_copy(update={"narrative": passage(NARRATIVE, 5)})

    around = Originals([path]).around(digest, one)

    assert ("进展情况：", NARRATIVE, "\n下一项") == around
    assert Originals().around(digest, one) is None
