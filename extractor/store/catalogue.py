"""What a store holds, in brief: enough to list and rank items without reading them whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine, Executable, func, select
from sqlalchemy.orm import Session, selectinload

from ..errors import StoreError
from ..records import Extraction, Fact, ItemResult, MarkKind, Severity
from .database import plain_errors
from .rebuilding import extraction_of, fact_of, item_result_of, whole_extractions
from .tables import BulletinRow, ExtractionRow, FactRow, FindingRow, ItemRow, ResultRow, RunRow

_AT_ONCE: Final = 500
"""Keys that one query names."""
_TEXTS: Final = ("id", "number", "heading", "task", "deadline", "narrative", "reported_status")
_ITEMS: Final = (
    select(ItemRow.key, ItemRow.extraction_key, ItemRow.units, *(getattr(ItemRow, name) for name in _TEXTS))
    .join(ResultRow)
    .order_by(ItemRow.key)
)
_DOUBTS: Final = (
    select(FactRow.item_key, FactRow.mark_kind, FactRow.confidence)
    .join(ItemRow, ItemRow.key == FactRow.item_key)
    .order_by(FactRow.key)
)
_FINDINGS: Final = (
    select(FindingRow.item_key, FindingRow.check_name, FindingRow.severity)
    .join(ItemRow, ItemRow.key == FindingRow.item_key)
    .order_by(FindingRow.key)
)


class BulletinEntry(NamedTuple):
    """A bulletin as one run took it apart."""

    extraction_key: int
    run_id: str
    stem: str
    sha256: str
    title: str
    issuer: str
    issue_date: date | None
    anchor_date: date | None
    path: str | None
    """Where the document lay when it was read."""


class ItemEntry(NamedTuple):
    """An item that has a result."""

    item_key: int
    bulletin: BulletinEntry
    id: str
    number: str
    heading: str
    task: str
    units: tuple[str, ...]
    deadline: str
    narrative: str
    reported_status: str | None
    doubts: tuple[tuple[MarkKind, float], ...]
    """Of each fact its kind and confidence."""
    findings: tuple[tuple[str, Severity], ...]
    """Of each finding the name of its check and its severity."""


class ToldFact(NamedTuple):
    """A blocker (`category`, `halted`), or the completion that a task has reached (`value`, in percent)."""

    category: str | None
    halted: bool | None
    value: float | None


_TOLD: Final = (
    select(FactRow.item_key, FactRow.category, FactRow.halted, FactRow.value)
    .where(
        (FactRow.mark_kind == "blockers")
        | ((FactRow.mark_kind == "percentages") & (FactRow.measure == "completion") & (FactRow.role == "actual"))
    )
    .order_by(FactRow.key)
)


class Catalogue:
    """Reads the entries; raises StoreError where the database refuses."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    def latest_extraction(self) -> int:
        """Key of the extraction added last; 0 where there is none."""
        with plain_errors(self._name), Session(self._engine) as session:
            return session.scalar(select(func.max(ExtractionRow.key))) or 0

    def entries(self, after: int = 0) -> tuple[ItemEntry, ...]:
        """The items with a result of the extractions added after the one with that key, in their order."""
        with plain_errors(self._name), Session(self._engine) as session:
            bulletins = _bulletins(session, after)
            doubts = _grouped(session, _DOUBTS.where(ItemRow.extraction_key > after))
            findings = _grouped(session, _FINDINGS.where(ItemRow.extraction_key > after))
            return tuple(
                ItemEntry(
                    item_key=row.key,
                    bulletin=bulletins[row.extraction_key],
                    units=tuple(unit for unit, _ in row.units),
                    doubts=tuple(doubts[row.key]),
                    findings=tuple(findings[row.key]),
                    **{name: getattr(row, name) for name in _TEXTS},
                )
                for row in session.execute(_ITEMS.where(ItemRow.extraction_key > after))
            )

    def states_told(self) -> Mapping[int, tuple[ToldFact, ...]]:
        """Item key → the blockers, and the completion reached, that its facts tell."""
        with plain_errors(self._name), Session(self._engine) as session:
            told = _grouped(session, _TOLD)
            return {key: tuple(ToldFact(*row) for row in rows) for key, rows in told.items()}

    def facts(self, item_keys: Collection[int]) -> Mapping[int, tuple[Fact, ...]]:
        """Item key → the facts of the machine, in their order."""
        found: defaultdict[int, list[Fact]] = defaultdict(list)
        keys = sorted(item_keys)
        with plain_errors(self._name), Session(self._engine) as session:
            for at in range(0, len(keys), _AT_ONCE):
                query = select(FactRow).where(FactRow.item_key.in_(keys[at : at + _AT_ONCE]))
                for row in session.scalars(query.order_by(FactRow.item_key, FactRow.position)):
                    found[row.item_key].append(fact_of(row))
        return {key: tuple(found[key]) for key in keys}

    def extraction(self, key: int) -> Extraction:
        """The extraction with that key; raises StoreError with the code ``no_item`` where there is none."""
        with plain_errors(self._name), Session(self._engine) as session:
            row = session.scalars(whole_extractions().where(ExtractionRow.key == key)).first()
            if row is None:
                raise StoreError(f"{self._name}: no extraction with the key {key}", code="no_item")
            return extraction_of(row)

    def item(self, item_key: int) -> ItemResult:
        """The item with that key; raises StoreError with the code ``no_item`` where it has no result."""
        with plain_errors(self._name), Session(self._engine) as session:
            query = select(ItemRow, ResultRow).join(ResultRow).where(ItemRow.key == item_key)
            options = (selectinload(ResultRow.facts), selectinload(ResultRow.findings))
            found = session.execute(query.options(*options)).first()
            if found is None:
                raise StoreError(f"{self._name}: no item with the key {item_key}", code="no_item")
            return item_result_of(*found)


def _bulletins(session: Session, after: int) -> Mapping[int, BulletinEntry]:
    query = (
        select(ExtractionRow, RunRow.id, BulletinRow.stem, BulletinRow.sha256)
        .join(RunRow)
        .join(BulletinRow)
        .where(ExtractionRow.key > after)
    )
    return {
        row.key: BulletinEntry(
            row.key, run, stem, sha256, row.title, row.issuer, row.issue_date, row.anchor_date, row.path
        )
        for row, run, stem, sha256 in session.execute(query)
    }


def _grouped(session: Session, query: Executable) -> Mapping[int, list[Any]]:
    """Item key → the rest of its rows."""
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for item_key, *rest in session.execute(query):
        grouped[item_key].append(tuple(rest))
    return grouped
