"""The report: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from ..confidence import DOUBTFUL, DOUBTFUL_RANK
from ..records import MARK_KINDS, Extraction, Failure, Run, Skip
from .page import part, write_page
from .report import report
from .words import Language, keys, word

_HERE: Final = "extractor.export"


def write_html(
    extractions: Sequence[Extraction],
    path: str | Path,
    *,
    lang: Language = "zh",
    run: Run | None = None,
    failures: Sequence[Failure] = (),
    skips: Sequence[Skip] = (),
) -> None:
    """Writes the report in Chinese or English; `failures` and `skips` are the files that gave no bulletin.

    The page asks nothing of the network, and text of the documents stands in it as text only.
    Raises ConfigurationError where the file cannot be written.
    """
    low = DOUBTFUL if run and run.calibration else DOUBTFUL_RANK
    values = {
        "report": report(extractions, failures=failures, skips=skips, lang=lang, low=low),
        "low": low,
        "run": run,
        "lang": lang,
        "kinds": MARK_KINDS,
        "statuses": keys("reported_status"),
        "say": partial(word, "page", lang=lang),
        "name": partial(word, lang=lang),
    }
    write_page(Path(path), _HERE, values, style=part(_HERE, "report.css"), script=part(_HERE, "report.js"))
