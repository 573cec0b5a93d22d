"""The words of paragraphs."""

import pytest

from tests.wordfiles import members, paragraph, run, word, zipped

from .reading import checks_of, count_told, text_of

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))


def code(text: str) -> str:
    """A piece of the code of a field."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(told: str, result: str) -> str:
    """A whole field."""
    return BEGIN + code(told) + SEPARATE + result + END


class TestRuns:
    """What runs hold besides plain text."""

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (run("建成") + run("12座"), "建成12座"),
            ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>", "甲\t乙\n丙\n丁"),
            ("<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>3处</w:t></w:r>", "2-3处"),
            ("<w:r><w:t>整</w:t><w:softHyphen/><w:t>改</w:t></w:r>", "整改"),
            ('<w:r><w:br w:type="page"/><w:t>甲</w:t></w:r>', "甲"),
            (run("5000m") + run("2", '<w:vertAlign w:val="superscript"/>'), "5000m²"),
            (run("甲") + run("注", '<w:vertAlign w:val="superscript"/>'), "甲注"),
            ("<w:r><w:t>甲\n乙</w:t></w:r>", "甲 乙"),
            (run("“两癌”筛查&amp;救助"), "“两癌”筛查&救助"),
            (run("㐂𠮷镇"), "㐂𠮷镇"),
        ],
    )
    def test_characters(self, content: str, expected: str) -> None:
        """Tabs, breaks, hyphens and raised digits are characters as the page shows them."""
        assert expected == text_of(paragraph(content))

    @pytest.mark.parametrize(
        ("wrapper", "end"),
        [
            ('<w:hyperlink r:id="rId9">', "</w:hyperlink>"),
            ("<w:smartTag>", "</w:smartTag>"),
            ("<w:customXml>", "</w:customXml>"),
            ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            ("<w:bdo>", "</w:bdo>"),
            ("<w:unheardOf>", "</w:unheardOf>"),
        ],
    )
    def test_wrappers_are_seen_through(self, wrapper: str, end: str) -> None:
        """Links, tags, content controls and what nobody has heard of hold text like any other."""
        assert "截至5月底" == text_of(paragraph(wrapper + run("截至") + end + run("5月底")))

    def test_readings_above_characters_are_left_out(self) -> None:
        """Of pinyin above a word the word alone is read."""
        ruby = f"<w:r><w:ruby><w:rt>{run('yín')}</w:rt><w:rubyBase>{run('鄞')}</w:rubyBase></w:ruby></w:r>"

        assert "鄞州区" == text_of(paragraph(ruby + run("州区")))

    @pytest.mark.parametrize(
        ("sign", "expected"),
        [
            ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
            ('<w:sym w:font="Wingdings 2" w:char="F0A3"/>', "□"),
            ('<w:sym w:font="宋体" w:char="2460"/>', "①"),
            ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fe</w:t>', "☑"),
        ],
    )
    def test_signs_of_picture_fonts(self, sign: str, expected: str) -> None:
        """Ticks and boxes are read as such, by the font they are taken from."""
        assert expected == text_of(paragraph(f"<w:r>{sign}</w:r>"))

    def test_unknown_sign_is_told(self) -> None:
        """A sign that stands for nothing known is left out and counted."""
        body = paragraph(run("甲") + '<w:r><w:sym w:font="Webdings" w:char="F001"/></w:r>')

        assert ("甲", ["signs"]) == (text_of(body), checks_of(body))

    def test_formulas_are_one_line(self) -> None:
        """A fraction gets a slash, so that three quarters do not become 34."""
        text = "<m:r><m:t>{}</m:t></m:r>"
        three, four, unit, two = (text.format(each) for each in ("3", "4", "m", "2"))
        fraction = f"<m:f><m:num>{three}</m:num><m:den>{four}</m:den></m:f>"
        square = f"<m:sSup><m:e>{unit}</m:e><m:sup>{two}</m:sup></m:sSup>"

        assert "3/4m²" == text_of(paragraph(f"<m:oMath>{fraction}{square}</m:oMath>"))

    def test_form_fields_show_their_choice(self) -> None:
        """A ticked box and the entry chosen from a list are what the page shows."""
        box = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
        chosen = (
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="是"/><w:listEntry w:val="否"/></w:ddList>'
        )
        begin = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r>'
        body = begin.format(box) + END + begin.format(f"{chosen}</w:ffData>") + END

        assert "☑否" == text_of(paragraph(body))


class TestFields:
    """Codes are left out, results stay."""

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (field(" REF a ", run("12座")), "12座"),
            (BEGIN + code("DDEAUTO c:\\\\windows\\\\cmd.exe") + SEPARATE + run("甲") + END, "甲"),
            (field(" IF ", field(" REF b ", run("真"))), "真"),
            (BEGIN + code(" IF ") + field(" REF b ", run("假")) + SEPARATE + run("真") + END, "真"),
            (f'<w:fldSimple w:instr=" DATE ">{run("2024年5月31日")}</w:fldSimple>', "2024年5月31日"),
            (BEGIN + code("eq \\o\\ac(○,") + code("12)") + END + run("甲"), "⑫甲"),
            (field("TOC", run("一、目录里的任务\t3")) + run("正文"), "正文"),
        ],
    )
    def test_results(self, content: str, expected: str) -> None:
        """Nested fields, simple ones and numbers that Word draws in circles; a table of contents repeats the text."""
        assert expected == text_of(paragraph(content))

    def test_contents_over_paragraphs(self) -> None:
        """A table of contents goes on over its paragraphs, and a note says that it was left out."""
        body = (
            paragraph(BEGIN + code("TOC \\o") + SEPARATE + run("一、甲任务\t1"))
            + paragraph("二、乙任务\t2")
            + paragraph(END)
            + paragraph("一、甲任务")
        )

        assert ["contents"] == checks_of(body)
        assert "一、甲任务" == text_of(body).strip()

    def test_open_field_loses_nothing(self) -> None:
        """Where a field has no end, all of its text is read."""
        body = paragraph(BEGIN + code("TOC") + SEPARATE + run("目录")) + paragraph("正文12座")

        assert "目录\n正文12座" == text_of(body)


class TestRevisions:
    """Documents in revision are read as if all changes were accepted."""

    def test_insertions_stay_and_deletions_go(self) -> None:
        """An inserted run is text, a deleted one is counted in a note."""
        body = paragraph(
            f"{run('完工')}<w:del><w:r><w:delText>25</w:delText></w:r></w:del><w:ins>{run('40')}</w:ins>{run('个')}"
        )

        assert "完工40个" == text_of(body)
        assert "deleted words (2 characters)" in count_told(body, "deleted")

    def test_moved_text_stands_where_it_went(self) -> None:
        """Text moved away is left out where it was."""
        body = paragraph(f"<w:moveFrom>{run('甲')}</w:moveFrom>{run('乙')}<w:moveTo>{run('甲')}</w:moveTo>")

        assert "乙甲" == text_of(body)

    def test_deleted_paragraph_end_joins(self) -> None:
        """Where the end of a paragraph is deleted, the next goes on with it."""
        body = paragraph("完工", "<w:rPr><w:del/></w:rPr>") + paragraph("40个")

        assert "完工40个" == text_of(body)

    def test_deleted_row_is_no_row(self) -> None:
        """A deleted row of a table is not there."""
        rows = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:delText>甲</w:delText></w:r></w:p></w:tc></w:tr>"
        body = f"<w:tbl>{rows}<w:tr><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"

        assert ("乙", ["deleted"]) == (text_of(body), checks_of(body))

    def test_wholly_deleted_paragraph_leaves_no_line(self) -> None:
        """A paragraph of which nothing is left is no blank line either."""
        gone = paragraph("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")

        assert "甲\n乙" == text_of(paragraph("甲") + gone + paragraph("乙"))

    def test_comments_are_counted(self) -> None:
        """Comments are no text; a note says how many there are."""
        data = word(paragraph("甲"), {"comments": f'<w:comment w:id="1">{paragraph("请核实")}</w:comment>'})

        assert ("甲", ["comments"]) == (text_of(data), checks_of(data))


class TestBlocks:
    """Paragraphs in order."""

    def test_blank_paragraphs_are_blank_lines(self) -> None:
        """An empty paragraph parts what stands above from what stands below."""
        assert "甲\n\n乙" == text_of(paragraph("甲") + "<w:p/>" + paragraph("乙"))

    def test_content_controls_around_paragraphs(self) -> None:
        """Paragraphs in content controls and custom XML are read in place."""
        control = f"<w:sdt><w:sdtPr/><w:sdtContent><w:customXml>{paragraph('乙')}</w:customXml></w:sdtContent></w:sdt>"

        assert "甲\n乙\n丙" == text_of(paragraph("甲") + control + paragraph("丙"))

    def test_imported_document_is_told(self) -> None:
        """A document that Word would import on opening is not read, and said not to be."""
        body = paragraph("甲") + '<w:altChunk r:id="rId7"/>'

        assert ["chunks"] == checks_of(body)

    def test_second_reading_tells_a_loss(self) -> None:
        """Words that stand where the reader does not look are missed by a plainer reading."""
        body = paragraph("甲" * 50) + "<w:tbl><w:tr>" + run("单元格之外的文字") + "</w:tr></w:tbl>"

        assert ["text_shortfall"] == checks_of(body)

    def test_strict_document(self) -> None:
        """The Strict form has other namespaces and is read the same."""
        strict = {
            name: content
            if isinstance(content, bytes)
            else content.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/",
                "http://purl.oclc.org/ooxml/wordprocessingml/",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"
            )
            for name, content in members(paragraph("建成12座")).items()
        }

        assert "建成12座" == text_of(zipped(strict))

    def test_main_part_is_found_by_relation(self) -> None:
        """The main part may have any name and folder, with slashes of either kind."""
        moved = {
            name.replace("word/", "文档\\").replace("document", "main"): content.replace(
                "word/document", "%E6%96%87%E6%A1%A3/main"
            )
            for name, content in members(paragraph("建成12座")).items()
            if isinstance(content, str)
        }

        assert "建成12座" == text_of(zipped(moved))

    def test_dangling_relations_do_no_harm(self) -> None:
        """Relations to parts that are not there are taken for absent."""
        kinds = ("styles", "numbering", "footnotes", "comments", "image")
        data = word(paragraph("建成12座"), related={kind: (f"x/{kind}", "../NULL") for kind in kinds})

        assert "建成12座" == text_of(data)
