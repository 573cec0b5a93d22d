"""Runs of the model engine that are killed: at a named point, from within, or at any moment, from without."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from extractor.service import sharing
from extractor.store import leasing
from tests.fakes import Exchange, good

DIED = 9
"""Exit code of a process that died at its point."""
DOCUMENTS, ITEMS = 3, 4
NARRATIVES = DOCUMENTS * ITEMS
AT_ONCE = 4
STORE = "out/extractor.sqlite3"

POINTS = {
    "planned": "extractor.service.running:make_plan",
    "begun": "extractor.store:Store.begin_run",
    "claimed": "extractor.store.progress:RunProgress.recorded",
    "opened": "extractor.store.progress:RunProgress.open",
    "intended": "extractor.store:AskingLog.begin",
    "received": "extractor.store:AskingLog.receive",
    "completed": "extractor.store:AskingLog.complete",
    "stored": "extractor.store.progress:RunProgress.add",
    "finished": "extractor.store:Store.finish_run",
    "written": "extractor.export.files:_flush",
}
"""Name → the function at whose call, before or after, the process dies."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["extractor.service.modelling", "extractor.cli.run", "tests.killing", "tests.warm"])


class Death(NamedTuple):
    """Where a process dies."""

    point: str
    call: int
    """Which call of the function, from 1."""
    after: bool
    """Once the function has done its work, rather than before."""


def corpus(folder: Path) -> Path:
    """A folder of bulletins, each narrative of which wants an answer of its own."""
    folder.mkdir()
    for month in range(1, DOCUMENTS + 1):
        items = "\n".join(
            f"{at}.新建公厕{at * month + 9}座。\n责任单位：市城管局\n"
            f"进展情况：已建成{at * 10 + month}座，其余{month}座因资金未到位尚未开工。\n"
            for at in range(1, ITEMS + 1)
        )
        (folder / f"{month}.txt").write_text(f"民生实事进展情况通报\n2031年{month}月5日\n\n{items}", "utf-8")
    return folder


def answering(exchange: Exchange) -> bool | None:
    """Answers each narrative in its own way, a little late."""
    exchange.closing.wait(0.01)
    return good("json_schema", answer_to(exchange.request.json), keep=True)(exchange)


def answer_to(body: dict[str, Any]) -> str:
    """The answer to a request, which depends on the narrative alone."""
    [number] = re.findall(r"\]([0-9]+)座，其余", body["messages"][-1]["content"])
    category = "funding" if int(number) % 2 else "approval"
    answer = {
        "n": [f"1{'tao'[int(number) % 3]}:公厕", "2p:其余公厕"],
        "b": [{"t": "因资金未到位", "c": category, "h": int(number) % 5 == 0}],
        "m": [],
    }
    return json.dumps(answer, ensure_ascii=False)


def start(folder: Path, url: str, death: Death | None = None, *options: str) -> BaseProcess:
    """A process that runs the bulletins in `folder`, and writes to ``out`` beside it."""
    process = _context.Process(target=_run, args=(folder, url, death, options))
    process.start()
    return process


def unjudged(store: Path) -> int:
    """Requests that were begun and of which no outcome is known: those that may have to be paid again."""
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as plain:
        known = plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'attempts'").fetchall()
        return plain.execute("SELECT count(*) FROM attempts WHERE outcome IS NULL").fetchone()[0] if known else 0


def stored(store: Path) -> int:
    """Narratives with a result on disk."""
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as plain:
        known = plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'results'").fetchall()
        return plain.execute("SELECT count(*) FROM results").fetchone()[0] if known else 0


def _run(folder: Path, url: str, death: Death | None, options: tuple[str, ...]) -> None:
    os.chdir(folder.parent)
    os.environ |= {
        "OPENAI_BASE_URL": url,
        "OPENAI_MODEL": "umber-1",
        "EXTRACTOR_PRESET": "vllm",
        "EXTRACTOR_CONCURRENCY": str(AT_ONCE),
    }
    leasing.LEASE, sharing._BEAT = timedelta(seconds=4), 0.5  # noqa: SLF001 - whoever shares need not wait a minute
    if death is not None:
        _arm(death)
    from extractor.cli import main  # noqa: PLC0415 - in the process that is to die

    sys.argv = ["extractor", "run", folder.name, "--engine", "model", "-f", "jsonl", "-f", "csv", "-q", *options]
    main()


def _arm(death: Death) -> None:
    """Makes the function of a point end the process."""
    module, _, path = POINTS[death.point].partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    setattr(owner, name, _dying(getattr(owner, name), death))


def _dying(work: Callable[..., Any], death: Death) -> Callable[..., Any]:
    calls = 0

    def dying(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
        nonlocal calls
        calls += 1
        if calls == death.call and not death.after:
            os._exit(DIED)
        given = work(*arguments, **options)
        if calls >= death.call and death.after:
            os._exit(DIED)
        return given

    return dying
