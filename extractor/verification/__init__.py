"""Whether the facts of a narrative agree with each other, with the task and with the calendar.

A check says what disagrees; nothing is ever repaired.
"""

from .bulletins import verify_bulletin
from .case import Case, Check
from .checks import CHECKS, verify
from .opinions import disagreements, lost_samples, with_opinion

__all__ = ("CHECKS", "Case", "Check", "disagreements", "lost_samples", "verify", "verify_bulletin", "with_opinion")
