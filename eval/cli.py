# ruff: noqa: FBT002, PLR0913, PLR0917, PLC0415 - typer turns parameters into options; a command imports what it needs when it runs
"""The commands and their options.

Numerical libraries load when a command runs, so that ``--help`` answers at once and the commands can be
listed where the extra that brings them is not installed.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from extractor.cli.exits import EXIT_CODES, guarded
from extractor.cli.options import Engine
from extractor.errors import ConfigurationError

app = typer.Typer(
    name="eval",
    help="Measures how right the extractor is, on gold.",
    epilog=f"{EXIT_CODES} · 100 quality below what was asked",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
