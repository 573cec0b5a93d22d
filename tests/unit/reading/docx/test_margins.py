"""Notes, headers and footers."""

from tests.wordfiles import NAMESPACES, R, members, paragraph, run, word, zipped

from .reading import checks_of, text_of

SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def mark(kind: str, name: int) -> str:
    """The mark of a note."""
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


def note(kind: str, name: int, text: str, extra: str = "") -> str:
    """A note."""
    return f'<w:{kind} w:id="{name}" {extra}>{paragraph(text)}</w:{kind}>'


class TestNotes:
    """Footnotes and endnotes."""

    def test_notes_stand_at_the_end(self) -> None:
        """In the order of their marks, footnotes first; the marks themselves would run into figures."""
        body = paragraph(
            run("建成12座") + mark("footnote", 2) + mark("endnote", 1) + run("，开工3座") + mark("footnote", 1)
        )
        footnotes = (
            note("footnote", 0, "", 'w:type="separator"') + note("footnote", 1, " 含续建") + note("footnote", 2, "初报")
        )
        data = word(body, {"footnotes": footnotes, "endnotes": note("endnote", 1, "来源：各单位")})

        assert "建成12座，开工3座\n注：初报\n注：含续建\n注：来源：各单位" == text_of(data)

    def test_note_without_a_mark(self) -> None:
        """A note whose mark was deleted is not read, and told."""
        body = paragraph(f"{run('甲')}<w:del>{mark('footnote', 1)}</w:del>")
        data = word(body, {"footnotes": note("footnote", 1, "旧注")})

        assert ("甲", ["unreferred"]) == (text_of(data), checks_of(data))


class TestMargins:
    """Headers and footers."""

    def test_left_out_where_the_body_has_the_text(self) -> None:
        """A running title is left out and told; a page number is not worth a word."""
        parts = {"header1": paragraph("重点工作通报"), "footer1": paragraph(run("— ") + PAGE + run(" —"))}
        data = word(paragraph("建成12座") + SECTION, parts)

        assert ("建成12座", ["margins"]) == (text_of(data), checks_of(data))

    def test_nothing_but_page_numbers(self) -> None:
        """A footer with a page number alone leaves no trace."""
        data = word(paragraph("建成12座") + SECTION, {"header1": "<w:p/>", "footer1": paragraph(PAGE)})

        assert ("建成12座", []) == (text_of(data), checks_of(data))

    def test_document_whose_text_stands_in_the_header(self) -> None:
        """Where the body has no words, the margins are the text."""
        parts = {"header1": paragraph("截至5月底，建成12座。"), "footer1": paragraph("市政府督查室")}
        data = word(paragraph("") + SECTION, parts)

        assert "截至5月底，建成12座。\n\n市政府督查室" == text_of(data)
        assert ["margins_read"] == checks_of(data)

    def test_letterhead_with_the_date(self) -> None:
        """A header of the first page that dates the bulletin is read, unless the body says the same."""
        parts = {"header1": paragraph("督查通报 第5期 2024年6月10日"), "footer1": "<w:p/>"}

        assert "督查通报 第5期 2024年6月10日\n建成12座" == text_of(word(paragraph("建成12座") + SECTION, parts))
        assert "督查通报第5期2024年6月10日" == text_of(word(paragraph("督查通报第5期2024年6月10日") + SECTION, parts))

    def test_header_of_later_pages(self) -> None:
        """Where the first page has a header of its own, that of the others is left out."""
        section = SECTION.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
        parts = {"header1": paragraph("2024年6月10日"), "footer1": "<w:p/>"}

        assert "建成12座" == text_of(word(paragraph("建成12座") + section, parts))

    def test_pictures_in_margins_are_no_pictures_of_the_text(self) -> None:
        """A logo in the header is not told."""
        logo = '<w:r><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>'
        data = word(paragraph("建成12座") + SECTION, {"header1": paragraph(logo), "footer1": "<w:p/>"})

        assert [] == checks_of(data)

    def test_header_of_several_sections(self) -> None:
        """A header that sections share is read once."""
        later = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
        header = f"<w:hdr {NAMESPACES}>{paragraph('第5期')}</w:hdr>"
        related = dict.fromkeys(("header1", "footer1"), (f"{R}/header", "shared.xml"))
        parts = members(later + paragraph("甲") + SECTION, related=related) | {"word/shared.xml": header}

        assert "第5期\n\n甲" == text_of(zipped(parts))
