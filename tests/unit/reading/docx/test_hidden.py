"""Words that the page does not show."""

import pytest

from tests.wordfiles import cell, members, paragraph, row, run, table, word, zipped

from .reading import checks_of, count_told, text_of

STYLES = (
    '<w:style w:type="character" w:styleId="secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="heir"><w:basedOn w:val="secret"/></w:style>'
    '<w:style w:type="character" w:styleId="shown"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="veiled"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="dark"><w:pPr><w:shd w:fill="1F3864"/></w:pPr>'
    '<w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="banded"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
)
WHITE = '<w:color w:val="FFFFFF"/>'


def styled(body: str) -> bytes:
    """A document with the styles above."""
    return word(body, {"styles": STYLES})


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:vanish w:val="true"/>',
        '<w:rStyle w:val="secret"/>',
        '<w:rStyle w:val="heir"/>',
        WHITE,
        '<w:color w:val="fefefe"/>',
        '<w:sz w:val="2"/>',
        '<w:sz w:val="1"/>',
    ],
)
def test_hidden_run(properties: str) -> None:
    """Hidden, white and tiny runs are left out, whether by themselves or by a style, and counted."""
    data = styled(paragraph(run("完工25个") + run("已完工40个", properties)))

    assert "完工25个" == text_of(data)
    assert "6 characters" in count_told(data, "hidden_text")


@pytest.mark.parametrize(
    "properties",
    [
        "",
        '<w:vanish w:val="0"/>',
        '<w:rStyle w:val="secret"/><w:vanish w:val="false"/>',
        "<w:webHidden/>",
        '<w:color w:val="auto"/>',
        '<w:color w:val="EEEEEE"/>',
        '<w:sz w:val="10"/>',
        WHITE + '<w:shd w:val="clear" w:fill="000000"/>',
        WHITE + '<w:highlight w:val="darkBlue"/>',
    ],
)
def test_shown_run(properties: str) -> None:
    """What only resembles a hidden run is read."""
    assert "完工25个" == text_of(styled(paragraph(run("完工25个", properties))))


def test_hidden_by_paragraph_style() -> None:
    """A paragraph style hides its runs; a run that is hidden by its own style too shows again, as in Word."""
    body = paragraph(run("甲") + run("乙", '<w:rStyle w:val="secret"/>'), '<w:pStyle w:val="veiled"/>')

    assert "乙" == text_of(styled(body))


def test_white_on_dark_paragraph() -> None:
    """A heading in white on a dark ground is read."""
    assert "督查通报" == text_of(styled(paragraph("督查通报", '<w:pStyle w:val="dark"/>')))


def test_style_based_on_itself() -> None:
    """A style that leads to itself says nothing and does not go on for ever."""
    assert "甲" == text_of(styled(paragraph("甲", '<w:pStyle w:val="loop"/>')))


@pytest.mark.parametrize(
    "header",
    [
        table(row(cell(paragraph(run("进展", WHITE)), '<w:shd w:fill="4472C4"/>'))),
        table(row(cell(paragraph(run("进展", WHITE)))), properties='<w:tblStyle w:val="banded"/>'),
    ],
)
def test_white_header_of_a_table(header: str) -> None:
    """White words on a coloured cell are seen, whether the colour is the cell's or the style's."""
    assert "进展" == text_of(styled(header))


def test_white_on_a_plain_cell() -> None:
    """White words on a white cell are not."""
    assert "hidden_text" in checks_of(table(row(cell(paragraph(run("完工40个", WHITE))), "甲")))


def test_white_on_coloured_pages() -> None:
    """Where the page itself is coloured, white words are seen."""
    parts = members(paragraph(run("甲", WHITE)))
    xml = str(parts["word/document.xml"]).replace("<w:body>", '<w:background w:color="000080"/><w:body>')

    assert "甲" == text_of(zipped(parts | {"word/document.xml": xml}))


def test_hidden_row() -> None:
    """A hidden row is left out with its words."""
    body = table(row("甲"), row("已完工40个", properties="<w:hidden/>"))

    assert ("甲", ["hidden_text"]) == (text_of(body), checks_of(body))


def test_words_under_a_merged_cell() -> None:
    """What stands in a cell that is covered by the one above is not shown."""
    body = table(row(cell("甲", '<w:vMerge w:val="restart"/>')), row(cell("已完工40个", "<w:vMerge/>")))

    assert ("甲", ["hidden_text"]) == (text_of(body), checks_of(body))


def test_hidden_paragraph_leaves_no_line_and_no_number() -> None:
    """A paragraph hidden as a whole is no blank line."""
    hidden = paragraph(run("已完工40个", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>")

    assert "甲\n乙" == text_of(paragraph("甲") + hidden + paragraph("乙"))


def test_hidden_paragraph_end_joins() -> None:
    """Where only the end of a paragraph is hidden, the next stands on the same line."""
    assert "一、任务。已完工" == text_of(paragraph("一、任务。", "<w:rPr><w:vanish/></w:rPr>") + paragraph("已完工"))


def test_empty_hidden_paragraph_behind_a_table() -> None:
    """The paragraph that Word wants behind a table, hidden, leaves no trace."""
    body = table(row("甲")) + paragraph("<w:bookmarkStart/>", "<w:rPr><w:vanish/></w:rPr>") + paragraph("乙")

    assert "甲\n乙" == text_of(body)
