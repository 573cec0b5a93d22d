"""What the commands do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import typer
from pydantic_core import to_json

from extractor.cli.console import complain, err, out, print_json
from extractor.cli.exits import SOME_FAILED
from extractor.cli.options import Engine
from extractor.export.files import replacing
from extractor.export.words import Language
from extractor.records import Failure
from extractor.service import ChosenEngine, chosen_engine
from extractor.settings import load_settings

from .baseline import falls, measure_default, read_baseline, write_baseline
from .comparison import compare
from .evaluation import Evaluation, evaluate_engine, evaluate_predictions
from .gold import load_gold
from .intervals import Resampling
from .predictions import load_predictions
from .report import Origin, write_report
from .rules import Recorder, Rules, rules_in
from .tables import baseline_grid, comparison_grid, comparison_lines, score_grid, summary_lines

BELOW = 100
"""Exit code where quality is below what was asked."""
_NAMED = 10
"""Ids named in a complaint; the rest are counted."""


def run_command(
    gold: Path, engine: Engine | None, predictions: Path | None, bulletins: Path | None, resampling: Resampling
) -> Evaluation:
    """Measures predictions, or the engine where there are none."""
    against = load_gold(gold, bulletins)
    if predictions is not None:
        return evaluate_predictions(against, load_predictions(predictions, against.lines), resampling)
    with engine_named(engine) as chosen:
        return evaluate_engine(against, chosen.labeller, resampling, chosen.confidence.calibration)


def engine_named(engine: Engine | None) -> AbstractContextManager[ChosenEngine]:
    """The engine called `engine`, that of the settings where none is named."""
    settings = load_settings()
    return chosen_engine(engine or settings.engine, settings, settings.store_location())


def tell_run(evaluation: Evaluation, output: Path | None, engine: Engine | None, *, as_json: bool) -> None:
    """Prints an evaluation, writes it as JSON to `output`, and complains of what is missing.

    `engine` is the one named; without it that of the settings was measured, or predictions were.

    The exit code is 4 where the engine, or taking a document apart, failed.
    """
    failed = _complain_of_run(evaluation)
    named = (engine or load_settings().engine) if evaluation.footing else "predictions"
    told = {"engine": named, **evaluation.to_json()}
    if output is not None:
        _write(told, output)
    if as_json:
        print_json(told)
    else:
        out.print(score_grid(evaluation.scores, f"{len(evaluation.alignments)} narratives, F1 in percent"))
        _print_lines(summary_lines(evaluation))
    if failed:
        raise typer.Exit(SOME_FAILED)


def report_command(
    gold: Path,
    sources: tuple[Engine | None, Path | None, Path | None],
    resampling: Resampling,
    output: Path,
    *,
    lang: Language,
) -> None:
    """Measures as `run_command` does and writes the page; `sources` are its engine, predictions and bulletins.

    The exit code is 4 where the engine, or taking a document apart, failed; the page is written all the same.
    """
    engine, predictions, bulletins = sources
    against = load_gold(gold, bulletins)
    rules: Rules
    if predictions is not None:
        evaluation = evaluate_predictions(against, load_predictions(predictions, against.lines), resampling)
        origin, rules = Origin(gold=gold.resolve().name, predictions=predictions.name), rules_in(predictions)
    else:
        with engine_named(engine) as chosen:
            recorder = Recorder(chosen.labeller)
            evaluation = evaluate_engine(against, recorder, resampling, chosen.confidence.calibration)
            origin, rules = Origin(gold=gold.resolve().name, engine=chosen.name), recorder.rules
    failed = _complain_of_run(evaluation)
    write_report(evaluation, against.lines, output, origin=origin, rules=rules, lang=lang)
    out.print(f"wrote {output}", markup=False, soft_wrap=True)
    if failed:
        raise typer.Exit(SOME_FAILED)


def compare_command(
    files: tuple[Path, Path],
    gold: Path,
    limits: tuple[float | None, float | None],
    resampling: Resampling,
    *,
    as_json: bool,
) -> None:
    """Compares two prediction files; the exit code is 100 where B breaks one of the limits."""
    lines = load_gold(gold).lines
    a, b = (load_predictions(path, lines) for path in files)
    comparison = compare(lines, a, b, resampling)
    _complain_of(comparison.missing_a, "no prediction in A, counted as missed")
    _complain_of(comparison.missing_b, "no prediction in B, counted as missed")
    if as_json:
        print_json(comparison.to_json())
    else:
        out.print(comparison_grid(comparison))
        _print_lines(comparison_lines(comparison))
    _end_below(comparison.faults(*limits))


def baseline_command(gold: Path, file: Path | None, *, update: bool, as_json: bool) -> None:
    """Writes the baseline, or checks the engine used by default against it; the exit code is 100 where a figure fell.

    Nothing is written where the engine failed on a narrative; the exit code is 4 then.
    """
    path = file or (gold if gold.is_dir() else gold.parent) / "baseline.json"
    before = None if update else read_baseline(path)
    now, failed = measure_default(load_gold(gold))
    complain(failed, _NAMED)
    if update:
        if failed:
            raise typer.Exit(SOME_FAILED)
        write_baseline(now, path)
    fallen = () if before is None else falls(before, now)
    if as_json:
        print_json({"baseline": before, "now": now, "fallen": fallen})
    else:
        out.print(baseline_grid(before or now, now))
        if update:
            out.print(f"wrote {path}", markup=False, soft_wrap=True)
    _end_below([str(fall) for fall in fallen])


def _end_below(faults: Sequence[str]) -> None:
    for fault in faults:
        _warn(fault)
    if faults:
        raise typer.Exit(BELOW)


def _warn(message: str) -> None:
    err.print(message, style="red", markup=False, soft_wrap=True)


def _failures(evaluation: Evaluation) -> list[Failure]:
    """All that failed, each narrative once."""
    failed = [*evaluation.failures]
    for part in (evaluation.segmentation, evaluation.end_to_end):
        failed += part.failures if part is not None else ()
    return list({failure.message: failure for failure in failed}.values())


def _complain_of_run(evaluation: Evaluation) -> list[Failure]:
    """Tells what is missing from an evaluation; what failed is told and given back."""
    failed = _failures(evaluation)
    complain(failed, _NAMED)
    _complain_of(evaluation.missing, "no prediction, counted as missed")
    if evaluation.end_to_end is not None:
        _complain_of(evaluation.end_to_end.left_out, "no document, left out of bulletin to facts")
    return failed


def _complain_of(names: Sequence[str], what: str) -> None:
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        _warn(f"{', '.join(names[:_NAMED])}{more}: {what}")


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


def _write(value: Any, path: Path) -> None:  # noqa: ANN401 - anything JSON carries
    with replacing(path) as draft:
        draft.write_bytes(to_json(value, indent=2) + b"\n")
