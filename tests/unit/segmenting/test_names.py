"""Names of leaders, one by one."""

import pytest

from extractor.segmenting.names import people
from extractor.spans import Passage, Span


@pytest.mark.parametrize(
    ("printed", "bodies", "expected"),
    [
        ("张云红安东立", 2, "张云红 安东立"),
        ("侯  波卫祥禾", 2, "侯波 卫祥禾"),  # padded to the width of three
        ("侯波卫祥禾", 2, "侯波 卫祥禾"),  # the padding lost, and only one way to part them
        ("谭江李栓金", 3, "谭江 李栓金"),  # fewer leaders than bodies
        ("刘万宇成铖李军玲", 3, "刘万宇 成铖 李军玲"),
        ("王伟李娜", 2, "王伟 李娜"),
        ("王伟李娜", 1, "王伟李娜"),  # one body, so perhaps one name
        ("欧阳震华", 2, "欧阳震华"),
        ("高新区管委会主任", 1, "高新区管委会主任"),
    ],
)
def test_people(printed: str, bodies: int, expected: str) -> None:
    """Names printed without a space between them come apart where there is one way to part them."""
    cell = Passage.of(printed, Span(0, len(printed)))

    assert expected.split() == [name.text for name in people(cell, bodies)]
