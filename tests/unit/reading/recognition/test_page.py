"""A small page, recognised."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.reading import load
from extractor.reading.confined import parser
from tests.hostile.pictures import drawn, saved

pytestmark = pytest.mark.ocr


def ruled() -> Image.Image:
    """A table of two rows and columns, words close to its rules."""
    picture = drawn("事项", (640, 200), 28)
    draw = ImageDraw.Draw(picture)
    font_page = drawn("进展情况", (300, 80), 28)
    picture.paste(font_page.crop((10, 10, 200, 60)), (330, 10))
    picture.paste(drawn("新建公厕", (300, 80), 28).crop((10, 10, 200, 60)), (10, 110))
    picture.paste(drawn("已建成7座", (300, 80), 28).crop((10, 10, 200, 60)), (330, 110))
    for y in (4, 100, 190):
        draw.line((4, y, 630, y), "black", 2)
    for x in (4, 320, 630):
        draw.line((x, 4, x, 190), "black", 2)
    return picture


def test_ruled_table() -> None:
    """Each cell has its own words, and its place has a page, a box and how sure recognition was."""
    source = load(saved(ruled(), dpi=(200, 200)), "table.png")

    [table] = source.tables
    assert ["事项", "进展情况", "新建公厕", "已建成7座"] == [
        source.text[cell.span.start : cell.span.end] for cell in table.cells
    ]
    place = source.places[0].place
    assert place.page == 1
    assert place.box is not None
    assert place.certainty is not None
    assert place.certainty > 0.9
    assert ["recognised"] == [note.check for note in source.notes]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_page(degrees: int) -> None:
    """A page that lies on its side or stands on its head is read, and a note says so."""
    text = "截至目前已建成公厕十二座\n其余五座正在办理前期手续\n预计十二月底全部投入使用"
    source = load(saved(drawn(text, (520, 220)).rotate(degrees, expand=True)), "turned.png")

    assert text.replace("\n", "") == source.text.replace("\n", "")
    assert "turned_pages" in [note.check for note in source.notes]


def test_skewed_and_noisy_page() -> None:
    """A page laid askew on the glass, with a noisy sensor, is read."""
    chance = np.random.default_rng(1)
    askew = drawn("截至5月底，已建成12座。", (620, 160)).rotate(1.5, fillcolor="white")
    grey = np.asarray(askew.convert("L"), np.float32) * 0.85 + 20 + chance.normal(0, 10, (160, 620))
    source = load(saved(Image.fromarray(grey.clip(0, 255).astype(np.uint8)), "JPEG", quality=50), "noisy.jpg")

    assert "截至5月底，已建成12座。" == source.text


def test_pages_of_a_scan() -> None:
    """A TIFF has a page for each picture in it, and takes less than recognition may."""
    source = load(saved(drawn("第一页的文字"), "TIFF", save_all=True, append_images=[drawn("第二页的文字")]), "two.tif")

    assert [1, 2] == sorted({located.place.page for located in source.places if located.place.page})
    assert parser.usage.peak_bytes < 2_000_000_000
