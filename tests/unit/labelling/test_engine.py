"""The engine as a whole."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.labelling import assemble, label
from extractor.records import Ledger

from .marked import marked

PIECES = (
    "截至{@5月底}，", "已完成{12座}，", "计划新建{18公里}、", "其中{3个}", "占目标的{76%}；", "（含{2处}）", "（", "）",
    "因资金未到位，", "停工{20天}。", "其余{6户}正在", "由{40元}提高到{55元}", "分别为{3成}、{5成}，", "下一步，", "\n",
    "待批复后", "受影响", "甲、乙分别", "每人每月", "《计划》", "全长{8公里}，", "較{@6月末}下降{~3%}", "：", "，，",
    "①",
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_it_answers_for_every_mention(template: str) -> None:
    """One label a mention in their order, blockers and marks inside the narrative, whatever stands there."""
    narrative, ledger = marked(template)

    answer = label(narrative, ledger)
    marks = assemble(narrative, ledger, answer)

    assert list(range(len(ledger.mentions))) == [one.mention for one in answer.labels]
    assert all(0 <= one.span.start < one.span.end <= len(narrative) for one in answer.blockers)
    assert all(narrative[one.mark.start : one.mark.end] == one.mark.text for one in marks)
    assert len(ledger.mentions) + len(answer.blockers) == len(marks)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_it_never_fails_on_any_text(narrative: str) -> None:
    """Text without mentions is labelled too, and obstacles stay inside it."""
    answer = label(narrative, Ledger())

    assert () == answer.labels
    assert all(0 <= one.span.start < one.span.end <= len(narrative) for one in answer.blockers)


def test_it_names_itself() -> None:
    """The engine of the rules is called rules."""
    assert "rules" == marked("已完成{3座}。").label().engine


def test_the_same_words_get_the_same_answer() -> None:
    """The engine is pure."""
    example = marked("截至{@5月底}，已完成{3座}，占{15%}；资金尚未到位。")

    assert example.label() == example.label()


def test_a_number_of_the_task_is_its_target() -> None:
    """A bare number equal to the one the task sets is the target."""
    [answer] = marked("{40个}社区助餐点。").label(task="新建社区助餐点40个。").labels

    assert "target" == getattr(answer, "role", "")


def calls(work: Callable[[], object]) -> int:
    """How many functions `work` calls, Python's own among them: a measure of its cost that no clock disturbs."""
    count = 0

    def tally(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "已完成{3座}、新建",
        "受 ",
        "因",
        "将",
        "新建{3座}（{2座}）",
        "   至{@5月}",
        "占{5%}",
        "（（甲）",
        "已完成{3座}未",
        "待后，因停工",
        "余下{3座}{@5月}前完成",
    ],
)
def test_work_grows_with_length_only(unit: str) -> None:
    """Neither brackets, cue words nor numbers without end make a character of a long run dearer."""
    short, long = marked(unit * 100), marked(unit * 800)
    short.label()

    assert calls(long.label) < 12 * calls(short.label)
