"""The checks, each on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from ..records import DateMention, Finding, Number, Percentage, Quantity
from ..script import simplify
from ..spans import Span
from .case import Case, Check
from .parts import excesses
from .steps import step_taken_for_work, unit_slip

_OF_TARGET = re.compile(r"占|完成率|为.{0,8}(?:任务|目标|计划)|(?:任务|目标|计划)[^，。；]{0,8}的")
_EXHAUSTIVE = re.compile(r"其余|剩余|余下|分别")
_REVISED = re.compile(r"核减|调减|核增|调增|调整为")
_RISE = re.compile(r"提高|增加|增至|增长|上调|提升|升至")
_FALL = re.compile(r"降低|降至|减少|减至|压减|下调|压缩")
_DECIMALS = re.compile(r"[.．点]([\d零〇一二三四五六七八九]+)")
_SURPASSED = re.compile(r"超|翻番|提前")
_FEWEST_PARTS = 2
_WHOLE = 100
_MONTHS = 12


def verify(case: Case) -> tuple[Finding, ...]:
    """All findings on one narrative, in the order of `CHECKS`."""
    return tuple(finding for check in CHECKS for finding in check(case))


def unexplained_numeral(case: Case) -> Iterator[Finding]:
    """A numeral is in no fact and excluded for no reason."""
    for span in case.ledger.unexplained:
        words = span.of(case.request.narrative)
        yield Finding(
            check="unexplained_numeral",
            severity="warning",
            zh=f"数字“{words}”未被提取，也没有排除的理由",
            en=f"the numeral {words!r} is in no fact and no exclusion",
            spans=(span,),
        )


def completion_disagrees(case: Case) -> Iterator[Finding]:
    """A printed completion is not the done part of the target, by more than its last digit."""
    for percentage in case.marks.percentages:
        if percentage.kind != "completion" or percentage.bound != "exact" or percentage.value_max is not None:
            continue
        pair = _done_and_target(case, percentage)
        if pair is None:
            continue
        done, target = pair
        share = Decimal(str(done.value)) * _WHOLE / Decimal(str(target))
        if not agrees(share, percentage.text, percentage.value):
            yield Finding(
                check="completion_disagrees",
                severity="warning",
                zh=f"{done.text}占{_plain(target)}{done.unit}为{share:.2f}%，文中为{percentage.text}",
                en=f"{done.text} of {_plain(target)} {done.unit} is {share:.2f} %, the text says {percentage.text}",
                spans=(done.span, percentage.span),
            )


def agrees(share: Decimal, printed: str, value: Number) -> bool:
    """Whether a computed share fits a printed one: within one unit of its last digit, or cut off there."""
    decimals = _DECIMALS.search(printed)
    step = Decimal(1).scaleb(-len(decimals[1]) if decimals else 0)
    stated = Decimal(str(value))
    rounded = share.quantize(step, ROUND_HALF_UP)
    cut = share.quantize(step, ROUND_DOWN)
    return abs(rounded - stated) <= step or cut == stated


def _done_and_target(case: Case, percentage: Percentage) -> tuple[Quantity, Number] | None:
    """The quantity just before a percentage and the one target in its unit, where both are plain."""
    sentence = case.sentence_of(percentage.span)
    if sentence is None:
        return None
    before = [
        quantity
        for quantity in case.quantities_in(sentence)
        if quantity.end <= percentage.start and not case.bracketed(quantity.span, sentence)
    ]
    done = [quantity for quantity in before if quantity.role == "actual"]
    if not done or not _OF_TARGET.search(case.request.narrative, done[-1].end, percentage.start):
        return None
    quantity = done[-1]
    if quantity.bound != "exact" or quantity.value_max is not None or not quantity.unit:
        return None
    if sum(other.unit == quantity.unit for other in done) > 1:
        return None
    named = {target.value for target in before if target.role == "target" and target.unit == quantity.unit}
    targets = named or (set() if case.tells_of_parts else case.task_targets(quantity.unit))
    targets.discard(0)
    return (quantity, targets.pop()) if len(targets) == 1 else None


def completion_over_whole(case: Case) -> Iterator[Finding]:
    """More than all of a piece of work is said to be done, with nothing that bears it out."""
    for percentage in case.marks.percentages:
        if percentage.kind != "completion" or percentage.role != "actual" or percentage.value <= _WHOLE:
            continue
        sentence = case.sentence_of(percentage.span)
        if sentence is None or _SURPASSED.search(sentence.of(case.request.narrative)):
            continue
        borne_out = any(quantity.role in ("actual", "ongoing") for quantity in case.quantities_in(sentence))
        if not borne_out and not case.bracketed(percentage.span, sentence):
            yield Finding(
                check="completion_over_whole",
                severity="notice",
                zh=f"完成比例{percentage.text}超过100%，文中没有依据",
                en=f"a completion of {percentage.text} is more than all, and nothing in the text bears it out",
                spans=(percentage.span,),
            )


def parts_disagree(case: Case) -> Iterator[Finding]:
    """Parts that the text claims to be all of a whole do not add up to it."""
    for sentence in case.sentences:
        words = sentence.of(case.request.narrative)
        if "其中" in words or _REVISED.search(words) or not _EXHAUSTIVE.search(words):
            continue
        by_unit: dict[str, list[Quantity]] = {}
        for quantity in case.quantities_in(sentence):
            by_unit.setdefault(quantity.unit, []).append(quantity)
        for whole, *parts in by_unit.values():
            if whole.role != "target" or len(parts) < _FEWEST_PARTS or not _plain_parts((whole, *parts)):
                continue
            if any(part.role == "target" for part in parts) or not _EXHAUSTIVE.search(
                case.request.narrative, whole.end, parts[-1].start
            ):
                continue
            total = sum((Decimal(str(part.value)) for part in parts), Decimal(0))
            if total != Decimal(str(whole.value)):
                yield _parts_finding("parts_disagree", whole, parts, total)


def _parts_finding(check: str, whole: Quantity, parts: Sequence[Quantity], total: Decimal) -> Finding:
    return Finding(
        check=check,
        severity="warning",
        zh=f"各部分合计{total:f}{whole.unit}，总数为{whole.text}",
        en=f"the parts add up to {total:f} {whole.unit}, the whole is {whole.text}",
        spans=(whole.span, *(part.span for part in parts)),
    )


def parts_exceed(case: Case) -> Iterator[Finding]:
    """Parts that cannot overlap come to more than their whole."""
    told = {finding.spans[0] for finding in parts_disagree(case)}
    for excess in excesses(case):
        if excess.whole.span not in told:
            yield _parts_finding("parts_exceed", excess.whole, excess.parts, excess.total)


def _plain_parts(quantities: tuple[Quantity, ...]) -> bool:
    roles = {quantity.role for quantity in quantities}
    return roles <= {"target", "actual", "ongoing", "pending"} and all(
        quantity.bound == "exact" and quantity.value_max is None for quantity in quantities
    )


def change_disagrees(case: Case) -> Iterator[Finding]:
    """由A提高到B with B below A, or 由A降低到B with B above A."""
    for before, after in zip(case.marks.quantities, case.marks.quantities[1:], strict=False):
        if before.role != "reference" or after.role not in ("actual", "target") or before.unit != after.unit:
            continue
        between = case.request.narrative[before.end : after.start]
        wrong = (_RISE.search(between) and after.value < before.value) or (
            _FALL.search(between) and after.value > before.value
        )
        sentence = case.sentence_of(before.span)
        in_turn = sentence is not None and "分别" in simplify(sentence.of(case.request.narrative))
        if wrong and not in_turn and not re.search("[。；，,;]", between):
            yield Finding(
                check="change_disagrees",
                severity="warning",
                zh=f"由{before.text}到{after.text}，与“{between}”方向相反",
                en=f"from {before.text} to {after.text} runs against {between!r}",
                spans=(before.span, after.span),
            )


def cutoff_after_issue(case: Case) -> Iterator[Finding]:
    """The data's cut-off lies after the issue date."""
    anchor = case.request.anchor_date
    for date in case.marks.dates:
        if anchor is not None and date.role == "as_of" and date.to > anchor and not date.text.startswith("本"):
            yield Finding(
                check="cutoff_after_issue",
                severity="warning",
                zh=f"数据截止日期{date.text}（{date.to}）晚于发文日期{anchor}",
                en=f"the cut-off {date.text} ({date.to}) lies after the issue date {anchor}",
                spans=(date.span,),
            )


