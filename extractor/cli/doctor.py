"""``extractor doctor``."""

from __future__ import annotations

import typer
from rich.table import Table
from rich.text import Text

from ..service import examine, examine_model
from .console import out, print_json
from .exits import CONFIGURATION
from .options import Options
from .settling import settle

_STYLES = {"ok": "green", "optional": "yellow", "bad": "bold red"}


def doctor_command(options: Options, *, ask_model: bool, as_json: bool) -> None:
    """Tells the state of the installation; the exit code is 3 where something needed is wrong."""
    settings = settle(options)
    conditions = examine(settings)
    if ask_model:
        conditions += examine_model(settings)
    if as_json:
        print_json([condition._asdict() for condition in conditions])
    else:
        table = Table("what", "state", "detail")
        for condition in conditions:
            table.add_row(
                condition.name, Text(condition.state, _STYLES[condition.state]), Text(condition.detail, overflow="fold")
            )
        out.print(table)
    if any(condition.state == "bad" for condition in conditions):
        raise typer.Exit(CONFIGURATION)
