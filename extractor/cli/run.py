"""``extractor run``."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import typer
from rich.box import SIMPLE
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ..records import Bulletin, Extraction, MarkKind
from ..service import Outcome, RunReport, chosen_engine, export, run_files
from ..settings import load_settings
from ..store import Spent, Store
from .console import complain, err, out, print_json
from .exits import SOME_FAILED
from .options import Format, Options

_HEADINGS = (
    "tasks",
    "quan-\ntities",
    "percent-\nages",
    "dates",
    "block-\ners",
    "find-\nings",
    "fail-\nures",
    "sec-\nonds",
)
"""Headings broken so that a table of them fits a terminal of 80 columns."""
_NAME_WIDTH = 18
_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)


class _Bar:
    """A progress bar that learns of its length bulletin by bulletin."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=0)
        self._total = 0

    def opened(self, bulletin: Bulletin) -> None:
        """Makes room for the items of `bulletin`."""
        self._total += len(bulletin.items)
        self._progress.update(self._task, total=self._total, description=bulletin.stem)

    def advanced(self) -> None:
        """Fills one item more."""
        self._progress.advance(self._task)


def run_command(
    files: Sequence[Path], options: Options, formats: Sequence[Format], *, as_json: bool, quiet: bool
) -> None:
    """Runs the bulletins, writes the results and tells what came of it."""
    settings = load_settings()
    folder = options.out or settings.out
    begun, moment = time.perf_counter(), datetime.now(UTC)
    location = options.store or settings.store_location(options.out)
    with (
        Store.open(location) as store,
        chosen_engine(options.engine or settings.engine, settings, location) as engine,
    ):
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=err, disable=quiet or as_json) as progress:
            report = run_files(
                files,
                store,
                engine=engine.name,
                labeller=engine.labeller,
                anchor_date=options.anchor_date,
                progress=_Bar(progress),
            )
        spent = store.asking.spent(moment)
    outcome = Outcome(report.run, report.extractions, report.failures, report.skips)
    # Files of an earlier run are worth more than empty ones
    written = export(outcome, formats, folder) if report.extractions else ()
    seconds = time.perf_counter() - begun
    complain((*report.failures, *report.item_failures))
    if as_json:
        print_json(_summary(report, written, seconds) | {"model": spent._asdict()})
    elif not quiet:
        _tell(report, written, seconds)
        _tell_spent(spent)
    if not report.complete:
        raise typer.Exit(SOME_FAILED)


def _counts(extraction: Extraction) -> dict[str, int]:
    kinds = Counter(fact.mark.group for item in extraction.results for fact in item.result.facts)
    findings = sum(len(item.result.findings) for item in extraction.results) + len(extraction.findings)
    return {
        "tasks": len(extraction.bulletin.items),
        **{kind: kinds[kind] for kind in _KINDS},
        "findings": findings,
        "failures": len(extraction.failures),
    }


def _summary(report: RunReport, written: Sequence[Path], seconds: float) -> dict[str, Any]:
    return {
        "run": report.run.id,
        "read": report.files,
        "done": len(report.extractions),
        "failed": len(report.failures),
        "skipped": len(report.skips),
        "seconds": round(seconds, 3),
        "bulletins": [
            {
                "bulletin": extraction.bulletin.stem,
                "layout": extraction.bulletin.layout.name,
                "why": extraction.bulletin.layout.why,
                **_counts(extraction),
                "seconds": round(report.seconds[extraction.bulletin.stem], 3),
            }
            for extraction in report.extractions
        ],
        "failures": [failure.model_dump() for failure in (*report.failures, *report.item_failures)],
        "skips": [skip.model_dump() for skip in report.skips],
        "written": [str(path) for path in written],
    }


def _tell(report: RunReport, written: Sequence[Path], seconds: float) -> None:
    table = Table(title=f"run {report.run.id}", title_justify="left", box=SIMPLE, collapse_padding=True, pad_edge=False)
    table.add_column("bulletin", min_width=_NAME_WIDTH, overflow="fold")
    for name in _HEADINGS:
        table.add_column(name, justify="right")
    totals: Counter[str] = Counter()
    for extraction in report.extractions:
        counts = _counts(extraction)
        totals.update(counts)
        spent = report.seconds[extraction.bulletin.stem]
        table.add_row(Text(extraction.bulletin.stem), *map(str, counts.values()), f"{spent:.2f}")
    table.add_section()
    table.add_row(
        "total", *(str(totals[name]) for name in ("tasks", *_KINDS, "findings", "failures")), f"{seconds:.2f}"
    )
    out.print(table)
    for extraction in report.extractions:
        layout = extraction.bulletin.layout
        out.print(f"{extraction.bulletin.stem}: layout {layout.name} ({layout.why})", markup=False, soft_wrap=True)
        for finding in extraction.findings:
            out.print(f"{extraction.bulletin.stem}: {finding.en}", markup=False, soft_wrap=True)
    for skip in report.skips:
        out.print(f"skipped {skip.subject}: {skip.reason}", markup=False)
    out.print(
        f"{report.files} file(s) read = {len(report.extractions)} done + {len(report.failures)} failed"
        f" + {len(report.skips)} skipped; wrote {', '.join(map(str, written)) or 'nothing'}",
        markup=False,
        soft_wrap=True,
    )


def _tell_spent(spent: Spent) -> None:
    if not spent.attempts:
        return
    unknown = f", unknown for {spent.unknown}" if spent.unknown else ""
    out.print(
        f"{spent.attempts} request(s) to the model: {spent.tokens_in:,} tokens in ({spent.tokens_cached:,} cached),"
        f" {spent.tokens_out:,} out{unknown}",
        markup=False,
    )
