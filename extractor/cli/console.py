"""Where the command line writes: results to standard output, all else to standard error."""

from __future__ import annotations

import sys
from typing import Any

from pydantic_core import to_json
from rich.console import Console

out = Console(soft_wrap=False, highlight=False)
err = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON carries
    """`value` as indented JSON on standard output."""
    sys.stdout.write(to_json(value, indent=2).decode() + "\n")


def complain(message: str) -> None:
    """One line on standard error."""
    err.print(message, style="red", markup=False, soft_wrap=True)
