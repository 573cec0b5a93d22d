"""Column types that bring back what was put in, on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import DateTime, Dialect, Double
from sqlalchemy.types import TypeDecorator

from ..errors import StoreError
from ..records import Number

_EXACT: Final = 2**53
"""Whole numbers up to here are their own doubles."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC; a naive one is taken as local time."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, without its zone."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone, UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class PlainNumber(TypeDecorator[Number]):
    """A number that is an integer again where it is whole."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: Number | None, dialect: Dialect) -> float | None:
        """The number as a float; StoreError where that would change it (beyond 2**53)."""
        del dialect
        if value is None:
            return None
        kept = float(value)
        if kept != value:
            raise StoreError(f"{value} is too large to be stored without rounding; correct it in the bulletin")
        return kept

    def process_result_value(self, value: float | None, dialect: Dialect) -> Number | None:
        """The number, an `int` where it is whole."""
        del dialect
        if value is None:
            return None
        return int(value) if value.is_integer() and abs(value) <= _EXACT else value
