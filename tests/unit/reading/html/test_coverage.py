"""That no word is lost: by a second reading, at any depth, for any page."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.html.plain import words
from tests.unit.reading.composed import cells_of, checks_of, grids_of, text_of
from tests.unit.reading.grids import Laid, laid_grids
from tests.unit.reading.html.pages import page

TAGS = [
    "p", "div", "span", "b", "font", "table", "tr", "td", "th", "tbody", "thead", "ul", "ol", "li", "a", "h1", "h2",
    "form", "center", "pre", "section", "select", "option", "button", "ruby", "rt", "nav", "footer", "dl", "dt", "dd",
    "caption", "blockquote", "textarea", "title", "body", "html", "head", "noscript", "template", "sup", "o:p",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(
        ["<br>", "<p hidden>", "<td rowspan=3>", "<td colspan=2>", "<a href=x>", "&nbsp;", "<!--", "-->", "<"]
    ),
    st.text("督查通报进展完成0123456789。，", min_size=1, max_size=12),
)


class TestSecondReading:
    """The plainer reading."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("<p>甲<b>乙</b></p>", "甲乙"),
            ("甲<!-- 乙 > -->丙<!-- 丁", "甲丙"),
            ("甲<SCRIPT>乙<b></SCRIPT >丙<style>丁", "甲丙"),
            ("完成率<60%&lt;b&gt;<?php x ?>丁", "完成率<60%<b>丁"),
            ("İ<script>乙</script>丙", "İ丙"),  # longer in lower case
            ("<p", ""),
        ],
    )
    def test_all_but_tags(self, text: str, expected: str) -> None:
        """What stands between tags, scripts and comments aside."""
        assert expected == words(text)


class TestNothingIsLost:
    """What the reader keeps and what it tells is all there is."""

    @settings(deadline=None)
    @given(st.lists(PIECES, max_size=40).map("".join))
    def test_broken_markup(self, body: str) -> None:
        """However broken the markup, the two readings agree."""
        assert "text_shortfall" not in checks_of(page(f"<p>督查通报</p>{body}"))

    @pytest.mark.parametrize("tag", ["div", "font", "b", "blockquote", "table><tr><td", "ul><li", "p><span"])
    def test_depth(self, tag: str) -> None:
        """Elements that are never closed nest without end, and lose nothing."""
        content = page(f"<{tag}>已完成".join(str(number) for number in range(3_000)))

        assert set() == checks_of(content)
        assert [str(number) for number in range(3_000)] == re.findall(r"\d+", text_of(content))

    @settings(deadline=None)
    @given(laid_grids())
    def test_any_table_reads_back(self, laid: Laid) -> None:
        """A table of any merged cells is read as it was written."""
        rows: dict[int, str] = dict.fromkeys(range(laid.height), "")
        for row, _, height, width, text in laid.cells:
            rows[row] += f"<td rowspan={height} colspan={width}>{text.replace(chr(10), '<br>')}</td>"
        table = "".join(f"<tr>{cells}</tr>" for cells in rows.values())

        assert [laid.cells] == [cells_of(grid) for grid in grids_of(page(f"<table border=1>{table}</table>").blocks)]