def cutoff_unclear(case: Case) -> Iterator[Finding]:
    """A cut-off without a year was read as last year's, though its month is that of the issue date or the next."""
    anchor = case.request.anchor_date
    if anchor is None:
        return
    read = {mention.span: mention for mention in case.ledger.mentions if isinstance(mention, DateMention)}
    for date in case.marks.dates:
        mention = read.get(date.span)
        if date.role != "as_of" or mention is None or mention.past == mention.future or date.to >= anchor:
            continue
        last = mention.future.last
        ahead = (last.year - anchor.year) * _MONTHS + last.month - anchor.month
        if last > anchor and ahead in (0, 1):
            yield Finding(
                check="cutoff_unclear",
                severity="warning",
                zh=f"数据截止日期{date.text}若为{last}，则晚于发文日期{anchor}；已按{date.to}计",
                en=f"the cut-off {date.text}, if {last}, lies after the issue date {anchor}; it was read as {date.to}",
                spans=(date.span,),
            )


def plan_overdue(case: Case) -> Iterator[Finding]:
    """A planned date has passed by the issue date."""
    anchor = case.request.anchor_date
    for date in case.marks.dates:
        if anchor is not None and date.role == "planned" and date.to < anchor:
            yield Finding(
                check="plan_overdue",
                severity="notice",
                zh=f"计划时间{date.text}（{date.to}）早于发文日期{anchor}",
                en=f"the planned date {date.text} ({date.to}) has passed by the issue date {anchor}",
                spans=(date.span,),
            )


