"""Starts a program within limits: ``python -m extractor.reading.launching LIMITS PROGRAM ARGUMENT…``.

`LIMITS` is a `Limits` as JSON. Between a fork and the program's start a process with threads may not do as
much, so this one does it and then becomes the program.
"""

from __future__ import annotations

import json
import os
import sys

from .confinement import Limits, restrict


def main() -> None:
    """Takes on the limits and becomes the program."""
    limits, program, *arguments = sys.argv[1:]
    restrict(Limits(*json.loads(limits)))
    os.execv(program, [program, *arguments])  # noqa: S606 - what this module is for


if __name__ == "__main__":
    main()
