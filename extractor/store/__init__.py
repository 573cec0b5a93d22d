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
from .jobs import Job, JobQueue, Upload
from .store import Store
from .summary import RunSummary
from .tokens import SCOPES, Scope, Token, TokenBook

__all__ = (
    "SCOPES",
    "AskingLog",
    "Job",
    "JobQueue",
    "RunSummary",
    "Scope",
    "Spent",
    "Store",
    "Token",
    "TokenBook",
    "Upload",
)
