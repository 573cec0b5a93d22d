"""How the command line ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from ..errors import ConfigurationError, ExtractorError, StoreError

OK = 0
CONFIGURATION = 3
SOME_FAILED = 4
INTERRUPTED = 130

EXIT_CODES = (
    "Exit codes: 0 done · 1 unexpected error · 2 wrong usage · 3 configuration or store unusable · "
    "4 some or all input failed · 100 quality below what was asked · 130 interrupted"
)


def guarded(command: Callable[[], object]) -> None:
    """Runs `command`; errors raised on purpose become one line on standard error and an exit code."""
    try:
        command()
    except (ConfigurationError, StoreError) as error:
        _end(error, CONFIGURATION)
    except ExtractorError as error:
        _end(error, SOME_FAILED)
    except KeyboardInterrupt:
        _end("interrupted", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)


def _end(error: object, code: int) -> None:
    sys.stderr.write(f"error: {error}\n")
    sys.exit(code)
