"""All checks of a narrative, in the order of their findings."""

from __future__ import annotations

from ..records import Finding
from .case import Case, Check
from .changes import change_disagrees
from .completions import completion_disagrees, completion_over_whole
from .dates import cutoff_after_issue, cutoff_unclear, plan_overdue
from .numerals import unexplained_numeral
from .outcomes import begun_unreported, completed_short, done_unreported
from .parts import parts_disagree, parts_exceed
from .remainders import remainder_disagrees
from .repeats import figures_disagree
from .statuses import halt_unreported, status_disagrees, step_taken_for_work
from .units import unit_slip

CHECKS: tuple[Check, ...] = (
    unexplained_numeral,
    completion_disagrees,
    completion_over_whole,
    parts_disagree,
    parts_exceed,
    remainder_disagrees,
    figures_disagree,
    change_disagrees,
    cutoff_after_issue,
    cutoff_unclear,
    plan_overdue,
    status_disagrees,
    completed_short,
    begun_unreported,
    done_unreported,
    halt_unreported,
    step_taken_for_work,
    unit_slip,
)
"""Every check, in the order of their findings."""


def verify(case: Case) -> tuple[Finding, ...]:
    """All findings on one narrative, in the order of `CHECKS`."""
    return tuple(finding for check in CHECKS for finding in check(case))
