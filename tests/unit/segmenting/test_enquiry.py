"""Tables whose columns nobody named by a known name, read by whoever is asked."""

from __future__ import annotations

import pytest

from extractor.errors import ExtractorError, SegmentError
from extractor.records import ColumnRole, HeaderQuestion
from extractor.segmenting import segment
from tests.documents.drawing import LEFT, Grid, composed, table

HEADER = ("次第", "何事", "谁来办", "眼下办到哪一步", "动工了几处")
TABLE = table(
    HEADER,
    ("甲", "新建公厕", "城管局", "截至5月底，已建成7座，其余5座正在施工。", "12"),
    ("乙", "改造老旧小区", "住建局", "已开工3个小区，完成投资1200万元。", "3"),
)
ROLES: tuple[ColumnRole | None, ...] = ("number", "heading", "unit", "narrative", None)


class Asked:
    """Answers each question alike, and keeps it."""

    def __init__(self, answer: tuple[ColumnRole | None, ...] | ExtractorError = ROLES) -> None:
        self.answer = answer
        self.questions: list[HeaderQuestion] = []

    def __call__(self, question: HeaderQuestion) -> tuple[ColumnRole | None, ...]:
        """The answer."""
        self.questions.append(question)
        if isinstance(self.answer, ExtractorError):
            raise self.answer
        return self.answer


def test_an_answer_reads_the_table() -> None:
    """The words are the document's; the answer only says which column is what, and a note shows it."""
    bulletin = segment(composed((TABLE,)), Asked())

    assert [
        ("新建公厕", "截至5月底，已建成7座，其余5座正在施工。"),
        ("改造老旧小区", "已开工3个小区，完成投资1200万元。"),
    ] == [(item.heading.text, item.narrative.text) for item in bulletin.items]
    assert ["城管局", "住建局"] == [unit.text for item in bulletin.items for unit in item.units]
    [note] = [note for note in bulletin.notes if note.check == "header_by_model"]
    assert "眼下办到哪一步→narrative，动工了几处→无" in note.zh
    assert "眼下办到哪一步 → narrative, 动工了几处 → none" in note.en


def test_nothing_of_the_rows_is_told() -> None:
    """The question has the names of the columns and what kind of content each has."""
    asked = Asked()
    segment(composed((TABLE,)), asked)

    assert [HeaderQuestion(names=HEADER, contents=("phrases", "phrases", "phrases", "sentences", "numbers"))] == (
        asked.questions
    )


def test_a_header_repeated_further_down_is_no_item() -> None:
    """Rows under each printing of the header are items; the question is asked once."""
    asked = Asked()
    rows = [tuple(cell.blocks[0].text for cell in TABLE.cells if cell.row == row) for row in range(3)]  # type: ignore[union-attr]
    bulletin = segment(composed((table(rows[0], rows[1], rows[0], rows[2]),)), asked)

    assert (2, 1) == (len(bulletin.items), len(asked.questions))


def test_known_headers_are_not_asked_about() -> None:
    """Nor are tables without a word of progress."""
    asked = Asked()
    known = table(("序号", "事项", "进展情况"), ("1", "新建公厕", "已建成7座，其余5座正在施工。"))
    contacts = table(("尊姓", "何处"), ("城管局", "中山路12号"))
    segment(composed((contacts, known)), asked)

    assert [] == asked.questions


def test_of_a_table_in_another_only_the_inner_one_is_asked_about_in_its_own_right() -> None:
    """A frame around the table of items has no columns with names."""
    asked = Asked()
    frame = table(("通报", LEFT), (TABLE, LEFT))
    bulletin = segment(composed((frame,)), asked)

    assert 2 == len(bulletin.items)
    assert [HEADER] == [question.names for question in asked.questions]


@pytest.mark.parametrize("roles", [(None,) * 5, ("number", "heading", "unit", None, None)])
def test_an_answer_without_progress_reads_nothing(roles: tuple[ColumnRole | None, ...]) -> None:
    """The table is then none of items, as if nobody had been asked."""
    with pytest.raises(SegmentError):
        segment(composed((TABLE,)), Asked(roles))


def test_no_answer_is_a_warning() -> None:
    """What else the document has is read; a note names the header that is not known."""
    known = table(("序号", "事项", "进展情况"), ("1", "新建公厕", "已建成7座，其余5座正在施工。"))
    bulletin = segment(composed((known, *_apart(), TABLE)), Asked(ExtractorError("no", code="refused")))

    assert 1 == len(bulletin.items)
    [note] = [note for note in bulletin.notes if note.check == "header_unknown"]
    assert ("warning", True) == (note.severity, "次第/何事/谁来办" in note.zh)
    assert "progress_left_out" in [note.check for note in bulletin.notes]


def _apart() -> tuple[Grid, ...]:
    """Something between two tables, so that the second does not go on with the first."""
    return (table(("附表", "备注"), ("一", "无")),)
