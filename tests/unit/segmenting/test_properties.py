"""What holds for every text, whatever it looks like."""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import SegmentError
from extractor.records import Bulletin, SourceText
from extractor.segmenting import segment
from extractor.spans import Passage

_SECONDS = 20
"""Longest time for a long text: ten times what a slow machine takes."""
_SCRAPS = st.sampled_from(
    [
        *'一二十、（）()0123456789年月日|：。；，【】〇①⑳１２０四是县局第-"²٣𠮷\t\u3000\xa0 ',
        *("\n", "\n", "\n\t", "  ", "1.", "（一）", "一、", "一是", "<br>", "附件1", "2031年1月5日", "5月4项"),
        *(
            "进展情况：",
            "责任单位：",
            "牵头：",
            "配合单位：",
            "任务：",
            "完成时限：",
            "责任领导：",
            "问题：",
            "【进展】",
        ),
        *("序号", "任务", "责任单位", "进展情况", "情况通报", "关于", "季度", "云岭镇政府", "进展缓慢", "已完成3座"),
        *("（责任单位：", "[bookmark:", "]", "王  伟", "住 建 局", "合计", "特此通报"),
    ]
)
_LINES = st.lists(_SCRAPS, max_size=60).map("".join)
_HEADERS = st.sampled_from(
    [
        "|序号|任务|责任单位|责任领导|进展情况|状态|\n|",
        "序号\t任务\t责任单位\t责任领导\t进展情况\n1\t",
        "\t序号\n\t任务\n\t责任单位\n\t责任领导\n\t进展情况\n\t1\n\t",
        "1.新建公厕3座（责任单位：",
    ]
)
_TABLES = st.builds("".join, st.tuples(_HEADERS, _LINES))


@settings(max_examples=200, deadline=None)
@given(st.one_of(_LINES, _TABLES, st.text()))
def test_every_text_is_taken_apart_or_refused(text: str) -> None:
    """Each passage of a bulletin stands in the source where it says it does; a text without items is refused."""
    try:
        bulletin = segment(source(text))
    except SegmentError:
        return

    assert bulletin.items
    for passage in passages(bulletin):
        assert [words(passage.text, piece.start, piece.length) for piece in passage.pieces] == [
            words(text, piece.source, piece.length) for piece in passage.pieces
        ]
        assert all(character.isspace() for character in joining(passage))


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_narratives_stand_apart(text: str) -> None:
    """No two items share a character of their narratives."""
    try:
        items = segment(source(text)).items
    except SegmentError:
        return

    taken = [piece.source + place for item in items for piece in item.narrative.pieces for place in range(piece.length)]
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize(
    "unit",
    [
        "一、\n",
        "进展情况：好。",
        "进展情况：好。\n",
        "1.新建公厕。已完成3座\n",
        "1.新建公厕（责任单位：住建局）\n进展。\n",
        "|序号|任务|责任单位|进展情况|\n|1|新建\n续\n",
        "\u3000",
    ],
)
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    """A text of 100,000 characters takes seconds, where time that grows with its square takes minutes."""
    text = "进展情况：" + unit * (100_000 // len(unit))
    began = process_time()
    with suppress(SegmentError):
        segment(source(text))

    assert process_time() - began < _SECONDS


def source(text: str) -> SourceText:
    """A document with that text."""
    digest = sha256(text.encode()).hexdigest()
    return SourceText(name="a.txt", stem="a", sha256=digest, encoding="utf_8", text=text)


def passages(bulletin: Bulletin) -> Iterator[Passage]:
    """Every passage of a bulletin."""
    yield from (bulletin.title, bulletin.issuer)
    for item in bulletin.items:
        yield from (item.heading, item.task, *item.units, *item.leaders)
        yield from (item.deadline, item.narrative, item.problems, item.plans, item.status)


def words(text: str, start: int, length: int) -> str:
    """`length` characters of `text` from `start`."""
    return text[start : start + length]


def joining(passage: Passage) -> str:
    """The characters of a passage that stand between its pieces."""
    at = 0
    between = ""
    for piece in passage.pieces:
        between += passage.text[at : piece.start]
        at = piece.start + piece.length
    return between + passage.text[at:]
