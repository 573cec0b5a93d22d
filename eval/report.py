"""The quality report: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from extractor.export.page import part, write_page
from extractor.export.words import Language, word
from extractor.records import MARK_KINDS, GoldLine

from . import charts
from .browsing import NarrativeView, browse
from .caveats import caveats, why_degenerate
from .charts import percent
from .evaluation import Evaluation
from .heat import heat_tables
from .marks import KINDS, LEVELS
from .rules import Rules
from .wording import engine_name, say, tables

_ERRORS: Final = frozenset({"missed", "spurious", "wrong"})


@dataclass(frozen=True, slots=True)
class Origin:
    """What was measured, as the page names it."""

    gold: str
    """Name of the folder or file."""
    engine: str = ""
    """Empty where predictions came from a file."""
    predictions: str = ""
    """Name of the file of predictions."""


def write_report(
    evaluation: Evaluation,
    lines: Iterable[GoldLine],
    path: Path,
    *,
    origin: Origin,
    rules: Rules,
    lang: Language = "zh",
) -> None:
    """Writes the page; `lines` are the gold that was measured on, `rules` what made the predictions.

    It asks nothing of the network, and text of gold and predictions stands in it as text only. Equal
    evaluations give equal pages. Raises ConfigurationError where the file cannot be written.
    """
    narratives = browse(evaluation.alignments, lines, rules, lang)
    values = {
        "evaluation": evaluation,
        "origin": origin,
        "narratives": narratives,
        "wrong": sum(bool(_ERRORS.intersection(row.state for row in one.differing)) for one in narratives),
        "differing": _counted(narratives),
        "caveats": tuple(caveats(evaluation, lang)),
        "heat": heat_tables(evaluation.confusions, evaluation.alignments, lang),
        "confidence": _confidence(evaluation, lang),
        "version": version("bulletin-extractor"),
        **_vocabulary(lang),
    }
    # The look of the product's own report, and what this page adds
    style = part("extractor.export", "report.css") + part("eval", "report.css")
    write_page(path, "eval", values, style=style, script=part("eval", "report.js"))


def _vocabulary(lang: Language) -> Mapping[str, Any]:
    """What the template calls things with."""
    return {
        "lang": lang,
        "charts": charts,
        "percent": percent,
        "kinds": KINDS,
        "mark_kinds": MARK_KINDS,
        "levels": LEVELS,
        "say": lambda key: say("page", key, lang),
        "term": lambda table, key: say(table, key, lang),
        "engine_name": lambda name: engine_name(name, lang),
        "kind_name": lambda kind: say("page", "all", lang) if kind == "all" else word("page", kind, lang),
    }


def _counted(narratives: Iterable[NarrativeView]) -> Mapping[str, int]:
    """Differing rows by field, in the order of the words."""
    counts = Counter(field for one in narratives for row in one.differing for field in row.fields)
    return {field: counts[field] for field in tables()["field"] if counts[field]}


def _confidence(evaluation: Evaluation, lang: Language) -> Mapping[str, Any] | None:
    """The charts of all confidences together, and why they may be worth nothing."""
    if evaluation.confidence is None:
        return None
    overall, fields = evaluation.confidence["all"], evaluation.field_confidence or {}
    return {
        "overall": overall,
        "reason": why_degenerate(overall, lang),
        "reasons": {kind: why_degenerate(quality, lang) for kind, quality in evaluation.confidence.items()},
        "fields": {name: (quality, why_degenerate(quality, lang)) for name, quality in fields.items()},
        "reliability": charts.reliability(overall),
        "risk": charts.risk_coverage(overall),
        "review": charts.review(overall),
        "callout": next((point for point in overall.review if point.reviewed >= _CALLED_OUT), None),
    }


_CALLED_OUT: Final = 0.3
"""Share reviewed that is told in large type."""
