"""``extractor run --on ray``."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from ..cluster import Order, joined, run_on_ray, write
from ..errors import ConfigurationError
from ..service import chosen_engine, price_of
from ..settings import Settings
from .manner import Manner
from .options import Format, Options
from .progress_bar import progress_bar
from .run_report import Ended, tell_end


def run_on_ray_command(  # noqa: PLR0913 - what was given, and how it is told
    sources: Sequence[str],
    options: Options,
    formats: Sequence[Format],
    manner: Manner,
    settings: Settings,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    """Runs the bulletins on a cluster, writes the results and tells what came of it."""
    if manner.batch:
        raise ConfigurationError("a batch is handed in by one process; leave out --batch or --on ray")
    folder, price, begun = options.out or settings.out, price_of(settings), time.perf_counter()
    store = _shareable(settings.store_location(options.out))
    leave = (folder, Path(store), Path(f"{store}-journal"))
    order = Order(settings, store, options.anchor_date, manner.max_cost, manner.resume)
    with (
        chosen_engine(settings.engine, settings, store, max_cost=manner.max_cost) as engine,
        joined(manner.processes) as cluster,
    ):
        with progress_bar(engine.spent, price, shown=not (quiet or as_json)) as bar:
            run = run_on_ray(sources, folder, order, engine, cluster, leave=leave, progress=bar)
        report, spent = run.report, engine.spent()
    # Files of an earlier run are worth more than empty ones
    written = write(run.record, formats, folder) if report.tallies else ()
    run.finish()
    seconds = time.perf_counter() - begun
    tell_end(Ended(report, written, seconds, engine.confidence, spent, price), as_json=as_json, quiet=quiet)


def _shareable(store: str) -> str:
    """The store as workers find it, which may run in another folder."""
    return store if "://" in store else str(Path(store).absolute())
