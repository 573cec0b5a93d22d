"""``extractor run --batch`` and ``extractor batch``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from ..errors import ConfigurationError
from ..llm.faults import BATCHED
from ..openai_model import BatchState
from ..records import Failure
from ..service import RunReport, export, run_files, stored_outcome
from ..service.batch_runs import Round, batch_engine, cancel, collect, hand_in
from ..service.batching import Settled, look, settle
from ..settings import Settings
from ..store import Store
from .console import complain, out, print_json
from .exits import SOME_FAILED
from .options import Format, Options
from .run_report import all_failures
from .settling import settle as settle_options


def begin_command(
    files: Sequence[Path], options: Options, formats: Sequence[Format], *, resume: bool, as_json: bool
) -> None:
    """Does what can be done at once, and hands in the rest."""
    settings = _model_settings(options)
    location = settings.store_location(options.out)
    folder = options.out or settings.out
    with Store.open(location) as store, batch_engine(settings, store) as engine:
        settled = settle(store, engine.endpoint)
        report = run_files(
            files,
            store,
            labeller=engine.labeller,
            engine=engine.name,
            prompt=engine.prompt,
            identity=engine.identity,
            calibration=engine.calibration,
            anchor_date=options.anchor_date,
            leave=(folder, Path(location), Path(f"{location}-journal")),
            resume=resume,
            by_batch=True,
        )
        _tell(settled, [hand_in(report, store, engine, settled)], store, folder, formats, as_json=as_json)


def collect_command(options: Options, formats: Sequence[Format], *, as_json: bool) -> None:
    """Takes in what has come and goes on with the runs it is for."""
    settings = _model_settings(options)
    with Store.open(settings.store_location(options.out), create=False) as store:
        settled, rounds = collect(store, settings)
        _tell(settled, rounds, store, options.out or settings.out, formats, as_json=as_json)


def status_command(options: Options, *, as_json: bool) -> None:
    """Prints how the open batches stand."""
    settings = _model_settings(options)
    with (
        Store.open(settings.store_location(options.out), create=False) as store,
        batch_engine(settings, store) as engine,
    ):
        _print_batches(look(store, engine.endpoint), as_json=as_json)


def cancel_command(options: Options, *, as_json: bool) -> None:
    """Has no more of the open batches answered."""
    settings = _model_settings(options)
    with (
        Store.open(settings.store_location(options.out), create=False) as store,
        batch_engine(settings, store) as engine,
    ):
        _print_batches(cancel(store, engine.endpoint), as_json=as_json)


def _model_settings(options: Options) -> Settings:
    settings = settle_options(options)
    if options.engine is not None and options.engine.value != "model":
        raise ConfigurationError("--batch hands requests to a model in; name the model engine or none")
    return settings


def _tell(
    settled: Sequence[Settled],
    rounds: Sequence[Round],
    store: Store,
    folder: Path,
    formats: Sequence[Format],
    *,
    as_json: bool,
) -> None:
    """Writes the runs that are done, prints what became of each, and ends with the exit code for it."""
    done = [each.report for each in rounds if each.report.run.finished]
    written = [path for report in done for path in _export(report, store, formats, folder)]
    failures = [failure for each in rounds for failure in all_failures(each.report) if failure.code != BATCHED]
    complain(failures)
    if as_json:
        print_json(
            {
                "batches": [_batch_as_json(each) for each in settled],
                "runs": [_round_as_json(each) for each in rounds],
                "failures": [failure.model_dump() for failure in failures],
                "written": [str(path) for path in written],
            }
        )
    else:
        _print_batches(settled, as_json=False)
        for each in rounds:
            _print_round(each)
        for path in written:
            out.print(f"wrote {path}", markup=False, soft_wrap=True)
    if failures:
        raise typer.Exit(SOME_FAILED)


def _export(report: RunReport, store: Store, formats: Sequence[Format], folder: Path) -> Sequence[Path]:
    return export(stored_outcome(store, report.run.id), formats, folder) if report.tallies else ()


def _print_batches(settled: Sequence[Settled], *, as_json: bool) -> None:
    if as_json:
        print_json([_batch_as_json(each) for each in settled])
        return
    for each in settled:
        state = each.state
        told = f"{state.status}, {state.done} of {state.total} done" if state else "never reached the endpoint"
        reason = f" ({state.reason})" if state and state.reason else ""
        name = state.id if state else each.batch.token
        out.print(f"batch {name} of run {each.batch.run_id}: {told}{reason}", markup=False, soft_wrap=True)
    if not settled:
        out.print("no batch is open")


def _print_round(each: Round) -> None:
    report = each.report
    done = sum(tally.done for tally in report.tallies)
    batches = ", ".join(state.id for state in each.submitted)
    told = f"run {report.run.id}: {done} narrative(s) done, {len(report.item_failures)} failed, {each.waiting} waiting"
    out.print(told, markup=False, soft_wrap=True)
    if each.submitted:
        out.print(f"handed in {batches}; come back with: extractor batch collect", markup=False, soft_wrap=True)
    elif each.waiting:
        out.print(f"go on with: extractor {'batch collect' if each.held_by_a_batch else 'run --batch'}", soft_wrap=True)


def _batch_as_json(each: Settled) -> dict[str, Any]:
    state: BatchState | None = each.state
    return {
        "run": each.batch.run_id,
        "token": each.batch.token,
        "batch": state.id if state else None,
        "status": state.status if state else "gone",
        "done": state.done if state else 0,
        "total": state.total if state else 0,
        "reason": state.reason if state else "",
        "taken_in": each.replies,
    }


def _round_as_json(each: Round) -> dict[str, Any]:
    report = each.report
    failed: Sequence[Failure] = report.item_failures
    return {
        "run": report.run.id,
        "finished": report.run.finished is not None,
        "done": sum(tally.done for tally in report.tallies),
        "failed": len(failed),
        "waiting": each.waiting,
        "submitted": [state.id for state in each.submitted],
    }
