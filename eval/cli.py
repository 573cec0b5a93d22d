# ruff: noqa: FBT002, PLR0913, PLR0917 - typer turns parameters into options, defaults into flags
"""The commands and their options.

Numerical libraries load when a command runs, so that ``--help`` answers at once and the commands can be
listed where the extra that brings them is not installed.
"""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from extractor.cli.exits import EXIT_CODES, guarded
from extractor.cli.options import Engine
from extractor.errors import ConfigurationError

from .options import FEWEST_RESAMPLES, RESAMPLES, SEED, Cluster

app = typer.Typer(
    name="eval",
    help="Measures how right the extractor is, on gold.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Gold = Annotated[
    Path, typer.Argument(help="Folder with labels/, or a file of gold lines (.jsonl).", show_default=False)
]
_Engine = Annotated[
    Engine | None, typer.Option(help="What to measure (EXTRACTOR_ENGINE, else combined).", show_default=False)
]
_Predictions = Annotated[
    Path | None, typer.Option(help="Predictions to measure instead, in gold's form.", show_default=False)
]
_Bulletins = Annotated[
    Path | None, typer.Option(help="Folder of the bulletins; by default bulletins/ of the gold.", show_default=False)
]
_Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]
_Cluster = Annotated[Cluster, typer.Option(help="What the resamples of the intervals draw.")]
_Resamples = Annotated[int, typer.Option(min=FEWEST_RESAMPLES, help="Resamples of the intervals.")]
_Seed = Annotated[int, typer.Option(min=0, help="Seed of the resamples.")]


class Lang(StrEnum):
    """Languages of the page."""

    zh = "zh"
    en = "en"


def main() -> None:
    """Runs the command line; the exit code says how it went."""
    guarded(app)


@app.command()
def run(
    gold: _Gold,
    engine: _Engine = None,
    predictions: _Predictions = None,
    bulletins: _Bulletins = None,
    cluster: _Cluster = Cluster.narrative,
    resamples: _Resamples = RESAMPLES,
    seed: _Seed = SEED,
    json: _Json = False,
    out: Annotated[Path | None, typer.Option(help="File for the result as JSON.", show_default=False)] = None,
) -> None:
    """Measure an engine, or predictions, against gold."""
    _one_of(engine, predictions)
    commands, intervals = _load("commands"), _load("intervals")
    evaluation = commands.run_command(
        gold, engine, predictions, bulletins, intervals.Resampling(cluster, resamples, seed)
    )
    commands.tell_run(evaluation, out, engine, as_json=json)


@app.command()
def report(
    gold: _Gold,
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the page, .html.")] = Path("report.html"),
    engine: _Engine = None,
    predictions: _Predictions = None,
    bulletins: _Bulletins = None,
    lang: Annotated[Lang, typer.Option(help="Language of the page.")] = Lang.zh,
    cluster: _Cluster = Cluster.narrative,
    resamples: _Resamples = RESAMPLES,
    seed: _Seed = SEED,
) -> None:
    """Write a page that shows how right an engine, or a file of predictions, is, with every error in its place."""
    _one_of(engine, predictions)
    commands, intervals = _load("commands"), _load("intervals")
    resampling = intervals.Resampling(cluster, resamples, seed)
    commands.report_command(gold, (engine, predictions, bulletins), resampling, out, lang=lang.value)


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(help="Predictions before, in gold's form.", show_default=False)],
    b: Annotated[Path, typer.Argument(help="Predictions after.", show_default=False)],
    gold: _Gold,
    fail_below: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Least full F1 of B, 0 to 1; else exit code 100.", show_default=False),
    ] = None,
    max_regression: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            help="Most that full F1 of B may be below A's, 0 to 1; else exit code 100.",
            show_default=False,
        ),
    ] = None,
    cluster: _Cluster = Cluster.narrative,
    resamples: _Resamples = RESAMPLES,
    seed: _Seed = SEED,
    json: _Json = False,
) -> None:
    """Compare two predictions of the same gold: the difference in full F1, and the marks gained and lost."""
    commands, intervals = _load("commands"), _load("intervals")
    resampling = intervals.Resampling(cluster, resamples, seed)
    commands.compare_command((a, b), gold, (fail_below, max_regression), resampling, as_json=json)


@app.command()
def baseline(
    gold: _Gold,
    file: Annotated[
        Path | None, typer.Option(help="The baseline; by default baseline.json beside the gold.", show_default=False)
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Write the baseline instead of checking it.")] = False,
    json: _Json = False,
) -> None:
    """Check that full F1 of the engine used by default has not fallen by more than half a point; else exit code 100."""
    _load("commands").baseline_command(gold, file, update=update, as_json=json)


@app.command()
def calibrate(
    gold: _Gold,
    output: Annotated[Path, typer.Option("--output", "-o", help="File for the calibration, .json.")],
    silver: Annotated[
        Path | None,
        typer.Option(
            help="More gold lines, a folder or file, to count on how often each rule is right.", show_default=False
        ),
    ] = None,
    engine: _Engine = None,
    json: _Json = False,
) -> None:
    """Learn from labels how likely the facts of an engine are to be right."""
    _load("calibrating_command").calibrate_command(gold, silver, engine, output, as_json=json)


@app.command()
def train(
    gold: Annotated[Path, typer.Argument(help="Folder with labels/ and silver/.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the weights, .json.", show_default=False)],
) -> None:
    """Train the learned engine on silver from scratch; the same data give the same weights."""
    _load("learning").train_command(gold, out)


@app.command()
def engines(
    gold: Annotated[Path, typer.Argument(help="Folder with labels/ and silver/.", show_default=False)],
    resamples: _Resamples = RESAMPLES,
    seed: _Seed = SEED,
    more: Annotated[
        bool, typer.Option("--more", help="Also with less to learn from, and with less to look at.")
    ] = False,
    json: _Json = False,
) -> None:
    """Set rules, learned and combined side by side, no file labelled by weights that were trained on it."""
    learning, intervals = _load("learning"), _load("intervals")
    resampling = intervals.Resampling(Cluster.narrative, resamples, seed)
    learning.engines_command(gold, resampling, more=more, as_json=json)


def _one_of(engine: Engine | None, predictions: Path | None) -> None:
    if engine is not None and predictions is not None:
        raise typer.BadParameter(
            "measures an engine; leave it out where --predictions are given", param_hint="--engine"
        )


def _load(name: str) -> ModuleType:
    try:
        return import_module(f".{name}", __package__)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in {"numpy", "scipy", "sklearn"}:
            raise
        raise ConfigurationError(
            f"{error.name} is not installed; install the extra: pip install 'bulletin-extractor[eval]'"
        ) from None
