"""Results as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.box import SIMPLE
from rich.table import Table

from .baseline import Baseline, falls
from .comparison import Change, Comparison
from .evaluation import Evaluation
from .footing import Footing
from .intervals import Resampling
from .marks import KINDS, LEVELS
from .quality import Quality
from .scores import ScoreTable

NONE = "–"
SHOWN = 20
"""Changed marks listed; the rest are counted."""


def score_grid(scores: ScoreTable, title: str) -> Table:
    """F1 at every level for every kind, with interval, precision and recall at the last."""
    grid = _grid(title, "kind", "gold", "found", "re-\nlaxed", "exact", "value", "full", "95 %", "full\nP", "full\nR")
    for kind in KINDS:
        full = scores[kind]["full"]
        grid.add_row(
            kind,
            str(full.gold),
            str(full.predicted),
            *(percent(scores[kind][level].f1) for level in LEVELS),
            f"{percent(full.low)}–{percent(full.high)}" if full.low is not None else NONE,
            percent(full.precision),
            percent(full.recall),
            end_section=kind == "all",
        )
    return grid


def summary_lines(evaluation: Evaluation) -> Iterator[str]:
    """One line for each thing measured besides the grid."""
    subjects = ((kind, share.accuracy) for kind, share in evaluation.subjects.items())
    yield f"subjects alike (where the value agrees): {_named(subjects)}"
    for kind, fields in evaluation.fields.items():
        yield f"{kind}, fields of pairs: {_named((name, share.accuracy) for name, share in fields.items())}"
    for stem, scores in evaluation.bulletins.items():
        yield f"{stem}: full F1 {percent(scores['all']['full'].f1)}"
    if evaluation.confidence is not None:
        if evaluation.footing is not None:
            yield f"confidence: {_FOOTINGS[evaluation.footing]}"
        if evaluation.ranking is not None:
            yield f"without calibration {_figures(evaluation.ranking['all'])}"
        yield from quality_lines(evaluation.confidence["all"])
        for name, quality in (evaluation.field_confidence or {}).items():
            yield field_line(name, quality)
    if evaluation.segmentation is not None:
        score = evaluation.segmentation
        shares = [("items", score.items.f1)]
        shares += [(name, share.accuracy) for name, share in score.fields.items()]
        shares += [(name, counts.f1) for name, counts in score.names.items()]
        yield f"segmentation: {_named(shares)}"
    if evaluation.end_to_end is not None:
        whole = evaluation.end_to_end
        full = whole.scores["all"]["full"]
        yield f"bulletin to facts: narratives {percent(whole.narratives.f1)}, full F1 {percent(full.f1)}"
    yield intervals_line(evaluation.resampling)


_FOOTINGS: Final[Mapping[Footing, str]] = {
    Footing.rank: "not calibrated, it only ranks",
    Footing.unseen: "calibrated on other bulletins",
    Footing.left_out: "calibrated, each bulletin by what the others teach",
    Footing.seen: "calibrated on these very bulletins, so the figures flatter",
}


def quality_lines(quality: Quality) -> Iterator[str]:
    """How well confidence tells right from wrong, and what review by it catches."""
    yield f"confidence {_figures(quality)}"
    for point in quality.review:
        yield f"reviewing the least sure {percent(point.reviewed)} % catches {percent(point.caught)} % of the errors"
    for point in quality.needed:
        yield f"to catch {percent(point.caught)} % of the errors, review {percent(point.reviewed)} %"


def field_line(name: str, quality: Quality) -> str:
    """How well the confidence of a field tells whether it is right."""
    return f"{name} alone, {quality.n - quality.right} of {quality.n} wrong: {_figures(quality)}"


def _figures(quality: Quality) -> str:
    verdict = "cannot rank" if quality.degenerate else "ranks"
    figures = (("Brier", quality.brier), ("ECE", quality.ece), ("AUROC", quality.auroc), ("AURC", quality.aurc))
    return f"{verdict}: {', '.join(f'{name} {_decimal(value)}' for name, value in figures)}"


def comparison_grid(comparison: Comparison) -> Table:
    """Full F1 of both sides for every kind."""
    grid = _grid("full F1", "kind", "A", "B", "B − A", "95 %", "p")
    for kind, found in comparison.kinds.items():
        grid.add_row(
            kind,
            percent(found.a),
            percent(found.b),
            _signed(found.difference),
            f"{_signed(found.low)} … {_signed(found.high)}" if found.low is not None else NONE,
            _decimal(found.p),
            end_section=kind == "all",
        )
    return grid


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """The marks that changed, at most `SHOWN` a list."""
    for title, changes in (
        ("gained", comparison.gained),
        ("lost", comparison.lost),
        ("new errors", comparison.errors_new),
        ("errors gone", comparison.errors_gone),
    ):
        yield from _listed(title, changes)
    yield intervals_line(comparison.resampling)


def baseline_grid(before: Baseline, now: Baseline) -> Table:
    """Full F1 then and now."""
    grid = _grid(f"full F1 of the {now.engine} engine", "kind", "baseline", "now")
    fallen = {fall.kind for fall in falls(before, now)}
    for kind in KINDS:
        was, figure = before.full_f1.get(kind), now.full_f1.get(kind)
        grid.add_row(kind, percent(was), percent(figure), style="red" if kind in fallen else "")
    return grid


def intervals_line(resampling: Resampling) -> str:
    """How the intervals were made."""
    return (
        f"95 % intervals: percentile bootstrap, {resampling.resamples} resamples of {resampling.cluster}s, "
        f"seed {resampling.seed}"
    )


def percent(ratio: float | None) -> str:
    """A ratio in percent with one decimal; a dash for None."""
    return NONE if ratio is None else f"{100 * ratio:.1f}"


def _grid(title: str, *headings: str) -> Table:
    grid = Table(title=title, box=SIMPLE, title_justify="left", padding=0)
    for place, heading in enumerate(headings):
        grid.add_column(heading, justify="right" if place else "left", no_wrap=True)
    return grid


def _named(ratios: Iterable[tuple[str, float | None]]) -> str:
    return ", ".join(f"{name} {percent(ratio)}" for name, ratio in ratios)


def _listed(title: str, changes: Sequence[Change]) -> Iterator[str]:
    yield f"{title}: {len(changes)}"
    for change in changes[:SHOWN]:
        yield f"  {change.id} {change.kind} {change.start}–{change.end} {change.text}"
    if len(changes) > SHOWN:
        yield f"  … and {len(changes) - SHOWN} more; --json lists all"


def _signed(ratio: float | None) -> str:
    return NONE if ratio is None else f"{100 * ratio:+.1f}"


def _decimal(value: float | None) -> str:
    return NONE if value is None else f"{value:.3f}"
