"""Lines joined to paragraphs."""

import pytest

from extractor.reading.blocks import words
from extractor.reading.pages import blocks

from .printing import HEIGHT, page, prose, word

_LONG = (
    "截至5月底，全市已建成公厕12座，其余8座正在施工，预计9月底前全部建成并投入使用，"
    "累计完成投资845.2万元，占年度计划的百分之六十二。"
)


@pytest.mark.parametrize("em", [9.0, 12.0, 16.0])
@pytest.mark.parametrize("measure", [22, 27, 31])
@pytest.mark.parametrize("indent", [0, 2])
def test_lines_of_a_paragraph(em: float, measure: int, indent: int) -> None:
    """Lines that were broken where no more would go in are joined, whatever the letters and the measure."""
    texts = [f"一、新建公厕20座。{_LONG}", f"二、改造管网。{_LONG}", "控制价正在评审。", f"三、增设学位。{_LONG}"]

    assert texts == list(words(blocks([page(prose(*texts, measure=measure, em=em, indent=indent))])))


def test_full_last_line() -> None:
    """A paragraph whose last line is full ends there where the next begins with an indent or a list number."""
    full = "截至目前已经建成公厕十二座完成率百分之六十。"
    texts = [full, f"责任单位{_LONG}", full, f"2.改造管网{_LONG}"]

    assert texts == list(words(blocks([page(prose(*texts, measure=len(full) + 2))])))


def test_number_at_the_beginning_of_a_line() -> None:
    """A decimal number at the beginning of a line is no list number."""
    lines = [word("全年完成投资合计为人民币共计达到", 72, 80), word("4.8亿元，占计划的一半。", 72, 100)]
    lines += [word("其余项目正在办理前期手续当中了。", 72, 120 + 20 * at) for at in range(3)]

    assert "全年完成投资合计为人民币共计达到4.8亿元" in next(iter(words(blocks([page(lines)]))))


def test_paragraph_over_pages() -> None:
    """A paragraph goes on over the break of a page; page number and running head are left out."""
    head, first = prose(_LONG)[:2], prose(_LONG)[2:]
    pages = [
        page([word("督查通报", 72, 40), *head, word("— 1 —", 280, HEIGHT - 50)], number=1),
        page([word("督查通报", 72, 40), *first, word("— 2 —", 280, HEIGHT - 50)], number=2),
        page([word("督查通报", 72, 40), *prose("附件"), word("— 3 —", 280, HEIGHT - 50)], number=3),
    ]

    assert ["督查通报", _LONG, "附件"] == list(words(blocks(pages)))


def test_place() -> None:
    """A paragraph tells its page, its box in shares of the page, and its least certain word."""
    sure, unsure = word("已建成", 72, 80)._replace(certainty=0.9), word("12座", 108, 80)._replace(certainty=0.4)
    place = blocks([page([sure, unsure], number=7)])[0].place  # type: ignore[union-attr]

    assert (7, 0.4) == (place.page, place.certainty)
    assert place.box is not None
    assert (0.121, 0.095) == (place.box.left, place.box.top)
