"""A status of completed that rests on a step ahead of the work, and amounts a unit apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records import Finding, Quantity
from ..script import simplify
from ..spans import Span
from .case import Case

_STEP = re.compile(
    r"已?(?:完成|通过)[^，,。；;]{0,12}?(?:招标|招投标|可研|立项|勘察|初步设计|施工图设计|图纸设计|评审|环评|前期工作)"
)
_WORK = re.compile(
    r"竣工|完工|建成|交付|投入使用|投用|投运|通车|启用|验收|发放|开展|施工|开工|建设|安装|实施|改造|覆盖"
)
_SLIP = (2_000, 15_000)
"""How many times a target is so near to 万 that a fifth of it, or half as much again, was written in another unit."""


def step_taken_for_work(case: Case) -> Iterator[Finding]:
    """The printed status says done, the narrative tells of a tender or study alone and of no work."""
    narrative = simplify(case.request.narrative)
    steps = tuple(Span(*match.span()) for match in _STEP.finditer(narrative))
    if case.request.reported_status != "completed" or not steps:
        return
    rest = "".join(narrative[a:b] for a, b in _between(steps, len(narrative)))
    if not _WORK.search(rest):
        yield Finding(
            check="step_taken_for_work",
            severity="warning",
            zh="通报状态为已完成，但文中完成的只是前期环节",
            en="the printed status is completed, but what the narrative says is done is a step ahead of the work",
            spans=steps,
        )


def _between(spans: tuple[Span, ...], end: int) -> Iterator[tuple[int, int]]:
    starts = (0, *(span.end for span in spans))
    ends = (*(span.start for span in spans), end)
    yield from zip(starts, ends, strict=True)


def unit_slip(case: Case) -> Iterator[Finding]:
    """An amount done is thousands of times the one target the task has in its unit."""
    for quantity in case.marks.quantities:
        if quantity.role != "actual" or not quantity.unit:
            continue
        targets = case.task_targets(quantity.unit) - {0}
        if len(targets) == 1 and _far_apart(quantity, Decimal(str(target := targets.pop()))):
            yield Finding(
                check="unit_slip",
                severity="warning",
                zh=f"完成数{quantity.text}是任务目标{Decimal(str(target)):f}{quantity.unit}的数千倍，单位可能有误",
                en=f"{quantity.text} done is thousands of times the target of {Decimal(str(target)):f} {quantity.unit};"
                " a unit may be wrong",
                spans=(quantity.span,),
            )


def _far_apart(quantity: Quantity, target: Decimal) -> bool:
    least, most = _SLIP
    return least * target <= Decimal(str(quantity.value)) <= most * target
