"""Labels of list paragraphs, as Word prints them."""

import pytest

from extractor.reading.docx.numerals import written
from tests.wordfiles import cell, paragraph, row, run, table, word

from .reading import text_of


def level(index: int, form: str, text: str, *, start: int = 1, extra: str = "") -> str:
    """One level of a definition."""
    told = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{told}</w:lvl>'


def definition(name: int, *levels: str) -> str:
    """A definition of lists."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def listed(name: int, defined: int, overrides: str = "") -> str:
    """A list of a definition."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{defined}"/>{overrides}</w:num>'


def starting(index: int, start: int) -> str:
    """The level of a list that starts at a number of its own."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def item(text: str, name: int = 1, index: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{name}"/></w:numPr>')


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    """The lines of a document with lists."""
    return text_of(word(body, {"numbering": numbering, "styles": styles})).split("\n")


OUTLINE = definition(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
) + listed(1, 0)


class TestLabels:
    """Labels before the words of a paragraph."""

    def test_outline_of_a_bulletin(self) -> None:
        """Levels start anew below each item above them."""
        body = item("甲") + item("乙", index=1) + item("丙", index=2) + item("丁", index=2) + item("戊", index=1)
        body += item("己") + item("庚", index=1)

        assert ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "二、己", "（一）庚"] == labels(body, OUTLINE)

    def test_number_and_figure_do_not_run_together(self) -> None:
        """Behind a narrow full stop stands a blank: 1. and 5月 are not 1.5月."""
        assert ["1. 5月底前完工"] == labels(item("5月底前完工", index=2), OUTLINE)

    @pytest.mark.parametrize(
        ("text", "extra", "expected"),
        [
            ("第%1条", "", "第1条 甲"),
            ("%1", "", "1 甲"),
            ("%1、", "", "1、甲"),
            ("（%1）", "", "（1）甲"),
            ("%1.", '<w:suff w:val="nothing"/>', "1.甲"),
            ("%1)", '<w:suff w:val="space"/>', "1) 甲"),
            ("工作任务%1：", "", "工作任务1：甲"),
            ("", "", "甲"),
        ],
    )
    def test_text_around_the_number(self, text: str, extra: str, expected: str) -> None:
        """The text of a level is printed around its number; wide marks need no blank."""
        assert [expected] == labels(item("甲"), definition(0, level(0, "decimal", text, extra=extra)) + listed(1, 0))

    def test_label_in_a_cell_without_words(self) -> None:
        """A column of automatic numbers has no words of its own."""
        body = table(row(cell(item("<w:bookmarkStart/>", index=2)), "甲"), row(cell(item("<w:r/>", index=2)), "乙"))

        assert ["1.\t甲", "2.\t乙"] == labels(body, OUTLINE)

    def test_bullets(self) -> None:
        """A bullet of a picture font is read as the sign it shows."""
        numbering = definition(
            0, level(0, "bullet", "\uf0fc"), level(1, "bullet", "\uf0ab\uf001"), level(2, "bullet", "—")
        )
        body = item("甲") + item("乙", index=1) + item("丙", index=2)

        assert ["✓ 甲", "• 乙", "— 丙"] == labels(body, numbering + listed(1, 0))

    def test_numbers_of_levels_above(self) -> None:
        """A label may show the numbers of levels above, in digits where the level is legal."""
        mixed = level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3", extra="<w:isLgl/>")
        numbering = definition(0, level(0, "chineseCounting", "%1、"), mixed) + listed(1, 0)
        body = item("甲") + item("乙") + item("丙", index=1) + item("丁", index=2)

        assert ["一、甲", "二、乙", "二.1 丙", "2.1.1 丁"] == labels(body, numbering)

    @pytest.mark.parametrize("name", [0, 99])
    def test_no_list(self, name: int) -> None:
        """A paragraph taken out of lists, or in one that is not defined, has no label."""
        assert ["甲"] == labels(item("甲", name=name), OUTLINE)


class TestCounting:
    """Numbers through a document."""

    def test_lists_of_one_definition_are_counted_together(self) -> None:
        """As in Word, a list goes on where another of its definition stopped, unless it has a start of its own."""
        numbering = definition(0, level(0, "decimal", "%1、"))
        numbering += listed(1, 0) + listed(2, 0, starting(0, 8)) + listed(3, 0)
        body = item("甲") + item("乙", name=2) + item("丙", name=2) + item("丁") + item("戊", name=3)

        assert ["1、甲", "8、乙", "9、丙", "10、丁", "11、戊"] == labels(body, numbering)

    def test_level_met_before_the_one_above(self) -> None:
        """As in Word, the level above then counts as met once."""
        numbering = definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + listed(1, 0)

        assert ["1.1 甲", "2 乙", "2.1 丙"] == labels(item("甲", index=1) + item("乙") + item("丙", index=1), numbering)

    @pytest.mark.parametrize(("restart", "expected"), [("0", "2、戊"), ("1", "2、戊"), ("2", "1、戊"), (None, "1、戊")])
    def test_restart(self, restart: str | None, expected: str) -> None:
        """A level may start anew after any level above, after the first alone, or never."""
        third = level(2, "decimal", "%3、", extra=f'<w:lvlRestart w:val="{restart}"/>' if restart else "")
        numbering = definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%2"), third) + listed(1, 0)
        body = item("甲") + item("乙", index=1) + item("丙", index=2) + item("丁", index=1) + item("戊", index=2)

        assert expected == labels(body, numbering)[-1]

    def test_level_of_a_list_may_be_its_own(self) -> None:
        """A list may print a level in another way than its definition."""
        other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1）")}</w:lvlOverride>'
        numbering = definition(0, level(0, "decimal", "%1、")) + listed(1, 0) + listed(2, 0, other)

        assert ["1、甲", "II）乙"] == labels(item("甲") + item("乙", name=2), numbering)

    def test_deleted_and_hidden_items_are_not_counted(self) -> None:
        """An item that is not shown takes no number."""
        place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{}</w:rPr>'
        gone = paragraph("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", place.format("<w:del/>"))
        hidden = paragraph(run("密", "<w:vanish/>"), place.format("<w:vanish/>"))

        assert ["一、甲", "二、乙"] == labels(item("甲") + gone + hidden + item("乙"), OUTLINE)

    def test_unsound_definitions(self) -> None:
        """Levels and numbers that are none do no harm."""
        numbering = definition(0, level(77, "decimal", "%1、"), '<w:lvl w:ilvl="x"/>') + listed(1, 0) + listed(2, 7)

        assert ["甲", "乙", "丙"] == labels(item("甲") + item("乙", index=-3) + item("丙", name=2), numbering)


class TestStyles:
    """Lists that styles name."""

    STYLES = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="heir"><w:basedOn w:val="h1"/></w:style>'
        '<w:style w:type="numbering" w:styleId="Outline">'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    NUMBERING = definition(
        0,
        level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="h2"/>'),
    ) + listed(1, 0)

    def test_style_gives_list_and_level(self) -> None:
        """Headings are numbered by their styles, those based on them too."""
        names = ("h1", "h2", "heir", "h2")
        body = "".join(
            paragraph(text, f'<w:pStyle w:val="{name}"/>') for text, name in zip("甲乙丙丁", names, strict=True)
        )

        assert ["一、甲", "（一）乙", "二、丙", "（一）丁"] == labels(body, self.NUMBERING, self.STYLES)

    def test_paragraph_takes_itself_out(self) -> None:
        """A paragraph may leave the list of its style."""
        body = paragraph("甲", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')

        assert ["甲"] == labels(body, self.NUMBERING, self.STYLES)

    def test_numbering_style(self) -> None:
        """A definition may be that of a numbering style; one that leads back to itself is none."""
        linked = '<w:abstractNum w:abstractNumId="{}"><w:numStyleLink w:val="{}"/></w:abstractNum>'
        numbering = linked.format(1, "Outline") + linked.format(2, "Loop") + definition(3, level(0, "decimal", "%1、"))
        numbering += listed(1, 1) + listed(2, 2) + listed(5, 3) + listed(6, 2)
        loop = self.STYLES.replace("Outline", "Loop").replace('w:val="5"', 'w:val="6"')

        assert ["1、甲", "乙"] == labels(item("甲") + item("乙", name=2), numbering, self.STYLES + loop)


class TestNumerals:
    """Numbers in Word's formats."""

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            ("decimal", "1 10 21 101 1010"),
            ("decimalZero", "01 10 21 101 1010"),
            ("decimalFullWidth", "１ １０ ２１ １０１ １０１０"),
            ("chineseCounting", "一 十 二十一 一○一 一○一○"),
            ("chineseCountingThousand", "一 十 二十一 一百零一 一千零一十"),
            ("taiwaneseCountingThousand", "一 十 二十一 一百零一 一千零一十"),
            ("japaneseCounting", "一 十 二十一 百一 千十"),
            ("ideographDigital", "一 一〇 二一 一〇一 一〇一〇"),
            ("chineseLegalSimplified", "壹 壹拾 贰拾壹 壹佰零壹 壹仟零壹拾"),
            ("ideographLegalTraditional", "壹 壹拾 貳拾壹 壹佰零壹 壹仟零壹拾"),
            ("ideographTraditional", "甲 癸 21 101 1010"),
            ("ideographZodiac", "子 酉 21 101 1010"),
            ("ideographZodiacTraditional", "甲子 癸酉 甲申 101 1010"),
            ("decimalEnclosedCircle", "① ⑩ ㉑ 101 1010"),
            ("decimalEnclosedCircleChinese", "① ⑩ ㉑ 101 1010"),
            ("decimalEnclosedParen", "⑴ ⑽ 21 101 1010"),
            ("decimalEnclosedFullstop", "⒈ ⒑ 21 101 1010"),
            ("ideographEnclosedCircle", "㊀ ㊉ 21 101 1010"),
            ("upperRoman", "I X XXI CI MX"),
            ("lowerRoman", "i x xxi ci mx"),
            ("upperLetter", "A J U WWWW VVVVVVVVV"),
            ("lowerLetter", "a j u wwww vvvvvvvvv"),
            ("ordinal", "1st 10th 21st 101st 1010th"),
            ("hex", "1 A 15 65 3F2"),
            ("none", "    "),
            ("unheardOf", "1 10 21 101 1010"),
        ],
    )
    def test_formats(self, form: str, expected: str) -> None:
        """One, ten, 21, 101 and 1010 in each format."""
        assert expected == " ".join(written(value, form) for value in (1, 10, 21, 101, 1010))

    @pytest.mark.parametrize(
        ("value", "expected"),
        [(10_000, "一万"), (10_010, "一万零一十"), (11_000, "一万一千"), (20_304, "二万零三百零四"), (100_000, "十万")],
    )
    def test_ten_thousands(self, value: int, expected: str) -> None:
        """Gaps are written once, in the middle alone."""
        assert expected == written(value, "chineseCountingThousand")

    @pytest.mark.parametrize("form", ["chineseCounting", "upperRoman", "lowerLetter", "decimalEnclosedCircle"])
    def test_zero_is_never_lost(self, form: str) -> None:
        """A list that starts at zero shows one."""
        assert written(0, form) in ("0", "○")

    def test_below_zero(self) -> None:
        """No format counts below zero, so digits do."""
        assert "-3" == written(-3, "chineseCountingThousand")

    def test_custom_pattern(self) -> None:
        """A format of its own gives the number of digits."""
        assert "007" == written(7, "custom", "001, 002, 003, ...")
