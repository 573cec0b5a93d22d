"""``gold check``: every check of every record, and of the records together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..records import GoldItem, GoldLine
from . import line_checks, value_checks
from .problems import Complaint, Problem, quoted
from .reading import Entry, read_gold

Check = Callable[[GoldLine], Iterator[Complaint]]

CHECKS: tuple[Check, ...] = (
    line_checks.identity,
    line_checks.words,
    line_checks.order,
    line_checks.numbers,
    line_checks.units,
    line_checks.days,
    line_checks.subjects,
    line_checks.blockers,
)
"""The checks of one labelled narrative, but for its offsets."""

PLACED_CHECKS: tuple[Check, ...] = (line_checks.overlaps, value_checks.values)
"""The checks that mean something only where all offsets are right."""

_Key = Callable[[Entry], object]


class Checked(NamedTuple):
    """The outcome of ``gold check``."""

    files: int
    lines: int
    """Records read, labels and segmentation together."""
    problems: tuple[Problem, ...]
    """In order of files and lines."""


def check_gold(paths: Sequence[Path]) -> Checked:
    """Everything wrong with the gold files or folders `paths`; never raises."""
    gold = read_gold(paths)
    problems = [*gold.problems, *_each(gold.entries), *_together(gold.entries)]
    rank = {file: nth for nth, file in enumerate(gold.files)}
    problems.sort(key=lambda problem: (rank.get(problem.file, -1), problem.line))
    return Checked(len(gold.files), len(gold.entries), tuple(problems))


def check_line(line: GoldLine) -> Iterator[Complaint]:
    """Everything wrong with one labelled narrative by itself."""
    misplaced = list(line_checks.offsets(line))
    yield from misplaced
    for check in CHECKS if misplaced else (*CHECKS, *PLACED_CHECKS):
        yield from check(line)


def _each(entries: Iterable[Entry]) -> Iterator[Problem]:
    for entry in entries:
        record = entry.record
        complaints = check_line(record) if isinstance(record, GoldLine) else line_checks.item_words(record)
        for complaint in complaints:
            yield Problem.at(entry.file, entry.line, complaint)


def _together(entries: Sequence[Entry]) -> Iterator[Problem]:
    labels = [entry for entry in entries if isinstance(entry.record, GoldLine)]
    items = [entry for entry in entries if isinstance(entry.record, GoldItem)]
    for group in (labels, items):
        yield from _twice(group, "id", "duplicate_id", "error")
        yield from _twice(group, "narrative", "duplicate_narrative", "warning")
    yield from _anchors(labels)
    yield from _same_items(labels, items)


def _twice(entries: Iterable[Entry], field: str, code: str, severity: str) -> Iterator[Problem]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        value = getattr(entry.record, field)
        first = seen.setdefault(value, entry)
        if first is not entry:
            message = f"{quoted(value)} stands already at {first.file}:{first.line}; keep one"
            yield Problem(entry.file, entry.line, field, code, message, "error" if severity == "error" else "warning")


def _anchors(labels: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[str, Entry] = {}
    for entry in labels:
        line = entry.record
        if isinstance(line, GoldLine):
            first = seen.setdefault(line.bulletin, entry)
            if isinstance(first.record, GoldLine) and first.record.anchor_date != line.anchor_date:
                message = (
                    f"{line.anchor_date} is not the day of {first.file}:{first.line}; a bulletin has one issue date"
                )
                yield Problem(entry.file, entry.line, "anchor_date", "anchor_differs", message, "warning")


def _same_items(labels: Iterable[Entry], items: Iterable[Entry]) -> Iterator[Problem]:
    by_id = {entry.record.id: entry for entry in items}
    for entry in labels:
        other = by_id.get(entry.record.id)
        if other is None:
            continue
        for field in ("item", "task", "narrative", "reported_status"):
            if _squeezed(getattr(entry.record, field)) != _squeezed(getattr(other.record, field)):
                message = f"differs from {other.file}:{other.line}; make them one"
                yield Problem(entry.file, entry.line, field, "segmentation_differs", message)


def _squeezed(value: str | None) -> str | None:
    return None if value is None else "".join(value.split())
