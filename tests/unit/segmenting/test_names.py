"""Names of leaders and bodies, one by one."""

import pytest

from extractor.segmenting.names import bodies, people
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


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("妇联卫健委", "妇联 卫健委"),
        ("工信局各相关镇街", "工信局 各相关镇街"),
        ("财政局农业农村局水利局", "财政局 农业农村局 水利局"),
        ("市场監管局農業農村局", "市场監管局 農業農村局"),
        ("住建局城投公司", "住建局 城投公司"),
        ("国家税务总局云岭县税务局", "国家税务总局云岭县税务局"),
        ("公安局高新分局", "公安局高新分局"),
        ("公安局交警支队", "公安局交警支队"),
        ("自然资源局不动产登记中心", "自然资源局不动产登记中心"),
        ("县委政法委", "县委政法委"),
        ("市发展和改革委员会", "市发展和改革委员会"),
    ],
)
def test_bodies(printed: str, expected: str) -> None:
    """Bodies whose lines a page has run together come apart, and those with a body in their name do not."""
    cell = Passage.of(printed, Span(0, len(printed)))

    assert expected.split() == [name.text for name in bodies(cell)]
