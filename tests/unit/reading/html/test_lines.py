"""Inline markup and white space as lines."""

import pytest

from extractor.reading.blocks import Paragraph
from extractor.records import Place
from tests.unit.reading.composed import text_of
from tests.unit.reading.html.pages import page


class TestWhiteSpace:
    """What a browser shows of it."""

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("<p>已完成\n  5  项</p>", "已完成 5 项"),  # a run is one blank
            ("<p>已完\n\t成</p>", "已完成"),  # between ideographs a line end is the source's alone
            ("<p>投资<span>3.8\n</span><b>万</b>元</p>", "投资3.8 万元"),
            ("<p>完成<b>5</b>项，<i>其中</i>新建<font color=red>2</font>项</p>", "完成5项，其中新建2项"),
            ("<p>&nbsp;&nbsp;　　已完成&nbsp;</p>", "已完成"),  # an indent is no text
            ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
            ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
            ("<p>甲<p>乙", "甲\n乙"),
            ("<pre>序号  事项\n1\t 公厕</pre>", "序号  事项\n1\t 公厕"),
            ("<div style='white-space:pre-wrap'>甲\n乙</div>", "甲\n乙"),
            ("<textarea>甲\n乙</textarea>", "甲\n乙"),
            ("<ul><li>甲</li><li>乙</ul>", "甲\n乙"),
        ],
    )
    def test_lines_are_those_of_the_page(self, body: str, expected: str) -> None:
        """Blocks and breaks part lines; white space in between is one blank or none."""
        assert expected == text_of(page(body))


class TestWords:
    """What becomes of the words."""

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("<p>&ge;85%&#12289;&#x4e03;成&hellip;&lt;b&gt;&amp;amp;</p>", "≥85%、七成…<b>&amp;"),
            ("<p>完成率<60%，且3<5</p>", "完成率<60%，且3<5"),  # no tag begins so
            ("<p><ruby>督<rp>(</rp><rt>dū</rt><rp>)</rp>查<rt>chá</rt></ruby>通报</p>", "督查通报"),
            ("<p>15m<sup>2</sup>，H<sub>2</sub>O</p>", "15m²，H2O"),
            ("<p>甲<o:p></o:p><st1:date>6月5日</st1:date></p>", "甲6月5日"),
            ("<p>甲</p></body></html><p>乙</p>", "甲\n乙"),  # what stands behind the end is shown too
            ("<p>甲</p></body><body><p>乙</p>", "甲\n乙"),
            ("甲<select><option>请选择<option>2024年</select>乙<button>查询</button>", "甲乙"),
            ("<select><option>请选择<table><tr><td>甲<td>乙</table>", "甲\t乙"),  # never closed
            ("<p>甲<script>document.write('<p>乙</p>')</script></p>", "甲"),
            ("<p>甲<![CDATA[乙]]></p>", "甲"),  # browsers take it for a comment
            ("<p>㐂𠮷镇，〇○O，㎡，⼀</p>", "㐂𠮷镇，〇○O，㎡，⼀"),
        ],
    )
    def test_words_are_those_that_are_shown(self, body: str, expected: str) -> None:
        """Entities are read, readings and controls are left out, broken markup loses nothing."""
        assert expected == text_of(page(body))

    def test_places_count_paragraphs_and_tables(self) -> None:
        """A paragraph's place is its number among the paragraphs and tables of the article."""
        content = page("<p>甲</p><table><tr><td>乙<td>丙</table><p>丁</p>")
        paragraphs = [block for block in content.blocks if isinstance(block, Paragraph)]

        assert [Place(paragraph=1), Place(paragraph=3)] == [paragraph.place for paragraph in paragraphs]


class TestLists:
    """Numbers that the browser writes."""

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("<ol><li>甲<li>乙</ol>", "1. 甲\n2. 乙"),
            ("<ol start=3 type=A><li>甲<li value=9>乙<li>丙</ol>", "C. 甲\nI. 乙\nJ. 丙"),
            ("<ol type=i start=4><li>甲<li>乙</ol>", "iv. 甲\nv. 乙"),
            ("<ol reversed start=2><li>甲<li>乙</ol>", "2. 甲\n1. 乙"),
            ("<ol><li><p>甲</p><p>乙</p></ol>", "1. 甲\n乙"),
            ("<ol><li>甲<ul><li>乙</ul><li>丙</ol>", "1. 甲\n乙\n2. 丙"),
            ("<ol><li>一、甲<li>（二）乙</ol>", "一、甲\n（二）乙"),  # they bring their own
            ("<ol style='list-style:none'><li>甲</ol>", "甲"),
            ("<ol><li><li>乙</ol>丙", "2. 乙\n丙"),  # an empty entry counts, and leaves no number behind
        ],
    )
    def test_entries_carry_their_number(self, body: str, expected: str) -> None:
        """An ordered list shows numbers that are not among its words."""
        assert expected == text_of(page(body))
