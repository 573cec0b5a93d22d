"""``extractor gold``: labelled narratives, checked, counted, and carried to labelling tools and back.

Bodies import what they need when they run, so that ``--help`` answers at once.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .exits import EXIT_CODES, SOME_FAILED

if TYPE_CHECKING:
    from ..annotations import Figures, Imported, Problem

app = typer.Typer(
    name="gold",
    help="Checks, counts, exports and imports labelled narratives.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_SCHEMA = Path("gold") / "schema.json"


class Tool(StrEnum):
    """Forms that labelling tools read and write."""

    label_studio = "label-studio"
    standoff = "standoff"


class Offsets(StrEnum):
    """What a tool's offsets count."""

    utf16 = "utf-16"
    code_points = "code-points"


class Place(StrEnum):
    """Where a Label Studio task carries its marks."""

    annotations = "annotations"
    predictions = "predictions"


class Purpose(StrEnum):
    """What labels may be used for; never for the test and for one of the others at once."""

    test = "test"
    prompts = "prompts"
    calibration = "calibration"


_Paths = Annotated[list[Path], typer.Argument(help="Gold files, or folders of them such as gold.", show_default=False)]
_Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]
_Force = Annotated[bool, typer.Option("--force", help="Write over what is there.")]
_Output = Annotated[Path, typer.Option("--output", "-o", help="File to write; for standoff, a folder.")]


@app.command()
def check(paths: _Paths, json: _Json = False) -> None:
    """Validate gold files: one line a problem, exit code 4 if any is an error."""
    from ..annotations import check_gold, has_errors
    from .console import err, print_json

    checked = check_gold(paths)
    errors = sum(problem.severity == "error" for problem in checked.problems)
    warnings = len(checked.problems) - errors
    if json:
        counts = {"files": checked.files, "lines": checked.lines, "errors": errors, "warnings": warnings}
        print_json({**counts, "problems": checked.problems})
    else:
        _tell(checked.problems)
        counted = f"{checked.files} file(s), {checked.lines} line(s): {errors} error(s), {warnings} warning(s)"
        err.print(counted, markup=False, soft_wrap=True)
    if has_errors(checked.problems):
        raise typer.Exit(SOME_FAILED)


@app.command()
def stats(paths: _Paths, json: _Json = False) -> None:
    """Count narratives, marks, roles, units and lengths, in all and for each bulletin."""
    from ..annotations import count, has_errors, read_gold
    from .console import out, print_json

    gold = read_gold(paths)
    for problem in gold.problems:
        typer.echo(str(problem), err=True)
    statistics = count(gold.lines)
    if json:
        print_json(statistics)
    else:
        for name, figures in (("all", statistics.whole), *statistics.bulletins.items()):
            out.print(_described(name, figures), markup=False, soft_wrap=True)
    if has_errors(gold.problems):
        raise typer.Exit(SOME_FAILED)


@app.command()
def schema(
    output: Annotated[Path, typer.Option("--output", "-o", help="File of the schema.")] = _SCHEMA,
    check: Annotated[bool, typer.Option("--check", help="Only tell whether the file is up to date.")] = False,
) -> None:
    """Write the JSON Schema of a gold line, generated from the types."""
    from ..annotations import schema_text, write_text
    from ..errors import FormatError

    text = schema_text()
    if not check:
        write_text(output, text, force=True)
    elif not output.is_file() or output.read_bytes() != text.encode():
        raise FormatError(f"{output}: differs from the types; run: extractor gold schema -o {output}", code="schema")


@app.command()
def config(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write (standard output).", show_default=False)
    ] = None,
    force: _Force = False,
) -> None:
    """Print the labelling configuration that fits the tasks exported to Label Studio."""
    from ..annotations import config_xml, write_text

    if output is None:
        typer.echo(config_xml(), nl=False)
    else:
        write_text(output, config_xml(), force=force)


@app.command()
def export(
    labels: Annotated[Path, typer.Argument(help="A file of gold labels.", show_default=False)],
    to: Annotated[Tool, typer.Option(help="Form to write.", show_default=False)],
    output: _Output,
    as_: Annotated[Place, typer.Option("--as", help="Label Studio: where tasks carry the marks.")] = Place.annotations,
    offsets: Annotated[Offsets, typer.Option(help="Label Studio: what offsets count.")] = Offsets.code_points,
    force: _Force = False,
) -> None:
    """Write gold in a form that a labelling tool opens."""
    from ..annotations import read_lines, standoff_files, tasks_text, write_files, write_text

    lines = read_lines(labels)
    if to is Tool.standoff:
        write_files(output, standoff_files(lines), force=force)
    else:
        write_text(output, tasks_text(lines, as_.value, offsets.value), force=force)


