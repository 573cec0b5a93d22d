"""The commands and their options.

Bodies import what they need when they run, so that ``--help`` and shell completion answer at once.
"""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Annotated

import typer

from .exits import EXIT_CODES, guarded
from .gold import app as gold
from .options import DAY_FORMAT, Engine, Format, Options, Place
from .tokens import app as tokens

PLUGINS = "extractor.commands"
"""Entry point group of commands that other packages bring, such as ``extractor eval``."""

app = typer.Typer(
    name="extractor",
    help="Turns the progress narratives of supervision bulletins into facts, each tied to its words.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(gold, name="gold")
runs = typer.Typer(help="List the runs of a store, or show one.", no_args_is_help=False)
app.add_typer(runs, name="runs")
batch_app = typer.Typer(help="Batches that extractor run --batch handed in.", no_args_is_help=True)
app.add_typer(batch_app, name="batch")
app.add_typer(tokens, name="tokens")

_Files = Annotated[list[Path], typer.Argument(help="Bulletins, or folders of them.", show_default=False)]
_Sources = Annotated[
    list[str],
    typer.Argument(
        help="Bulletins, or folders of them; with --on ray also tables of them in Parquet, and URIs such as s3://….",
        show_default=False,
    ),
]
_Out = Annotated[
    Path | None, typer.Option(help="Folder for the results (EXTRACTOR_OUT, else out).", show_default=False)
]
_Store = Annotated[
    str | None,
    typer.Option(help="Path or URL of the store (EXTRACTOR_STORE, else in the output folder).", show_default=False),
]
_Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
_Anchor = Annotated[
    datetime | None,
    typer.Option(
        formats=[DAY_FORMAT],
        help="Day that dates without a year are read from, instead of the issue date.",
        show_default=False,
    ),
]
_Formats = Annotated[list[Format], typer.Option("--format", "-f", help="Forms to write; may be repeated.")]
_RunFormats = Annotated[
    list[Format] | None,
    typer.Option(
        "--format",
        "-f",
        help="Forms to write; may be repeated (jsonl, xlsx, html; with --on ray parquet).",
        show_default=False,
    ),
]
_Processes = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Processes that work without a model (1), or cores of Ray here (all).",
        show_default=False,
    ),
]
_On = Annotated[
    Place | None,
    typer.Option(help="Have the work done by the workers of Ray (extra ray; RAY_ADDRESS).", show_default=False),
]
_Samples = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Answers a model is asked for about each narrative; what most say is taken (EXTRACTOR_SAMPLES, else 1).",
        show_default=False,
    ),
]
_ENGINE = typer.Option(help="What labels the mentions (EXTRACTOR_ENGINE, else combined).", show_default=False)
_DEFAULT_FORMATS = [Format.jsonl, Format.xlsx, Format.html]


def main() -> None:
    """Runs the command line, with the commands that other packages bring; the exit code says how it went."""
    mounted = {group.name for group in app.registered_groups}
    for plugin in entry_points(group=PLUGINS):
        if plugin.name not in mounted:
            app.add_typer(plugin.load(), name=plugin.name)
    guarded(app)


def _version(value: bool) -> None:  # noqa: FBT001 - typer calls it with the flag
    if value:
        typer.echo(version("bulletin-extractor"))
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """The options before any command."""


@app.command()
def run(
    files: _Sources,
    engine: Annotated[Engine | None, _ENGINE] = None,
    out: _Out = None,
    store: _Store = None,
    anchor_date: _Anchor = None,
    format_: _RunFormats = None,
    samples: _Samples = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what the model engine would ask, and send nothing.")
    ] = False,
    max_cost: Annotated[
        float | None,
        typer.Option(min=0, help="Ask a model no more once so much is spent, by EXTRACTOR_PRICES.", show_default=False),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Take up an unfinished run over the same documents.")
    ] = True,
    processes: _Processes = None,
    on: _On = None,
    share: Annotated[
        bool, typer.Option("--share", help="Share the work with all who give the same command, on any machine.")
    ] = False,
    batch: Annotated[
        bool, typer.Option("--batch", help="Hand the requests to a model in as a batch; extractor batch tells on.")
    ] = False,
    json: _Json = False,
    quiet: _Quiet = False,
) -> None:
    """Extract the facts of bulletins: files in, a table of facts out."""
    from .manner import Manner
    from .run import run_command

    options = Options(engine=engine, out=out, store=store, anchor=anchor_date, samples=samples)
    manner = Manner(
        dry_run=dry_run, max_cost=max_cost, resume=resume, processes=processes, batch=batch, share=share, on=on
    )
    formats = format_ or ([Format.parquet] if on else _DEFAULT_FORMATS)
    run_command(files, options, formats, manner, as_json=json, quiet=quiet)


@app.command()
def predict(
    narratives: Annotated[
        Path, typer.Argument(help="JSON Lines: id, narrative, anchor_date, task.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Predictions, in gold's form with confidence.")],
    engine: Annotated[Engine | None, _ENGINE] = None,
    samples: _Samples = None,
    json: _Json = False,
    quiet: _Quiet = False,
) -> None:
    """Extract the facts of single narratives, one a line."""
    from .predict import predict_command

    predict_command(narratives, output, Options(engine=engine, samples=samples), as_json=json, quiet=quiet)


