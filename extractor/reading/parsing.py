"""The process that parses documents: ``python -m extractor.reading.parsing``.

It takes one request a line on its standard input and answers with one line. Each document is parsed in a
child forked for it alone, so that a document that takes too much costs nothing but itself, and the
libraries are loaded once.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ExtractorError
from .composing import Composition
from .confinement import Limits, confine
from .readers import reader_of

RECOGNITION = Limits(memory=4 << 30, cpu_seconds=1200, seconds=900)
"""For pictures and scans, whose recognition takes seconds a page and a model in memory."""


class Request(NamedTuple):
    """A document to parse, as one line of JSON."""

    format: str
    source: str
    """Path of its bytes."""
    target: str
    """Path to write the outcome to, as JSON."""


def main() -> None:
    """Answers requests until there are no more."""
    for line in sys.stdin:
        request = Request(**json.loads(line))
        _load(request.format)
        sys.stdout.write(f"{json.dumps(_fork(request))}\n")
        sys.stdout.flush()


def _load(format_name: str) -> None:
    """The reader's libraries; a missing one is told by the child, which meets it again."""
    with suppress(ImportError):
        reader_of(format_name)
    gc.collect()
    gc.freeze()


def _fork(request: Request) -> dict[str, float]:
    begun = time.monotonic()
    child = os.fork()
    if not child:
        status = 1
        try:
            _parse(request)
            status = 0
        finally:
            os._exit(status)
    _, waited, usage = os.wait4(child, 0)
    return {
        "signal": os.WTERMSIG(waited) if os.WIFSIGNALED(waited) else 0,
        "seconds": time.monotonic() - begun,
        "peak_bytes": usage.ru_maxrss * 1024,
    }


def _parse(request: Request) -> None:
    data = Path(request.source).read_bytes()
    with Path(request.target).open("w", encoding="utf-8") as target:
        confine(RECOGNITION if request.format in ("image", "scan") else Limits())
        json.dump(_outcome(request.format, data), target, ensure_ascii=False)


def _outcome(format_name: str, data: bytes) -> dict[str, Any]:
    try:
        return dict(_composed(format_name, data))
    except ExtractorError as error:
        return {"error": str(error), "code": error.code}
    except MemoryError:
        return {
            "error": "takes more memory than a bulletin may; save it anew, or in parts",
            "code": "quarantined_memory",
        }
    except RecursionError:
        return {"error": "is nested too deeply to be a bulletin; save it anew", "code": "too_deep"}
    except Exception as error:  # noqa: BLE001 - libraries raise all sorts on damaged files
        return {"error": f"cannot be taken apart ({type(error).__name__}: {error}); save it anew", "code": "damaged"}


def _composed(format_name: str, data: bytes) -> Iterator[tuple[str, Any]]:
    content = reader_of(format_name)(data)
    composition = Composition()
    composition.add(content.blocks)
    yield "text", composition.text
    yield "tables", [table.model_dump(mode="json") for table in composition.tables]
    yield "places", [(span, place.model_dump(mode="json", exclude_none=True)) for span, place in composition.places]
    yield "notes", [note.model_dump(mode="json") for note in content.notes]


if __name__ == "__main__":
    main()
