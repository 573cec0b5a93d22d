"""``extractor predict``."""

from __future__ import annotations

import time
from pathlib import Path

import typer

from ..errors import ConfigurationError, FormatError
from ..export import write_predictions
from ..records import Failure, NarrativeResult
from ..service import chosen_engine, parse_requests, predict, price_of
from ..traces import traced
from .console import complain, out, print_json
from .exits import SOME_FAILED
from .interrupting import telling_of_interrupts
from .options import Options
from .run_report import confidence_as_json, spent_as_json, tell_confidence, tell_spent
from .settling import settle


def predict_command(narratives: Path, output: Path, options: Options, *, as_json: bool, quiet: bool) -> None:
    """Extracts from narratives one a line and writes the predictions."""
    settings = settle(options)
    if output.resolve() == narratives.resolve():
        raise ConfigurationError(f"{output}: is the file of the narratives; name another for the predictions")
    price = price_of(settings)
    begun = time.perf_counter()
    results: list[NarrativeResult] = []
    failures: list[Failure] = []
    with (
        traced(on=settings.traces),
        chosen_engine(settings.engine, settings, settings.store_location()) as engine,
        telling_of_interrupts(engine),
    ):
        for outcome in predict(parse_requests(narratives), engine.labeller, workers=engine.workers):
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                results.append(outcome)
        spent = engine.spent()
    if not results and not failures:
        raise FormatError(f"{narratives}: holds no narrative; give JSON Lines, or a bulletin to: extractor run")
    if results:
        write_predictions(results, output, calibration=engine.confidence.calibration)
    seconds = time.perf_counter() - begun
    complain(failures)
    read = len(results) + len(failures)
    if as_json:
        print_json(
            {
                "read": read,
                "done": len(results),
                "failed": len(failures),
                "facts": sum(len(result.facts) for result in results),
                "seconds": round(seconds, 3),
                "written": [str(output)] if results else [],
                **confidence_as_json(engine.confidence),
                "model": spent_as_json(spent, price),
            }
        )
    elif not quiet:
        out.print(
            f"{read} narrative(s) read = {len(results)} done + {len(failures)} failed;"
            f" wrote {output if results else 'nothing'}",
            markup=False,
        )
        tell_confidence(engine.confidence)
        tell_spent(spent, price)
    if failures:
        raise typer.Exit(SOME_FAILED)
