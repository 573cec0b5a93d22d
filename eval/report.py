"""The quality report: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.export.files import replacing
from extractor.export.words import Language, word
from extractor.records import GoldLine

from . import charts
from .browsing import NarrativeView, browse
from .caveats import caveats, why_degenerate
from .charts import percent
from .evaluation import Evaluation
from .heat import heat_tables
from .marks import KINDS, LEVELS, MARK_KINDS
from .rules import Rules
from .wording import say, tables

_POLICY: Final = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
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
    calibrated: bool | None = None
    """Whether confidence was calibrated; None where that is not known."""


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
    style, script = _style(), _part("report.js")
    narratives = browse(evaluation.alignments, lines, rules, lang)
    rendered = (
        _environment()
        .get_template("report.html.j2")
        .render(
            evaluation=evaluation,
            origin=origin,
            narratives=narratives,
            wrong=sum(bool(_ERRORS.intersection(row.state for row in one.differing)) for one in narratives),
            differing=_counted(narratives),
            caveats=tuple(caveats(evaluation, lang)),
            heat=heat_tables(evaluation.confusions, evaluation.alignments, lang),
            confidence=_confidence(evaluation, lang),
            version=version("bulletin-extractor"),
            style=Markup(style),  # noqa: S704 - files of this project
            script=Markup(script),  # noqa: S704 - a file of this package
            policy=_POLICY.format(style=_digest(style), script=_digest(script)),
            **_vocabulary(lang),
        )
    )
    with replacing(path) as draft:
        draft.write_text(rendered, encoding="utf-8", newline="\n")


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
    overall = evaluation.confidence["all"]
    return {
        "overall": overall,
        "reason": why_degenerate(overall, lang),
        "reasons": {kind: why_degenerate(quality, lang) for kind, quality in evaluation.confidence.items()},
        "reliability": charts.reliability(overall),
        "risk": charts.risk_coverage(overall),
        "review": charts.review(overall),
        "callout": next((point for point in overall.review if point.reviewed >= _CALLED_OUT), None),
    }


_CALLED_OUT: Final = 0.3
"""Share reviewed that is told in large type."""


def _style() -> str:
    """The look of the product's own report, and what this page adds."""
    own = (files("extractor.export") / "templates" / "report.css").read_text("utf-8")
    return own + _part("report.css")


def _digest(part: str) -> str:
    return "sha256-" + b64encode(sha256(part.encode()).digest()).decode()


@cache
def _part(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
