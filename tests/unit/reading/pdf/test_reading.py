"""What is read of a PDF document, and what is left out."""

from math import cos, radians, sin

import pytest

from extractor.reading.blocks import words
from extractor.reading.pdf import read
from tests.pdffiles import lines, pdf, picture, text
from tests.unit.reading.composed import checks_of, text_of

_ITEMS = ("一、新建公厕12座。", "二、改造管网9公里。")
_PICTURE = "/XObject << /I 100 0 R >>"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page(turn: int) -> None:
    """A page that is shown turned is read as it is shown."""
    assert "\n".join(_ITEMS) == text_of(read(pdf(lines(*_ITEMS), page=f"/Rotate {turn}")))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_words(turn: int) -> None:
    """A page whose words stand on their side is read as if it were turned."""
    right, up = round(cos(radians(turn))), round(sin(radians(turn)))
    content = "".join(
        f"BT /F1 12 Tf {right} {up} {-up} {right} {300 + 20 * at * up} {400 - 20 * at * right} Tm"
        f" <{item.encode('utf-16-be').hex()}> Tj ET\n"
        for at, item in enumerate(_ITEMS)
    )

    assert "\n".join(_ITEMS) == text_of(read(pdf(content)))


@pytest.mark.parametrize(
    "content",
    [
        "0 0 0.5 rg 60 690 200 40 re f " + text("已完工9个", 72, 700, extra="1 g"),
        "q 200 0 0 40 60 690 cm /I Do Q " + text("已完工9个", 72, 700),
        text("已完工9个", 72, 700, extra="0 600 500 200 re W n"),
        text("已完工9个", 72, 700, extra="0.8 g"),
    ],
    ids=["white on dark", "on a picture", "inside its clip", "grey"],
)
def test_shown_words(content: str) -> None:
    """What only resembles hidden words is read."""
    content = lines(*_ITEMS) + content

    assert "已完工9个" == list(words(read(pdf(content, resources=_PICTURE, objects={100: picture(9, 9)})).blocks))[-1]


def test_watermark() -> None:
    """Slanted words are no text."""
    mark = f"q BT /F1 40 Tf .7 .7 -.7 .7 200 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET Q"
    content = read(pdf(lines(*_ITEMS) + mark))

    assert ("\n".join(_ITEMS), {"watermark"}) == (text_of(content), checks_of(content))


def test_letters_printed_twice() -> None:
    """Letters that are printed twice to look bold are read once, and the second reading does not miss them."""
    content = read(pdf(lines(*_ITEMS) + lines(*_ITEMS, left=72.3)))

    assert ("\n".join(_ITEMS), set()) == (text_of(content), checks_of(content))
