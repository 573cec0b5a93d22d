"""How the command line ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

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
    """Runs `command`; errors raised on purpose become one line on standard error and an exit code.

    Characters that the terminal cannot show are written as escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        command()
    except (ConfigurationError, StoreError) as error:
        _end(error, CONFIGURATION)
    except ExtractorError as error:
        _end(error, SOME_FAILED)
    except KeyboardInterrupt:
        _end(_INTERRUPTED, INTERRUPTED)
    except SystemExit as end:
        # The framework ends an interrupted command without a word
        if end.code == INTERRUPTED:
            _end(_INTERRUPTED, INTERRUPTED)
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except OSError as error:
        _end(
            f"output cannot be written ({error.strerror or error}); free some space or name another place",
            CONFIGURATION,
        )


_INTERRUPTED = "interrupted; what was finished is in the store"


def _end(error: object, code: int) -> None:
    sys.stderr.write(f"error: {error}\n")
    sys.exit(code)
