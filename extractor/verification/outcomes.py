"""How much of the whole task the numbers say is done, and whether the printed status says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..records import Finding, NumberMention, Percentage, Quantity
from ..spans import Span
from .amounts import exactly, is_exact
from .case import Case
from .claims import names_alike
from .words import any_of

_OF_TASK: Final = re.compile(
    r"(?:占|完成|达到?|为|是).{0,6}(?:年度|全年|总|目标|任务)[^，,。；]{0,8}$|完成率(?:为|达到?)?$|^(?:已)?完成(?:总)?(?:工程量|任务|形象进度)的?$"
)
_STAGE: Final = re.compile(any_of("stage"))
_PART: Final = re.compile(any_of("apart", "span", "phase"))
_WORK: Final = re.compile(any_of("work_counted"))
_NOT_YET: Final = re.compile(any_of("not_yet"))
_UNDER_WAY: Final = re.compile(any_of("under_way"))
_STATUS: Final = {"on_track": ("正常推进", "on track"), "delayed": ("进展缓慢", "delayed")}
WHOLE: Final = Decimal(100)
"""The share that is all of the task."""


class Outcome(NamedTuple):
    """A share of the whole task, in percent, and the words that tell it."""

    share: Decimal
    span: Span
    text: str


def outcomes(case: Case) -> Iterator[Outcome]:
    """The one completion of the task that is printed, and the one amount done in the unit of the task's one target."""
    percentages = [one for one in case.marks.percentages if one.kind == "completion" and one.role == "actual"]
    if len(percentages) == 1 and is_exact(percentages[0]) and _of_task(case, percentages[0]):
        yield Outcome(exactly(percentages[0].value), percentages[0].span, percentages[0].text)
    units = {one.unit for one in case.marks.quantities if one.unit}
    for unit in sorted(units):
        targets = [one for one in case.task_quantities(unit) if one.value]
        done = [one for one in case.marks.quantities if one.unit == unit]
        if len(targets) == 1 and len(done) == 1 and _is_result(case, done[0], targets[0]):
            yield Outcome(exactly(done[0].value) * WHOLE / exactly(targets[0].value), done[0].span, done[0].text)


def completed_short(case: Case) -> Iterator[Finding]:
    """The printed status is completed, what is done is less than the task's target."""
    if case.request.reported_status != "completed":
        return
    if short := [one for one in outcomes(case) if one.share < WHOLE]:
        told = "、".join(one.text for one in short)
        yield Finding(
            check="completed_short",
            severity="warning",
            zh=f"通报状态为已完成，而文中的{told}未达目标",
            en=f"the printed status is completed, but {told} is short of the target",
            spans=tuple(one.span for one in short),
        )


def begun_unreported(case: Case) -> Iterator[Finding]:
    """The printed status is not started, the narrative counts work that is done."""
    if case.request.reported_status != "not_started":
        return
    completions = (one for one in case.marks.percentages if one.kind == "completion")
    counted: list[Quantity | Percentage] = [*case.marks.quantities, *completions]
    work = [one for one in counted if one.role == "actual" and one.value > 0 and _is_work(case, one.span)]
    if work:
        told = "、".join(one.text for one in work)
        yield Finding(
            check="begun_unreported",
            severity="warning",
            zh=f"通报状态为未启动，而文中已有完成的工作：{told}",
            en=f"the printed status is not started, but the narrative counts work done: {told}",
            spans=tuple(one.span for one in work),
        )


def _is_work(case: Case, span: Span) -> bool:
    clause = case.lead(span) + case.trail(span)
    return bool(_WORK.search(clause)) and not _NOT_YET.search(clause)


def done_unreported(case: Case) -> Iterator[Finding]:
    """The printed status tells of work under way or late, the numbers that all targets are met with nothing left."""
    status = case.request.reported_status
    if status not in _STATUS or _something_left(case):
        return
    found = list(outcomes(case))
    if found and all(one.share >= WHOLE for one in found) and len(found) >= _targets(case):
        told = "、".join(one.text for one in found)
        yield Finding(
            check="done_unreported",
            severity="warning" if status == "delayed" else "notice",
            zh=f"文中的{told}已达目标，且没有未完成的内容，通报状态却为{_STATUS[status][0]}",
            en=f"{told} reaches the target and nothing is left, but the printed status is {_STATUS[status][1]}",
            spans=tuple(one.span for one in found),
        )


def _something_left(case: Case) -> bool:
    """Whether the narrative tells of anything but work done."""
    marks = case.marks
    short = (one.kind == "completion" and one.value < WHOLE for one in marks.percentages)
    waiting = (one.role in ("pending", "ongoing") for one in marks.quantities)
    planned = (one.role == "planned" for one in marks.dates)
    return bool(marks.blockers) or any(short) or any(waiting) or any(planned) or bool(_UNDER_WAY.search(case.words))


def _targets(case: Case) -> int:
    """How many amounts the task asks for."""
    return sum(isinstance(one, NumberMention) and one.kind == "quantity" for one in case.task.mentions)


def _of_task(case: Case, percentage: Percentage) -> bool:
    lead = case.lead(percentage.span)
    sentence = case.sentence_of(percentage.span)
    return (
        sentence is not None
        and not case.bracketed(percentage.span, sentence)
        and bool(_OF_TASK.search(lead))
        and not _STAGE.search(case.words[sentence.start : percentage.end] + case.trail(percentage.span))
    )


def _is_result(case: Case, done: Quantity, target: NumberMention) -> bool:
    """Whether an amount is what came of the target: told alone, exactly, and of the same thing."""
    sentence = case.sentence_of(done.span)
    lead = case.lead(done.span)
    plainly = done.role == "actual" and is_exact(done) and sentence and not case.bracketed(done.span, sentence)
    if not plainly or _PART.search(lead):
        return False
    return names_alike(case, done, target.span)
