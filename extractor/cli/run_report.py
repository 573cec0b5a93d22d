"""What ``extractor run`` tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import typer
from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from ..confidence import InForce
from ..llm.prices import Price
from ..records import MARK_KINDS, Failure
from ..service import Estimate, RunReport, cost_of
from ..store import Spent, Tally
from .console import complain, out, print_json
from .exits import SOME_FAILED

_HEADINGS = (
    "tasks",
    "quan-\ntities",
    "percent-\nages",
    "dates",
    "block-\ners",
    "find-\nings",
    "fail-\nures",
    "sec-\nonds",
)
"""Headings broken so that a table of them fits a terminal of 80 columns."""
_NAME_WIDTH = 18
_DIGEST = 12


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "tasks": tally.tasks,
        **{kind: tally.marks.get(kind, 0) for kind in MARK_KINDS},
        "findings": tally.findings,
        "failures": tally.failures,
    }


def summary(report: RunReport, written: Sequence[Path], seconds: float) -> dict[str, Any]:
    """A run as JSON carries it."""
    return {
        "run": report.run.id,
        "resumed": report.resumed,
        "read": report.files,
        "done": len(report.tallies),
        "failed": len(report.failures),
        "skipped": len(report.skips),
        "left": len(report.left),
        "seconds": round(seconds, 3),
        "bulletins": [
            {
                "bulletin": tally.stem,
                "layout": tally.layout,
                "why": tally.why,
                **_counts(tally),
                "left": tally.left,
                "seconds": round(report.seconds.get(tally.stem, 0.0), 3),
            }
            for tally in report.tallies
        ],
        "failures": [failure.model_dump() for failure in all_failures(report)],
        "skips": [skip.model_dump() for skip in report.skips],
        "written": [str(path) for path in written],
    }


def tell(report: RunReport, written: Sequence[Path], seconds: float) -> None:
    """Prints a run as a table of its bulletins and a line that adds up."""
    title = f"run {report.run.id}{', taken up again' if report.resumed else ''}"
    table = Table(title=title, title_justify="left", box=SIMPLE, collapse_padding=True, pad_edge=False)
    table.add_column("bulletin", min_width=_NAME_WIDTH, overflow="fold")
    for name in _HEADINGS:
        table.add_column(name, justify="right")
    totals: Counter[str] = Counter()
    for tally in report.tallies:
        counts = _counts(tally)
        totals.update(counts)
        spent = report.seconds.get(tally.stem, 0.0)
        table.add_row(Text(tally.stem), *map(str, counts.values()), f"{spent:.2f}")
    table.add_section()
    table.add_row(
        "total", *(str(totals[name]) for name in ("tasks", *MARK_KINDS, "findings", "failures")), f"{seconds:.2f}"
    )
    out.print(table)
    for tally in report.tallies:
        out.print(f"{tally.stem}: layout {tally.layout} ({tally.why})", markup=False, soft_wrap=True)
        for remark in tally.remarks:
            out.print(f"{tally.stem}: {remark}", markup=False, soft_wrap=True)
    for skip in report.skips:
        out.print(f"skipped {skip.subject}: {skip.reason}", markup=False)
    out.print(
        f"{report.files} file(s) read = {len(report.tallies)} done + {len(report.failures)} failed"
        f" + {len(report.skips)} skipped; wrote {', '.join(map(str, written)) or 'nothing'}",
        markup=False,
        soft_wrap=True,
    )
    if report.left:
        told = f"{len(report.left)} narrative(s) got no answer and are left; run the same command again to go on"
        out.print(told, soft_wrap=True)


class Ended(NamedTuple):
    """A run that is over, and what is told of it."""

    report: RunReport
    written: Sequence[Path]
    seconds: float
    confidence: InForce
    spent: Spent
    price: Price | None


def tell_end(ended: Ended, *, as_json: bool, quiet: bool) -> None:
    """Prints what came of a run, and ends the program with the exit code of that."""
    report, written, seconds, confidence, spent, price = ended
    complain(all_failures(report))
    if as_json:
        told = summary(report, written, seconds) | confidence_as_json(confidence)
        print_json(told | {"model": spent_as_json(spent, price)})
    elif not quiet:
        tell(report, written, seconds)
        tell_confidence(confidence)
        tell_spent(spent, price)
    if not report.complete:
        raise typer.Exit(SOME_FAILED)


def all_failures(report: RunReport) -> Sequence[Failure]:
    """What failed and what got no answer, files before narratives."""
    return (*report.failures, *report.item_failures, *report.left)


def tell_confidence(confidence: InForce) -> None:
    """Prints whether confidence is a probability; where it is not, why."""
    if confidence.calibration is not None:
        told = f"confidence is calibrated ({confidence.calibration.sha256[:_DIGEST]})"
    else:
        told = f"confidence is not calibrated, it only ranks: {confidence.why_not}"
    out.print(told, markup=False, soft_wrap=True)


def confidence_as_json(confidence: InForce) -> dict[str, Any]:
    """The calibration in force; null where there is none, and then why."""
    if confidence.calibration is not None:
        return {"calibration": confidence.calibration.sha256}
    return {"calibration": None, "uncalibrated": confidence.why_not}


def tell_spent(spent: Spent, price: Price | None) -> None:
    """Prints what was asked of a model, where anything was."""
    if not spent.attempts:
        return
    unknown = f", unknown for {spent.unknown}" if spent.unknown else ""
    out.print(
        f"{spent.attempts} request(s) to the model: {spent.tokens_in:,} tokens in ({spent.tokens_cached:,} cached),"
        f" {spent.tokens_out:,} out{unknown}; {_cost(spent, price)}",
        markup=False,
        soft_wrap=True,
    )


def _cost(spent: Spent, price: Price | None) -> str:
    if price is None:
        return "cost unknown: no price table, or the model is not in it (EXTRACTOR_PRICES)"
    return f"cost {'at least ' if spent.unknown else ''}{cost_of(spent, price):.4f} {price.currency}"


def spent_as_json(spent: Spent, price: Price | None) -> dict[str, Any]:
    """What was asked of a model; its cost is null where it is not known."""
    known = price is not None and not spent.unknown
    cost = cost_of(spent, price) if known and price else None
    return {**spent._asdict(), "cost": cost, "currency": price.currency if price else None}


def tell_estimate(estimate: Estimate, price: Price | None) -> None:
    """Prints what a run would ask."""
    cost = (
        f"at most {price.cost(estimate.tokens_in, 0, estimate.tokens_out):.4f} {price.currency}" if price else "unknown"
    )
    out.print(
        f"{estimate.narratives} narrative(s) would be asked about, {estimate.answered} are answered already;"
        f" {estimate.requests} request(s), about {estimate.tokens_in:,} tokens in,"
        f" at most {estimate.tokens_out:,} out; cost {cost}",
        markup=False,
        soft_wrap=True,
    )
