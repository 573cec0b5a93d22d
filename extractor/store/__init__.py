"""Where runs and what they found are kept.

::

    with Store.open("out/extractor.sqlite3") as store:
        store.begin_run(run)
        store.add_extraction(run.id, extraction)
        store.finish_run(run.id, finished)
        result = store.result("demo-2031-06/3")

Everything but the time a run finished is only ever added: a second run over the same bulletins
stands beside the first.
"""

from .asking import AskingLog, Spent
from .catalogue import BulletinEntry, Catalogue, ItemEntry, ToldFact
from .reviewing import Claim, ReviewLog, Sent, Slot, SlotState, TaskLink
from .store import Store
from .summary import RunSummary

__all__ = (
    "AskingLog",
    "BulletinEntry",
    "Catalogue",
    "Claim",
    "ItemEntry",
    "ReviewLog",
    "RunSummary",
    "Sent",
    "Slot",
    "SlotState",
    "Spent",
    "Store",
    "TaskLink",
    "ToldFact",
)