def status_disagrees(case: Case) -> Iterator[Finding]:
    """The printed status says done, the narrative says halted, waiting or short of the target."""
    if case.request.reported_status != "completed":
        return
    against: list[Span] = [blocker.span for blocker in case.marks.blockers]
    against += [quantity.span for quantity in case.marks.quantities if quantity.role in ("pending", "ongoing")]
    if against:
        yield Finding(
            check="status_disagrees",
            severity="warning",
            zh="通报状态为已完成，但文中仍有未完成或受阻的内容",
            en="the printed status is completed, but the narrative tells of work unfinished or blocked",
            spans=tuple(against),
        )


def halt_unreported(case: Case) -> Iterator[Finding]:
    """The narrative tells of halted work, the printed status of progress as planned."""
    halted = tuple(blocker.span for blocker in case.marks.blockers if blocker.halted)
    if halted and case.request.reported_status == "on_track":
        yield Finding(
            check="halt_unreported",
            severity="warning",
            zh="文中有停工或无法推进的内容，通报状态却为正常推进",
            en="the narrative tells of halted work, the printed status of progress as planned",
            spans=halted,
        )


CHECKS: tuple[Check, ...] = (
    unexplained_numeral,
    completion_disagrees,
    completion_over_whole,
    parts_disagree,
    parts_exceed,
    change_disagrees,
    cutoff_after_issue,
    cutoff_unclear,
    plan_overdue,
    status_disagrees,
    halt_unreported,
    step_taken_for_work,
    unit_slip,
)
"""Every check, in the order of their findings."""


def _plain(number: Number) -> str:
    return f"{Decimal(str(number)):f}"
