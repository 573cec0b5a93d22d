"""What people decide about the facts of a narrative: events that are only ever added, and what they amount to."""

from .agreement import Agreement, Difference, agreement
from .checking import check
from .events import AnyMark, Edit, EditAction, Event, Status
from .folding import Review, ReviewedFact, effective, fold
from .linking import Proposal, TaskText, chains, propose
from .ranking import value_of_looking
from .reversing import redoable, undoable

__all__ = (
    "Agreement",
    "AnyMark",
    "Difference",
    "Edit",
    "EditAction",
    "Event",
    "Proposal",
    "Review",
    "ReviewedFact",
    "Status",
    "TaskText",
    "agreement",
    "chains",
    "check",
    "effective",
    "fold",
    "propose",
    "redoable",
    "undoable",
    "value_of_looking",
)