@app.command("import")
def import_(
    source: Annotated[
        Path, typer.Argument(help="A Label Studio JSON export, or a standoff folder.", show_default=False)
    ],
    from_: Annotated[Tool, typer.Option("--from", help="Form to read.", show_default=False)],
    output: _Output,
    base: Annotated[
        Path | None,
        typer.Option(help="The gold file it was exported from, for what the tool lost.", show_default=False),
    ] = None,
    offsets: Annotated[
        Offsets | None, typer.Option(help="Label Studio: what offsets count (told from the words).", show_default=False)
    ] = None,
    force: _Force = False,
    json: _Json = False,
) -> None:
    """Read what a labelling tool wrote; what cannot be taken is reported, one line each."""
    from ..annotations import lines_text, read_folder, read_lines, read_tasks, take, write_text

    known = read_lines(base) if base else ()
    documents = (
        read_folder(source, known) if from_ is Tool.standoff else read_tasks(source, offsets.value if offsets else None)
    )
    imported = take(documents, known)
    write_text(output, lines_text(imported.lines), force=force)
    _conclude(imported, output, as_json=json)


@app.command()
def grow(
    use: Annotated[Purpose, typer.Option(help="What the labels are for, as splits.toml says.", show_default=False)],
    gold: Annotated[Path, typer.Argument(help="Folder of the gold.")] = Path("gold"),
    store: Annotated[
        str | None, typer.Option(help="Path or URL of the store (EXTRACTOR_STORE, else out).", show_default=False)
    ] = None,
    bulletin: Annotated[str | None, typer.Option(help="Only this bulletin, by stem.", show_default=False)] = None,
    write: Annotated[bool, typer.Option("--write", help="Write what was shown.")] = False,
) -> None:
    """Take finished reviews into the gold: shows what would change, and changes it with --write."""
    from .grow import grow_command
    from .options import Options

    grow_command(gold, Options(store=store), bulletin, use.value, write=write)


def _conclude(imported: Imported, output: Path, *, as_json: bool) -> None:
    from ..annotations import has_errors
    from .console import err, print_json

    done, marks = len(imported.lines), imported.marks
    if as_json:
        counts = {"read": imported.read, "done": done, "failed": imported.read - done}
        regions = {"regions": imported.regions, "marks": marks, "refused": imported.regions - marks}
        print_json({**counts, **regions, "problems": imported.problems, "written": [str(output)]})
    else:
        _tell(imported.problems)
        told = (
            f"{imported.read} document(s) read = {done} done + {imported.read - done} failed; "
            f"{imported.regions} region(s) = {marks} taken + {imported.regions - marks} refused; wrote {output}"
        )
        err.print(told, markup=False, soft_wrap=True)
    if has_errors(imported.problems):
        raise typer.Exit(SOME_FAILED)


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        typer.echo(str(problem))


def _described(name: str, figures: Figures) -> str:
    lengths = figures.lengths
    size = f"{lengths.shortest}–{lengths.longest} characters, median {lengths.median:g}" if lengths else "no characters"
    rows = [f"{name}: {figures.narratives} narrative(s), {size}; {figures.halted} halted"]
    marks = (f"{group} {number} (in {(figures.share_with[group] or 0):.0%})" for group, number in figures.marks.items())
    rows.append(f"  marks: {', '.join(marks)}")
    tables = {
        "quantity roles": figures.quantity_roles,
        "percentage kinds": figures.percentage_kinds,
        "percentage roles": figures.percentage_roles,
        "date roles": figures.date_roles,
        "blocker categories": figures.blocker_categories,
        "bounds": figures.bounds,
        "units": figures.units,
        "reported statuses": figures.statuses,
    }
    rows += [
        f"  {title}: {', '.join(f'{key or repr(key)} {number}' for key, number in table.items())}"
        for title, table in tables.items()
        if table
    ]
    return "\n".join(rows)
