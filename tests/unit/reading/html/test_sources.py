"""Where pages come from: Word, Excel, archives, frames."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.html import read
from tests.unit.reading.composed import cells_of, checks_of, grids_of, text_of
from tests.unit.reading.html.pages import page

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>通报</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal{mso-style-parent:"";margin:0cm} span.SpellE{mso-hide:all}
@page{mso-page-orientation:landscape} --></style>
</head><body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1>
<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>一、<span
style='font:7.0pt "Times New Roman"'>&nbsp;
</span></span><![endif]><span style='mso-bidi-font-size:10.5pt'>总体进展<o:p></o:p></span></p>
<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td>
<p class=MsoNormal>序号<span lang=EN-US><o:p></o:p></span></p></td>
<td><p class=MsoNormal>进展情况<o:p></o:p></p></td></tr><tr><td><p>1</p></td>
<td><p class=MsoNormal>已建成<span lang=EN-US>7</span>座，其余
在建<span class=SpellE>隐藏</span><o:p></o:p></p></td></tr></table>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></div></body></html>"""

EXCEL = r"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<style><!--table{mso-displayed-decimal-separator:"\.";} .xl65{mso-number-format:"0\.00%"; color:windowtext;}--></style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>表1</x:Name></x:ExcelWorkbook></xml><![endif]--></head>
<body link=blue><table border=0 x:str><col width=72 style='width:54pt'>
<tr height=19><td colspan=3 class=xl66>进度表</td></tr><tr><td>序号</td><td>项目</td><td>完成率</td></tr>
<tr><td align=right x:num>1</td><td>公厕</td><td class=xl65 x:num="0.5151">51.51%</td></tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td></td><td></td></tr><![endif]>
</table></body></html>"""


def archive(*pages: str, charset: str = "utf-8") -> bytes:
    """Pages saved as one file."""
    message = MIMEMultipart("related")
    message["From"] = "<Saved by Blink>"
    for text in pages:
        message.attach(MIMEText(text, "html", charset))
    return message.as_bytes()


class TestOffice:
    """Pages that Word and Excel wrote."""

    def test_word(self) -> None:
        """Markers of Word's own are passed over, and lines in the source are no lines of the text."""
        content = read(WORD.encode("gb18030"))

        assert text_of(content) == "一、 总体进展\n序号\t进展情况\n1\t已建成7座，其余在建".replace(
            "一、 ", "一、\u00a0 "
        )
        assert checks_of(content) == {"hidden_text"}

    def test_excel(self) -> None:
        """Numbers are read as they are shown."""
        content = read(EXCEL.encode())

        assert checks_of(content) == set()
        assert [(0, 0, 1, 3, "进度表"), (2, 2, 1, 1, "51.51%")] == [
            cells_of(grids_of(content.blocks)[0])[at] for at in (0, -1)
        ]


class TestArchives:
    """Pages saved as one file with all they need."""

    @pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
    def test_page_is_read(self, charset: str) -> None:
        """The first page is the one that was saved."""
        source = load(archive("<p>已建成7座</p>", charset=charset), "a.mht")

        assert ("mhtml", "已建成7座") == (source.format, source.text)

    def test_quoted_printable(self) -> None:
        """Lines that the envelope broke are whole."""
        head = (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        )
        part = b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        body = b"<meta charset=3Dutf-8><p>=E5=B7=B2=E5=BB=\r\n=BA=E6=88=907=E5=BA=A7</p>\r\n--B--\r\n"

        assert text_of(read(head + part + body)) == "已建成7座"

    def test_frames_are_told(self) -> None:
        """Pages in frames of the first are counted."""
        assert checks_of(read(archive("<p>甲</p>", "<p>乙</p>"))) == {"pages_of_archive"}

    def test_workbook_of_frames(self) -> None:
        """Where the first page only holds frames, as of a workbook, those that fill them are read."""
        content = read(archive("<frameset><frame src=a><frame src=b></frameset>", "<p>甲</p>", "<p></p>", "<p>乙</p>"))

        assert text_of(content) == "甲\n乙"

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nabc", "no_page"),
            (archive("<frameset><frame src=a></frameset>", "<p></p>"), "frames"),
            (archive(""), "no_text"),
        ],
    )
    def test_nothing_to_read(self, data: bytes, code: str) -> None:
        """An archive without a page that has words says so."""
        with pytest.raises(ReadError) as caught:
            load(data, "a.mht")

        assert code == caught.value.code


class TestOthers:
    """What a page shows of others is told, and never fetched."""

    @pytest.mark.parametrize(
        "element",
        [
            "<iframe src='table.html'></iframe>",
            "<embed src='file:///etc/passwd'>",
            "<object data='a.pdf'>没有插件</object>",
        ],
    )
    def test_frames_are_named(self, element: str) -> None:
        """A frame or an embedded file may hold the table."""
        content = page(f"<p>进展情况如下</p>{element}")

        assert ("进展情况如下", {"frames"}) == (text_of(content), checks_of(content))

    @pytest.mark.parametrize(
        "element", ["<iframe src='about:blank'></iframe>", "<iframe src=a style='display:none'></iframe>"]
    )
    def test_empty_and_hidden_frames_are_not(self, element: str) -> None:
        """Frames that show nothing are not told."""
        assert checks_of(page(f"<p>甲</p>{element}")) == set()

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ("<frameset><frame src=left.htm><frame src=main.htm><noframes>请升级</noframes></frameset>", "frames"),
            ("<meta http-equiv=refresh content='0;url=file:///etc/passwd'>", "no_text"),
            ("<base href=http://a.example/><link href=file:///etc/passwd><img src=http://a.example/x.png>", "no_text"),
            ("<p style='display:none'>乙</p>", "hidden_text"),
            ("<!-- 乙 -->", "no_text"),
            ("", "no_text"),
        ],
    )
    def test_page_without_words(self, body: str, code: str) -> None:
        """A page that shows nothing of its own says why."""
        with pytest.raises(ReadError) as caught:
            page(body)

        assert code == caught.value.code
