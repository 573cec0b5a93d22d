"""Column types that bring back what was put in, on every database."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import DateTime, Dialect, Double, Text
from sqlalchemy.types import TypeDecorator

from ..errors import StoreError
from ..records import Number

_EXACT: Final = 2**53
"""Whole numbers up to here are their own doubles."""


_ESCAPE: Final = "\x10"
_NUL: Final = "\x00"
_ESCAPED: Final = re.compile(f"{_ESCAPE}([{_ESCAPE}0])")


class AnyText(TypeDecorator[str]):
    """Text of any characters, NUL included, which PostgreSQL refuses: it is kept as DLE and 0, and DLE twice."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text without NUL."""
        del dialect
        if value is None or (_NUL not in value and _ESCAPE not in value):
            return value
        return value.replace(_ESCAPE, 2 * _ESCAPE).replace(_NUL, f"{_ESCAPE}0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it was."""
        del dialect
        if value is None or _ESCAPE not in value:
            return value
        return _ESCAPED.sub(lambda match: match[1].replace("0", _NUL), value)


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
