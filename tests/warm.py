"""Loaded by a server of processes before it forks: what every run would load, loaded once."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor import extract
from extractor.cli import app  # noqa: F401 - for its modules
from extractor.store import Store

extract(
    "截至5月底，已建成7座，占任务的58.3%；其余5座因资金未到位尚未开工。",
    anchor_date=date(2031, 6, 5),
    task="新建公厕12座。",
)
with TemporaryDirectory() as _folder:
    Store.open(Path(_folder) / "store.sqlite3").close()
