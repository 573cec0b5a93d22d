"""``extractor run``."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from ..errors import ConfigurationError
from ..service import chosen_engine, estimate, export, price_of, run_files, stored_outcome
from ..settings import Settings
from ..store import Store
from ..traces import traced
from .console import complain, print_json
from .exits import SOME_FAILED
from .interrupting import telling_of_interrupts
from .manner import Manner
from .options import Format, Options
from .progress_bar import progress_bar
from .run_report import Ended, tell_end, tell_estimate
from .settling import settle


def run_command(
    sources: Sequence[str],
    options: Options,
    formats: Sequence[Format],
    manner: Manner,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    """Runs the bulletins, writes the results and tells what came of it."""
    settings = settle(options)
    location = settings.store_location(options.out)
    if manner.share and (manner.batch or manner.on or not manner.resume):
        raise ConfigurationError("--share goes with none of --batch, --on and --no-resume; leave one out")
    if manner.on and not manner.dry_run:
        _on_ray()(sources, options, formats, manner, settings, as_json=as_json, quiet=quiet)
        return
    files = [Path(source) for source in sources]
    if manner.dry_run:
        _dry_run(files, options, settings, location, as_json=as_json)
        return
    if manner.batch:
        from .batch import begin_command  # noqa: PLC0415 - with it the SDK, which takes a second to load

        begin_command(files, options, formats, resume=manner.resume, as_json=as_json)
        return
    _run(files, options, formats, manner, settings, as_json=as_json, quiet=quiet)


def _run(  # noqa: PLR0913 - what was given, and how it is told
    files: Sequence[Path],
    options: Options,
    formats: Sequence[Format],
    manner: Manner,
    settings: Settings,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    location, folder = settings.store_location(options.out), options.out or settings.out
    price = price_of(settings)
    begun = time.perf_counter()
    with (
        traced(on=settings.traces),
        Store.open(location) as store,
        chosen_engine(settings.engine, settings, store, max_cost=manner.max_cost) as engine,
        telling_of_interrupts(engine),
    ):
        with progress_bar(engine.spent, price, shown=not (quiet or as_json)) as bar:
            report = run_files(
                files,
                store,
                engine=engine.name,
                prompt=engine.prompt,
                identity=engine.identity,
                calibration=engine.confidence.calibration,
                labeller=engine.labeller,
                workers=engine.workers,
                read_header=engine.read_header,
                processes=manner.processes or 1,
                anchor_date=options.anchor_date,
                progress=bar,
                leave=(folder, Path(location), Path(f"{location}-journal")),
                resume=manner.resume,
                share=manner.share,
            )
        spent = engine.spent()
        # Files of an earlier run are worth more than empty ones
        written = export(stored_outcome(store, report.run.id), formats, folder) if report.tallies else ()
    seconds = time.perf_counter() - begun
    tell_end(Ended(report, written, seconds, engine.confidence, spent, price), as_json=as_json, quiet=quiet)


def _on_ray() -> Callable[..., None]:
    """The command for a cluster; raises `ConfigurationError` where the extra is missing."""
    try:
        from .run_on_ray import run_on_ray_command  # noqa: PLC0415 - with it Ray, an optional extra of seconds to load
    except ImportError as error:
        raise ConfigurationError(
            f'a run on Ray needs what is not installed ({error.name}); run pip install "bulletin-extractor[ray]"'
        ) from error
    return run_on_ray_command


def _dry_run(files: Sequence[Path], options: Options, settings: Settings, location: str, *, as_json: bool) -> None:
    found = estimate(files, settings, location, options.anchor_date)
    complain(found.failures)
    if as_json:
        print_json(found._asdict())
    else:
        tell_estimate(found, price_of(settings))
    if found.failures:
        raise typer.Exit(SOME_FAILED)
