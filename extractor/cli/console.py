"""Where the command line writes: results to standard output, all else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json
from rich.console import Console

from ..records import Failure

_MOST = 20


class _Terminal(Console):
    """A console whose reader may have seen enough, as `head` has: no failure, where rich ends with one."""

    def on_broken_pipe(self) -> None:
        """Ends the program in silence."""
        try:
            super().on_broken_pipe()
        except SystemExit:
            sys.exit(0)


out = _Terminal(soft_wrap=False, highlight=False)
err = _Terminal(stderr=True, highlight=False)


def print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON carries
    """`value` as indented JSON on standard output."""
    sys.stdout.write(to_json(value, indent=2).decode() + "\n")


def complain(failures: Sequence[Failure], most: int = _MOST) -> None:
    """One line a failure on standard error; beyond the first few, how many more there are."""
    for failure in failures[:most]:
        err.print(failure.message, style="red", markup=False, soft_wrap=True)
    if len(failures) > most:
        err.print(f"and {len(failures) - most} more failures", style="red")