@app.command()
def export(
    out: _Out = None,
    store: _Store = None,
    run_id: Annotated[str | None, typer.Option("--run", help="Run to export (the latest).", show_default=False)] = None,
    format_: _Formats = _DEFAULT_FORMATS,
    quiet: _Quiet = False,
) -> None:
    """Write a stored run again, in any form."""
    from .export import export_command

    export_command(Options(out=out, store=store), run_id, format_, quiet=quiet)


@app.command()
def show(
    item: Annotated[str, typer.Argument(help="Item id, such as demo-2031-06/3.", show_default=False)],
    out: _Out = None,
    store: _Store = None,
    json: _Json = False,
) -> None:
    """Show a narrative with its facts coloured."""
    from .show import show_command

    show_command(item, Options(out=out, store=store), as_json=json)


@app.command()
def explain(
    text: Annotated[str | None, typer.Argument(help="A narrative.", show_default=False)] = None,
    item: Annotated[
        str | None, typer.Option(help="Item of the store instead, such as demo-2031-06/3.", show_default=False)
    ] = None,
    out: _Out = None,
    store: _Store = None,
    anchor_date: _Anchor = None,
    json: _Json = False,
) -> None:
    """Show the ledger of a text: each numeral found or excluded, by which rule and why; of an item also its facts."""
    from .explain import explain_command

    explain_command(text, item, Options(out=out, store=store, anchor=anchor_date), as_json=json)


@app.command()
def review(
    out: _Out = None,
    store: _Store = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on loopback; 0 takes a free one.")] = 8765,
    name: Annotated[
        str | None, typer.Option(help="Your name, as corrections are signed (the login name).", show_default=False)
    ] = None,
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            help="Bulletins, or folders of them, to show the originals of; may be repeated.", show_default=False
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    recover: Annotated[
        bool, typer.Option("--recover", help="First take in decisions that the journal has and the store lacks.")
    ] = False,
) -> None:
    """Review facts in the browser, on this machine alone: accept, correct, add."""
    from .review import review_command

    options = Options(out=out, store=store)
    review_command(options, port, name, documents or [], browser=browser, recover=recover)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen at; one that others reach needs --behind-proxy.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one.")] = 8000,
    out: _Out = None,
    store: _Store = None,
    engine: Annotated[Engine | None, _ENGINE] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy with TLS stands before it, so that others may reach it.")
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Name that clients may call it by, besides localhost; may be repeated.", show_default=False),
    ] = None,
    rate: Annotated[int, typer.Option(min=1, help="Requests a minute that each token may make.")] = 600,
    queue: Annotated[int, typer.Option(min=1, help="Jobs that may wait.")] = 100,
    grace: Annotated[float, typer.Option(min=0, help="Seconds that what is under way has to end.")] = 30,
) -> None:
    """Serve extraction over HTTP, to whoever holds a token."""
    from ..api import Limits
    from .serve import Listening, serve_command

    at = Listening(host, port, behind_proxy, tuple(allow_host or ()))
    limits = Limits(per_minute=rate, queue=queue, grace=grace)
    serve_command(Options(engine=engine, out=out, store=store), at, limits)


@app.command()
def serve_model(
    gguf: Annotated[
        Path | None, typer.Option(help="A GGUF model (a small one for trying).", show_default=False)
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on loopback; 0 takes a free one.")] = 8080,
) -> None:
    """Serve a model on this machine for the model engine (extra local)."""
    from .serve_model import serve_model_command

    serve_model_command(gguf, port)


@app.command()
def doctor(
    store: _Store = None,
    model: Annotated[bool, typer.Option("--model", help="Ask the model endpoint what it can do.")] = False,
    json: _Json = False,
) -> None:
    """Tell what is installed, configured and, where asked, what the model endpoint can do."""
    from .doctor import doctor_command

    doctor_command(Options(store=store), ask_model=model, as_json=json)


@runs.callback(invoke_without_command=True)
def list_runs(
    context: typer.Context,
    out: _Out = None,
    store: _Store = None,
    json: _Json = False,
) -> None:
    """List the runs of a store: how far each got and what it cost."""
    if context.invoked_subcommand is None:
        from .runs import list_command

        list_command(Options(out=out, store=store), as_json=json)


@runs.command("show")
def show_run(
    run_id: Annotated[str, typer.Argument(help="Run, such as 20310604-093000-1f2e.", show_default=False)],
    out: _Out = None,
    store: _Store = None,
    json: _Json = False,
) -> None:
    """Show one run: counts, failures with their reasons, tokens and time."""
    from .runs import show_command

    show_command(run_id, Options(out=out, store=store), as_json=json)


@batch_app.command("status")
def batch_status(out: _Out = None, store: _Store = None, json: _Json = False) -> None:
    """Tell how every batch stands that waits to be taken in."""
    from .batch import status_command

    status_command(Options(out=out, store=store), as_json=json)


@batch_app.command("collect")
def batch_collect(
    out: _Out = None, store: _Store = None, format_: _Formats = _DEFAULT_FORMATS, json: _Json = False
) -> None:
    """Take in what batches have brought, go on with their runs, and write those that are done."""
    from .batch import collect_command

    collect_command(Options(out=out, store=store), format_, as_json=json)


@batch_app.command("cancel")
def batch_cancel(out: _Out = None, store: _Store = None, json: _Json = False) -> None:
    """Have no more of any batch answered; what was answered is taken in by: extractor batch collect."""
    from .batch import cancel_command

    cancel_command(Options(out=out, store=store), as_json=json)
