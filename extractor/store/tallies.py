"""What came of each bulletin of a run, counted by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from .tables import IN_ORDER, BulletinRow, ExtractionRow, FactRow, FailureRow, FindingRow, ItemRow, ResultRow


class Tally(NamedTuple):
    """A bulletin in counts; ``tasks == done + failures + left``."""

    stem: str
    layout: str
    why: str
    """What the layout was told by."""
    tasks: int
    done: int
    failures: int
    marks: Mapping[str, int]
    """Facts by kind; kinds without any are missing."""
    findings: int
    remarks: tuple[str, ...]
    """Findings about the bulletin as a whole, in English."""

    @property
    def left(self) -> int:
        """Items that nothing has come of yet."""
        return self.tasks - self.done - self.failures


def tallies(session: Session, run_key: int) -> Sequence[Tally]:
    """The bulletins of a run in their order."""
    of_run = ExtractionRow.run_key == run_key
    items = select(ItemRow.extraction_key, func.count()).join(ExtractionRow).where(of_run)
    tasks = _counts(session, items.group_by(ItemRow.extraction_key))
    done = _counts(session, items.join(ResultRow).group_by(ItemRow.extraction_key))
    failed = select(FailureRow.extraction_key, func.count()).where(FailureRow.run_key == run_key)
    failures = _counts(session, failed.group_by(FailureRow.extraction_key))
    found = select(FindingRow.extraction_key, func.count()).join(ExtractionRow).where(of_run)
    findings = _counts(session, found.group_by(FindingRow.extraction_key))
    marks, remarks = _marks(session, run_key), _remarks(session, run_key)
    bulletins = select(ExtractionRow.key, BulletinRow.stem, ExtractionRow.layout, ExtractionRow.layout_why)
    query = bulletins.join(BulletinRow).where(of_run).order_by(*IN_ORDER)
    return [
        Tally(
            stem=stem,
            layout=layout,
            why=why,
            tasks=tasks.get(key, 0),
            done=done.get(key, 0),
            failures=failures.get(key, 0),
            marks=marks.get(key, {}),
            findings=findings.get(key, 0),
            remarks=remarks.get(key, ()),
        )
        for key, stem, layout, why in session.execute(query)
    ]


def _counts(session: Session, query: Select[int | None, int]) -> dict[int | None, int]:
    return {key: count for key, count in session.execute(query)}  # noqa: C416 - rows are no pairs to a type checker


def _marks(session: Session, run_key: int) -> dict[int, dict[str, int]]:
    query = select(ItemRow.extraction_key, FactRow.mark_kind, func.count()).join(ExtractionRow)
    query = query.join(ResultRow, ResultRow.item_key == ItemRow.key).join(FactRow)
    found: dict[int, dict[str, int]] = {}
    grouped = query.where(ExtractionRow.run_key == run_key).group_by(ItemRow.extraction_key, FactRow.mark_kind)
    for key, kind, count in session.execute(grouped):
        found.setdefault(key, {})[kind] = count
    return found


def _remarks(session: Session, run_key: int) -> dict[int, tuple[str, ...]]:
    query = select(FindingRow.extraction_key, FindingRow.en).join(ExtractionRow)
    query = query.where(ExtractionRow.run_key == run_key, FindingRow.item_key.is_(None))
    found: dict[int, tuple[str, ...]] = {}
    for key, told in session.execute(query.order_by(FindingRow.key)):
        found[key] = (*found.get(key, ()), told)
    return found
