"""Text boxes, graphics, pictures and objects."""

import pytest

from extractor.errors import ReadError
from extractor.reading.docx import read
from tests.wordfiles import NAMESPACES, R, cell, members, paragraph, row, run, table, word, zipped

from .reading import checks_of, text_of

PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{size}" cy="{size}"/><wp:docPr hidden="{hidden}"/>'
    '<a:graphic><pic:pic><pic:blipFill><a:blip r:{how}="rId9"/></pic:blipFill></pic:pic></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
LARGE = PICTURE.format(size=5_000_000, hidden=0, how="embed")
BOX = "<w:r><w:drawing><wp:anchor>{}</wp:anchor></w:drawing></w:r>"


def box(content: str) -> str:
    """A text box as Word draws it now."""
    return f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"


def old_box(content: str, style: str = "") -> str:
    """A text box as Word drew it before."""
    inner = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f'<w:r><w:pict><v:shape style="{style}">{inner}</v:shape></w:pict></w:r>'


def either(choice: str, fallback: str, requires: str = "wps") -> str:
    """Two forms of one drawing, of which a program takes the one it understands."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


class TestTextBoxes:
    """Text boxes follow the paragraph they are anchored in."""

    def test_both_forms(self) -> None:
        """Boxes old and new are read, tables in them too."""
        body = paragraph(run("甲") + BOX.format(box(table(row("乙", "丙")))) + old_box(paragraph("丁"))) + paragraph(
            "戊"
        )

        assert "甲\n乙\t丙\n丁\n戊" == text_of(body)

    def test_drawn_twice_is_read_once(self) -> None:
        """Of the two forms of one box the first is read, and no word is missed."""
        words = paragraph("督查通报" * 30)
        old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape></w:pict>"
        body = paragraph(f"<w:r>{either(f'<w:drawing><wp:anchor>{box(words)}</wp:anchor></w:drawing>', old)}</w:r>")

        assert ("督查通报" * 30, []) == (text_of(body), checks_of(body))

    def test_form_that_word_does_not_know(self) -> None:
        """A form by a program's own rules gives way to the other."""
        drawing = either("<w:t>甲</w:t>", "<w:t>乙</w:t>", requires="x").replace(
            "<mc:Choice ", '<mc:Choice xmlns:x="http://example.com/x" '
        )

        assert "乙" == text_of(paragraph(f"<w:r>{drawing}</w:r>"))

    def test_box_without_words_around_leaves_no_blank_line(self) -> None:
        """A paragraph that holds nothing but a box is no line of its own."""
        assert "督查通报\n甲" == text_of(paragraph(old_box(paragraph("督查通报"))) + paragraph("甲"))

    def test_box_in_a_cell(self) -> None:
        """A box anchored in a cell is part of the cell."""
        assert "甲\n乙\t丙" == text_of(table(row(cell(paragraph(run("甲") + old_box(paragraph("乙")))), "丙")))

    @pytest.mark.parametrize(
        "hidden",
        [
            BOX.format(f'<wp:docPr hidden="1"/>{box(paragraph("已完工40个"))}'),
            old_box(paragraph("已完工40个"), "position:absolute; visibility: hidden"),
        ],
    )
    def test_hidden_box(self, hidden: str) -> None:
        """A box that is not shown is left out and told."""
        body = paragraph(run("甲") + hidden)

        assert ("甲", ["hidden_text"]) == (text_of(body), checks_of(body))

    def test_white_words_in_a_box(self) -> None:
        """A box may have any ground, so white words in it are read."""
        assert "甲" == text_of(paragraph(old_box(paragraph(run("甲", '<w:color w:val="FFFFFF"/>')))))

    def test_word_art(self) -> None:
        """Words drawn as a picture of themselves are words."""
        art = '<w:r><w:pict><v:shape><v:textpath string="督查通报"/></v:shape></w:pict></w:r>'

        assert "督查通报" == text_of(paragraph(art))

    def test_words_on_a_canvas(self) -> None:
        """Words of a drawing that are in no box are read."""
        canvas = BOX.format("<a:txBody><a:p><a:r><a:t>甲</a:t></a:r><a:r><a:t>乙</a:t></a:r></a:p></a:txBody>")

        assert "甲乙" == text_of(paragraph(canvas))


class TestGraphics:
    """SmartArt and charts."""

    DIAGRAM = '<w:r><w:drawing><wp:inline><dgm:relIds r:dm="rIdD"/></wp:inline></w:drawing></w:r>'
    NODES = (
        "<dgm:pt><dgm:t><a:p><a:r><a:t>立项</a:t></a:r></a:p></dgm:t></dgm:pt>"
        '<dgm:pt type="pres"><dgm:t><a:p><a:r><a:t>占位</a:t></a:r></a:p></dgm:t></dgm:pt>'
        "<dgm:pt><dgm:t><a:p><a:r><a:t>施工</a:t></a:r></a:p></dgm:t></dgm:pt>"
    )

    def test_words_of_smart_art(self) -> None:
        """The shapes of a graphic are lines."""
        parts = members(paragraph(self.DIAGRAM), related={"rIdD": (f"{R}/diagramData", "diagrams/data1.xml")})
        data = f"<dgm:dataModel {NAMESPACES}>{self.NODES}</dgm:dataModel>"

        assert "立项\n施工" == text_of(zipped(parts | {"word/diagrams/data1.xml": data}))

    def test_smart_art_without_words_is_told(self) -> None:
        """A graphic whose words cannot be found is a warning."""
        assert ["diagrams"] == checks_of(paragraph(run("甲") + self.DIAGRAM))

    def test_charts_are_told(self) -> None:
        """The numbers of a chart are not read."""
        chart = '<w:r><w:drawing><wp:inline><c:chart r:id="rId9"/></wp:inline></w:drawing></w:r>'

        assert ["charts"] == checks_of(paragraph(run("甲") + chart))


class TestPictures:
    """Pictures and objects are counted."""

    def test_picture_beside_much_text(self) -> None:
        """A photograph in a bulletin is worth a notice."""
        assert ["pictures"] == checks_of(paragraph("截至5月底。" * 60) + paragraph(LARGE))

    def test_picture_beside_a_title(self) -> None:
        """Where there is little but pictures the table may be one of them."""
        assert ["pictures_prevail"] == checks_of(paragraph("重点工作进展情况表") + paragraph(LARGE))

    def test_nothing_but_a_picture(self) -> None:
        """A document that is only a picture of its text is refused in plain words."""
        with pytest.raises(ReadError, match=r"holds 1 picture\(s\) and no text") as caught:
            read(word(paragraph(LARGE)))

        assert "pictures_only" == caught.value.code

    def test_icons_do_not_count(self) -> None:
        """A picture too small for a table is none to be told of."""
        assert [] == checks_of(paragraph(run("甲") + PICTURE.format(size=300_000, hidden=0, how="embed")))

    def test_linked_picture_is_not_fetched(self) -> None:
        """A picture that is a file elsewhere is counted, and the file left alone."""
        data = word(
            paragraph(run("截至5月底。" * 60) + PICTURE.format(size=5_000_000, hidden=0, how="link")),
            related={"rId9": (f"{R}/image", "file:///etc/passwd")},
        )

        assert ["pictures"] == checks_of(data)

    def test_objects(self) -> None:
        """An embedded workbook is told; its preview is not counted as a picture besides."""
        preview = '<v:shape><v:imagedata r:id="rId8"/></v:shape>'
        workbook = f'<w:r><w:object>{preview}<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'

        assert ["objects"] == checks_of(paragraph(run("甲") + workbook))
