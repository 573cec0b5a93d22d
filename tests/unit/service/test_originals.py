"""The original beside the narrative."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from extractor.errors import ReadError
from extractor.reading import read
from extractor.records import Box, Item, Located, Place
from extractor.segmenting import segment
from extractor.service.originals import Originals, Recorded
from extractor.spans import Span
from tests.factories import NARRATIVE, item, passage


def placed(page: int, box: Box) -> Item:
    """An item whose narrative stands in a box of a page."""
    return item().model_copy(update={"places": (Located(Span(0, 9), Place(page=page, box=box)),)})


def recorded(path: Path, lay: Path | None = None) -> Recorded:
    """The document at `path` as a run read it, at `lay`."""
    return Recorded(sha256(path.read_bytes()).hexdigest(), str(lay) if lay else None)


@pytest.mark.parametrize("suffix", [".pdf", ".png"])
def test_a_page_is_drawn_with_a_frame(tmp_path: Path, suffix: str) -> None:
    """The page is found by the document's content, whatever its name, and framed where the narrative stands."""
    path = tmp_path / f"renamed{suffix}"
    Image.new("RGB", (700, 990), "white").save(path)
    originals, document = Originals([tmp_path]), recorded(path)

    shown = Image.open(BytesIO(originals.picture(document, placed(1, Box(0.1, 0.5, 0.9, 0.6)), 1)))

    assert (1,) == originals.beside(document, placed(1, Box(0, 0, 1, 1))).pages
    red = shown.getpixel((int(0.5 * shown.width), int(0.5 * shown.height) + 1))
    white = shown.getpixel((int(0.5 * shown.width), int(0.55 * shown.height)))
    assert ((200, 30, 30), (255, 255, 255)) == (red, white)


def test_pages_that_cannot_be_drawn(tmp_path: Path) -> None:
    """A document that is not there, a page that it lacks, or bytes that are no PDF say so."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    originals, document = Originals([tmp_path]), recorded(path)

    for wanted, page in ((document, 1), (Recorded("0" * 64, None), 1), (document, 2)):
        with pytest.raises(ReadError):
            originals.picture(wanted, placed(1, Box(0, 0, 1, 1)), page)


def test_words_around(tmp_path: Path) -> None:
    """Of a text the words before and after the narrative are shown."""
    path = tmp_path / "demo.txt"
    path.write_text(f"进展情况：{NARRATIVE}\n下一项", "utf-8")
    one = item().model_copy(update={"narrative": passage(NARRATIVE, 5)})

    assert ("进展情况：", NARRATIVE, "\n下一项") == Originals([path]).beside(recorded(path), one).around


def test_a_document_is_used_where_it_lay(tmp_path: Path) -> None:
    """Without any folder named the document is taken from where the run read it, as long as its bytes are the same."""
    path = tmp_path / "demo.txt"
    path.write_text(f"进展情况：{NARRATIVE}", "utf-8")
    originals, document = Originals(), recorded(path, path)
    assert originals.beside(document, item()).absence is None

    path.write_text("进展情况：另有内容。", "utf-8")
    assert ("changed", str(path)) == ((found := originals.beside(document, item())).absence, found.path)
    path.unlink()
    assert "gone" == originals.beside(document, item()).absence
    assert "unknown" == originals.beside(document._replace(path=None), item()).absence


TABLE = """<table>
<tr><th rowspan=2>序号</th><th rowspan=2>任务</th><th colspan=2>2031年</th><th rowspan=2>责任单位</th></tr>
<tr><th>进展情况</th><th>存在问题</th></tr>
<tr><td rowspan=2>1</td><td>新建换热站</td><td rowspan=2>截至5月底，已完成3座。</td><td>无</td>
<td rowspan=2>柏塘区住建局</td></tr>
<tr><td>改造管网</td><td>资金</td></tr>
<tr><td>2</td><td>绿化</td><td>已完成5%。</td><td></td><td>柏塘区林业局</td></tr>
</table>"""


def test_the_row_of_a_table_as_it_stands(tmp_path: Path) -> None:
    """A row is shown with its header, merged cells and all, each column of the document a line."""
    path = tmp_path / "ledger.html"
    path.write_text(TABLE, "utf-8")
    first, last = (each for each in segment(read(path)).items if each.narrative)

    row = Originals([path]).beside(recorded(path), first).row
    other = Originals([path]).beside(recorded(path), last).row

    assert row is not None
    assert other is not None
    assert [
        [("序号", True, 1, 2), ("1", False, 1, 2)],
        [("任务", True, 1, 2), ("新建换热站", False, 1, 1), ("改造管网", False, 1, 1)],
        [("2031年", True, 2, 1), ("进展情况", True, 1, 1), ("截至5月底，已完成3座。", False, 1, 2)],
        [("存在问题", True, 1, 1), ("无", False, 1, 1), ("资金", False, 1, 1)],
        [("责任单位", True, 1, 2), ("柏塘区住建局", False, 1, 2)],
    ] == [[(cell.text, cell.heads, cell.lines, cell.places) for cell in line] for line in row]
    assert ["截至5月底，已完成3座。"] == [cell.text for line in row for cell in line if cell.here]
    assert ["2", "绿化", "已完成5%。", "", "柏塘区林业局"] == [line[-1].text for line in other]
