"""Dates against the issue date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..records import Date, DateMention, Finding, Quantity
from ..script import simplify
from ..spans import Span
from .case import Case
from .words import any_of

_MONTHS: Final = 12
_RANGE: Final = re.compile(r"[至到~～—–-]")
"""Of months: no deadline, but the time that figures are of."""
_MOVED: Final = re.compile(any_of("moved"))
"""The plan that is past was given up, and the text says so itself."""
_DONE: Final = re.compile(any_of("met") + r"[^，,。；;]{0,10}" + any_of("ends"))
_LEFT: Final = re.compile(any_of("unsettled"))
_ACTION: Final = re.compile(r"(?:前|左右|以前|之前)?(?:可|将|应|能)?(?:全部|全面|基本)?(?:完成|实现)?(.{2,6})")


def cutoff_after_issue(case: Case) -> Iterator[Finding]:
    """The data's cut-off lies after the issue date."""
    anchor = case.request.anchor_date
    for day in case.marks.dates:
        if anchor is not None and day.role == "as_of" and day.to > anchor and not day.text.startswith("本"):
            yield Finding(
                check="cutoff_after_issue",
                severity="warning",
                zh=f"数据截止日期{day.text}（{day.to}）晚于发文日期{anchor}",
                en=f"the cut-off {day.text} ({day.to}) lies after the issue date {anchor}",
                spans=(day.span,),
            )


def cutoff_unclear(case: Case) -> Iterator[Finding]:
    """A cut-off without a year was read as last year's, though its month is that of the issue date or the next."""
    anchor = case.request.anchor_date
    if anchor is None:
        return
    read = {mention.span: mention for mention in case.ledger.mentions if isinstance(mention, DateMention)}
    for day in case.marks.dates:
        mention = read.get(day.span)
        if day.role != "as_of" or mention is None or mention.past == mention.future or day.to >= anchor:
            continue
        last = mention.future.last
        ahead = (last.year - anchor.year) * _MONTHS + last.month - anchor.month
        if last > anchor and ahead in (0, 1):
            yield Finding(
                check="cutoff_unclear",
                severity="warning",
                zh=f"数据截止日期{day.text}若为{last}，则晚于发文日期{anchor}；已按{day.to}计",
                en=f"the cut-off {day.text}, if {last}, lies after the issue date {anchor}; it was read as {day.to}",
                spans=(day.span,),
            )


def plan_overdue(case: Case) -> Iterator[Finding]:
    """A planned date has passed by the issue date, and what was planned is not said to be done or moved."""
    anchor = case.request.anchor_date
    if anchor is None or case.request.reported_status == "completed":
        return
    for day in case.marks.dates:
        told = day.role == "planned" and day.to < anchor and not _RANGE.search(day.text)
        if told and not _settled(case, day, anchor):
            yield Finding(
                check="plan_overdue",
                severity="notice",
                zh=f"计划时间{day.text}（{day.to}）早于发文日期{anchor}，文中未说已完成或调整",
                en=f"the planned date {day.text} ({day.to}) has passed by the issue date {anchor},"
                " and the text does not say that the plan was met or moved",
                spans=(day.span,),
            )


def _settled(case: Case, day: Date, anchor: date) -> bool:
    """Whether the words behind a plan settle it: another day holds, it was given up, or the work is done."""
    sentence = case.sentence_of(day.span) or day.span
    behind = case.words[day.end : sentence.end]
    trail = case.trail(day.span)
    if _MOVED.search(behind) or _another_day(case, day, len(trail), anchor):
        return True
    return _met_in_amounts(case, sentence, day) or _told_done(case, day, behind, trail)


def _another_day(case: Case, day: Date, reach: int, anchor: date) -> bool:
    """Whether the plan is for a day to come that stands behind in the same clause, or in the same list of days."""
    return any(
        other.to >= anchor and day.end <= other.start <= day.end + max(1, reach)
        for other in case.marks.dates
        if other.role in ("planned", "period")
    )


def _met_in_amounts(case: Case, sentence: Span, day: Date) -> bool:
    """Whether all amounts planned for the day are reached by what is done in their unit, told behind or elsewhere."""
    planned = [
        one for one in case.quantities_in(sentence) if one.role == "target" and one.start >= day.end and one.unit
    ]
    done = [
        one
        for one in case.marks.quantities
        if one.role == "actual" and (one.start >= day.end or not sentence.contains(one.span))
    ]
    return bool(planned) and all(
        any(other.unit == one.unit and other.value >= one.value and _alike(other, one) for other in done)
        for one in planned
    )


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether the subjects of two quantities share two characters in a row."""
    words, others = simplify(one.subject), simplify(other.subject)
    return any(words[at : at + 2] in others for at in range(len(words) - 1))


def _told_done(case: Case, day: Date, behind: str, trail: str) -> bool:
    """Whether the rest of the sentence says that all is done, or some other place that this very work is."""
    if (done := _DONE.search(behind)) and not _LEFT.search(behind, done.start()):
        return True
    action = _ACTION.fullmatch(trail[:16]) or _ACTION.match(trail)
    if action is None:
        return False
    work = re.escape(action[1].rstrip("。，"))
    elsewhere = case.words[: day.start] + "\n" + case.words[day.end + len(trail) :]
    return re.search(rf"已(?:经)?(?:全部|全面|基本)?(?:完成)?{work}", elsewhere) is not None
