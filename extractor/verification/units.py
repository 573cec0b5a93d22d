"""Whether an amount can be in its unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..records import Finding
from .amounts import exactly, plain
from .case import Case

_SLIP = (2_000, 15_000)
"""How many times a target is so near to 万 that a fifth of it, or half as much again, was written in another unit."""


def unit_slip(case: Case) -> Iterator[Finding]:
    """An amount done is thousands of times the one target the task has in its unit."""
    for quantity in case.marks.quantities:
        if quantity.role != "actual" or not quantity.unit:
            continue
        targets = case.task_targets(quantity.unit) - {0}
        if len(targets) == 1 and _far_apart(exactly(quantity.value), exactly(target := targets.pop())):
            yield Finding(
                check="unit_slip",
                severity="warning",
                zh=f"完成数{quantity.text}是任务目标{plain(target)}{quantity.unit}的数千倍，单位可能有误",
                en=f"{quantity.text} done is thousands of times the target of {plain(target)} {quantity.unit};"
                " a unit may be wrong",
                spans=(quantity.span,),
            )


def _far_apart(amount: Decimal, target: Decimal) -> bool:
    least, most = _SLIP
    return least * target <= amount <= most * target
