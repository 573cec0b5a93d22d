"""What holds for every table, whatever stands in it and however its cells are merged."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import SegmentError
from extractor.reading.blocks import Block
from extractor.records import SourceText
from extractor.segmenting import segment
from tests.documents.drawing import LEFT, UP, composed, paragraphs, table

from .test_properties import joining, passages, words

_SECONDS = 20
"""Longest time for a long table: ten times what a slow machine takes."""


def apart(rows: list[list[str]]) -> list[list[str]]:
    """The rows, cells merged over rows only where none are merged over columns, so that none overlap."""
    wide = [LEFT in row for row in rows]
    across = [above or here for above, here in zip([True, *wide], wide, strict=False)]
    return [["" if no and cell == UP else cell for cell in row] for no, row in zip(across, rows, strict=True)]


_NAMES = st.sampled_from(
    [
        "序号",
        "事项",
        "任务目标",
        "责任单位",
        "责任领导",
        "完成时限",
        "进展情况",
        "完成情况",
        "备注",
        "一季度",
        "投资（万元）",
    ]
)
_FIGURES = ("1", "2", "12.5", "（一）已完成（2项）")
_WORDS = (
    UP,
    UP,
    LEFT,
    "",
    "3.",
    "一",
    "一、",
    "合计",
    "/",
    "64%",
    "已建成3座。",
    "正在推进",
    "住建局",
    "王  伟",
    "12月底",
)
_MORE_WORDS = ("新建公厕3座", "（二）公共服务", "进展情况：已开工。\n下步打算：无", "存在问题", "项目名称", "𠮷镇²")
_TEXTS = st.sampled_from(
    ["二、进展缓慢（2项）", "单位：万元", "附件2", "1.新建公厕。\n进展情况：已建成3座。", "市政府办"]
)
_WIDTH = 6


def documents(*cells: str) -> st.SearchStrategy[SourceText]:
    """Documents of lines and of tables with such `cells`, some of them in another table."""
    header = st.lists(_NAMES, min_size=_WIDTH, max_size=_WIDTH)
    rows = st.lists(st.lists(st.sampled_from(cells), min_size=_WIDTH, max_size=_WIDTH), max_size=8)
    tables = st.builds(lambda header, rows: table(*apart([header, *rows])), header, rows)
    nested = st.builds(lambda inner: table(("导航", inner)), tables)
    return st.lists(st.one_of(tables, nested, _TEXTS), max_size=4).map(document)


def document(drawn: list[Block | str]) -> SourceText:
    """A document of tables and lines."""
    blocks: list[Block] = []
    for each in drawn:
        blocks += paragraphs(each) if isinstance(each, str) else [each]
    return composed(blocks)


@settings(max_examples=200, deadline=None)
@given(documents(*_FIGURES, *_WORDS, *_MORE_WORDS))
def test_every_table_is_taken_apart_or_refused(source: SourceText) -> None:
    """Each passage stands in the document where it says it does; a document without items is refused."""
    try:
        bulletin = segment(source)
    except SegmentError:
        return

    assert bulletin.items
    for passage in passages(bulletin):
        assert [words(passage.text, piece.start, piece.length) for piece in passage.pieces] == [
            words(source.text, piece.source, piece.length) for piece in passage.pieces
        ]
        assert all(character.isspace() for character in joining(passage))


@settings(max_examples=200, deadline=None)
@given(documents(*_WORDS, *_MORE_WORDS))
def test_narratives_share_no_cell(source: SourceText) -> None:
    """No two items share a character of their narratives, where these are in words."""
    try:
        items = segment(source).items
    except SegmentError:
        return

    taken = [piece.source + place for item in items for piece in item.narrative.pieces for place in range(piece.length)]
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize(
    "row",
    [
        ("1", "新建公厕", "住建局", "已建成3座。"),
        ("", "", "", "已建成3座"),
        (UP, UP, "住建局", "已建成3座。"),
        ("一、公共服务", LEFT, LEFT, LEFT),
        ("序号", "事项", "责任单位", "进展情况"),
    ],
)
def test_long_tables_take_time_in_proportion(row: tuple[str, ...]) -> None:
    """A table of 5,000 rows takes seconds, where time that grows with its square takes minutes."""
    source = composed(
        (table(("序号", "事项", "责任单位", "进展情况"), ("1", "事项", "单位", "已完成。"), *([row] * 5000)),)
    )
    began = process_time()
    segment(source)

    assert process_time() - began < _SECONDS


def test_many_tables_take_time_in_proportion() -> None:
    """Two thousand tables take seconds."""
    drawn = table(("序号", "事项", "进展情况"), ("1", "新建公厕", "已建成3座。"))
    source = composed((*paragraphs("一、事项"), drawn) * 2000)
    began = process_time()

    assert len(segment(source).items) == 2000
    assert process_time() - began < _SECONDS
