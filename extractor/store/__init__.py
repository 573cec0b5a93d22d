"""Where runs and what they found are kept.

::

    with Store.open("out/extractor.sqlite3") as store:
        store.begin_run(run)
        store.add_extraction(run.id, extraction)
        store.finish_run(run.id, finished)
        result = store.result("demo-2031-06/3")

Everything but the times a run stopped and finished is only ever added: a second run over the same bulletins
stands beside the first.
"""

from .asking import AskingLog, Spent
from .batching import Batch, BatchLog, SentRequest
from .catalogue import BulletinEntry, Catalogue, ItemEntry, ToldFact
from .decisions import Decisions, JournalReport
from .jobs import Job, JobQueue, Upload
from .progress import Open
from .reviewing import Claim, ReviewLog, Sent, Slot, SlotState, TaskLink
from .store import Store
from .summary import RunSummary
from .tallies import Tally
from .tokens import SCOPES, Scope, Token, TokenBook
from .writing import DocumentPlace

__all__ = (
    "SCOPES",
    "AskingLog",
    "Batch",
    "BatchLog",
    "BulletinEntry",
    "Catalogue",
    "Claim",
    "Decisions",
    "DocumentPlace",
    "ItemEntry",
    "Job",
    "JobQueue",
    "JournalReport",
    "Open",
    "ReviewLog",
    "RunSummary",
    "Scope",
    "Sent",
    "SentRequest",
    "Slot",
    "SlotState",
    "Spent",
    "Store",
    "Tally",
    "TaskLink",
    "Token",
    "TokenBook",
    "ToldFact",
    "Upload",
)
