"""``extractor runs``: what the store knows of the runs made so far."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from ..errors import StoreError
from ..service import Standing, failures_of, standings
from ..store import Store
from .console import complain, out, print_json
from .options import Options
from .settling import settle

_LOCAL = "%m-%d %H:%M"


def list_command(options: Options, *, as_json: bool) -> None:
    """Prints every run on a line."""
    settings = settle(options)
    with Store.open(settings.store_location(options.out), create=False) as store:
        found = list(standings(store, settings))
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    table = Table(box=SIMPLE, pad_edge=False)
    for heading in ("run", "state"):
        table.add_column(heading, no_wrap=True)
    for heading in ("begun", "engine"):
        table.add_column(heading, overflow="fold")
    for heading in ("docu-\nments", "done", "failed", "left", "cost"):
        table.add_column(heading, justify="right")
    for each in found:
        table.add_row(*_cells(each))
    out.print(table)
    out.print("done, failed and left count narratives; go on with what is left by the command that began the run")


def show_command(run_id: str, options: Options, *, as_json: bool) -> None:
    """Prints all about one run."""
    settings = settle(options)
    with Store.open(settings.store_location(options.out), create=False) as store:
        known = {each.summary.run.id: each for each in standings(store, settings)}
        if run_id not in known:
            raise StoreError(f"no run {run_id!r}; see the runs there are with: extractor runs")
        failures = failures_of(store, run_id)
    each = known[run_id]
    if as_json:
        print_json(_as_json(each) | {"failures": [failure.model_dump() for failure in failures]})
        return
    for name, value in _as_json(each).items():
        out.print(f"{name:16} {'–' if value is None else value}", markup=False, soft_wrap=True)
    for code, count in Counter(failure.code for failure in failures).most_common():
        out.print(f"failed: {code:8} {count}", markup=False)
    complain(failures)


def _cells(each: Standing) -> tuple[str, ...]:
    summary, run = each.summary, each.summary.run
    return (
        run.id,
        each.state,
        run.started.astimezone().strftime(_LOCAL),
        run.engine,
        f"{summary.read}/{run.documents}" if run.documents is not None else str(summary.read),
        str(summary.results),
        str(summary.narratives_failed),
        str(summary.left),
        _cost(each),
    )


def _cost(each: Standing) -> str:
    if each.cost is None:
        return "unknown"
    return f"{each.cost:.4f} {each.price.currency}" if each.price and each.cost else "0"


def _as_json(each: Standing) -> dict[str, Any]:
    summary, run = each.summary, each.summary.run
    return {
        "run": run.id,
        "state": each.state,
        "engine": run.engine,
        "prompt": run.prompt,
        "code_version": run.code_version,
        "started": run.started.isoformat(),
        "stopped": run.stopped and run.stopped.isoformat(),
        "finished": run.finished and run.finished.isoformat(),
        "seconds": each.seconds,
        "documents": run.documents,
        "documents_read": summary.read,
        "documents_failed": summary.failed,
        "documents_skipped": summary.skipped,
        "narratives": summary.items,
        "narratives_done": summary.results,
        "narratives_failed": summary.narratives_failed,
        "narratives_left": summary.left,
        "facts": summary.facts,
        "findings": summary.findings,
        "requests": each.spent.attempts,
        "tokens_in": each.spent.tokens_in,
        "tokens_cached": each.spent.tokens_cached,
        "tokens_out": each.spent.tokens_out,
        "tokens_unknown": each.spent.unknown,
        "cost": each.cost,
        "currency": each.price.currency if each.price else None,
    }
