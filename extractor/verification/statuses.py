"""The printed status against what the narrative tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..records import Finding
from ..spans import Span
from .case import Case
from .outcomes import WHOLE, outcomes
from .words import any_of

_STEP: Final = re.compile(r"已?(?:完成|通过)[^，,。；;]{0,12}?" + any_of("steps"))
_WORK: Final = re.compile(any_of("work"))
_ALL: Final = re.compile(any_of("all_of_it") + any_of("finished") + "|" + any_of("task_done"))
"""Words that bear out that the work as a whole is done."""
_RATE: Final = re.compile(any_of("by_the_day"))
_REST: Final = re.compile(any_of("work_left"))


def status_disagrees(case: Case) -> Iterator[Finding]:
    """The printed status says done, the narrative tells of work waiting or blocked.

    Where the narrative bears the status out as well, only what is said to be the rest of the work speaks against it:
    all else may be of other work.
    """
    if case.request.reported_status != "completed":
        return
    left = [
        one
        for one in case.marks.quantities
        if one.role in ("pending", "ongoing") and not _RATE.search(case.lead(one.span))
    ]
    against: list[Span] = [one.span for one in (*case.marks.blockers, *left)]
    if _borne_out(case):
        against = [span for span in against if _REST.search(case.lead(span) + span.of(case.words))]
    if against:
        yield Finding(
            check="status_disagrees",
            severity="warning",
            zh="通报状态为已完成，但文中仍有未完成或受阻的内容",
            en="the printed status is completed, but the narrative tells of work unfinished or blocked",
            spans=tuple(sorted(against)),
        )


def _borne_out(case: Case) -> bool:
    """Whether the narrative says that the work as a whole is done, in words or in numbers."""
    return bool(_ALL.search(case.words)) or any(one.share >= WHOLE for one in outcomes(case))


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


def step_taken_for_work(case: Case) -> Iterator[Finding]:
    """The printed status says done, the narrative tells of a tender or study alone and of no work."""
    steps = tuple(Span(*match.span()) for match in _STEP.finditer(case.words))
    if case.request.reported_status != "completed" or not steps:
        return
    rest = "".join(case.words[a:b] for a, b in _between(steps, len(case.words)))
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
