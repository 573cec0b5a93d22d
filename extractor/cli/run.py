"""``extractor run``."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn

from ..records import Bulletin
from ..service import Outcome, chosen_engine, estimate, export, price_of, run_files
from ..settings import Settings
from ..store import Store
from .console import complain, err, print_json
from .exits import SOME_FAILED
from .interrupting import telling_of_interrupts
from .options import Format, Options
from .run_report import (
    confidence_as_json,
    spent_as_json,
    summary,
    tell,
    tell_confidence,
    tell_estimate,
    tell_spent,
)
from .settling import settle


@dataclass(frozen=True)
class Spending:
    """What may be spent on a model."""

    dry_run: bool = False
    """Nothing: tell what a run would ask."""
    max_cost: float | None = None
    """In the currency of the price table."""


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
    files: Sequence[Path],
    options: Options,
    formats: Sequence[Format],
    spending: Spending,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    """Runs the bulletins, writes the results and tells what came of it."""
    settings = settle(options)
    location = settings.store_location(options.out)
    if spending.dry_run:
        _dry_run(files, options, settings, location, as_json=as_json)
        return
    price = price_of(settings)
    begun = time.perf_counter()
    with (
        Store.open(location) as store,
        chosen_engine(settings.engine, settings, location, max_cost=spending.max_cost) as engine,
        telling_of_interrupts(engine),
    ):
        with Progress(*_columns(), console=err, disable=quiet or as_json) as progress:
            report = run_files(
                files,
                store,
                engine=engine.name,
                prompt=engine.prompt,
                calibration=engine.confidence.calibration,
                labeller=engine.labeller,
                workers=engine.workers,
                anchor_date=options.anchor_date,
                progress=_Bar(progress),
                leave=(options.out or settings.out, Path(location)),
            )
        spent = engine.spent()
    outcome = Outcome(report.run, report.extractions, report.failures, report.skips)
    # Files of an earlier run are worth more than empty ones
    written = export(outcome, formats, options.out or settings.out) if report.extractions else ()
    seconds = time.perf_counter() - begun
    complain((*report.failures, *report.item_failures))
    if as_json:
        told = summary(report, written, seconds) | confidence_as_json(engine.confidence)
        print_json(told | {"model": spent_as_json(spent, price)})
    elif not quiet:
        tell(report, written, seconds)
        tell_confidence(engine.confidence)
        tell_spent(spent, price)
    if not report.complete:
        raise typer.Exit(SOME_FAILED)


def _columns() -> tuple[ProgressColumn, ...]:
    return TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()


def _dry_run(files: Sequence[Path], options: Options, settings: Settings, location: str, *, as_json: bool) -> None:
    found = estimate(files, settings, location, options.anchor_date)
    complain(found.failures)
    if as_json:
        print_json(found._asdict())
    else:
        tell_estimate(found, price_of(settings))
    if found.failures:
        raise typer.Exit(SOME_FAILED)
