"""What a run came to, in counts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, func, select

from ..records import Run
from .tables import ExtractionRow, FactRow, FailureRow, FindingRow, ItemRow, ResultRow, RunRow, SkipRow


@dataclass(frozen=True)
class RunSummary:
    """A run and its counts; ``read == done + failed + skipped`` always holds."""

    run: Run
    done: int
    """Files that gave a bulletin."""
    failed: int
    """Files that gave none."""
    skipped: int
    """Files left out on purpose."""
    items: int
    """Items of the bulletins done."""
    results: int
    """Those of them that were extracted from."""
    narratives_failed: int
    """Those that failed, each with its reason."""
    facts: int
    findings: int

    @property
    def read(self) -> int:
        """Files that were given."""
        return self.done + self.failed + self.skipped

    @property
    def items_failed(self) -> int:
        """Items without a result."""
        return self.items - self.results

    @property
    def left(self) -> int:
        """Items that nothing has come of yet."""
        return self.items_failed - self.narratives_failed


def summaries() -> Select[RunRow, int, int, int, int, int, int, int, int]:
    """The query for every run, first to last, with its counts in the order of `RunSummary`."""
    extraction, item = ExtractionRow.__table__, ItemRow.__table__
    items = extraction.join(item)
    results = items.join(ResultRow.__table__)
    facts = results.join(FactRow.__table__)
    findings = extraction.join(FindingRow.__table__)
    whole_file = FailureRow.extraction_key.is_(None)
    return select(
        RunRow,
        _count(extraction, ExtractionRow.run_key == RunRow.key),
        _count(FailureRow.__table__, FailureRow.run_key == RunRow.key, whole_file),
        _count(SkipRow.__table__, SkipRow.run_key == RunRow.key),
        _count(items, ExtractionRow.run_key == RunRow.key),
        _count(results, ExtractionRow.run_key == RunRow.key),
        _count(FailureRow.__table__, FailureRow.run_key == RunRow.key, ~whole_file),
        _count(facts, ExtractionRow.run_key == RunRow.key),
        _count(findings, ExtractionRow.run_key == RunRow.key),
    ).order_by(RunRow.key)


def _count(rows: FromClause, *where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(rows).where(*where).correlate(RunRow).scalar_subquery()
