"""Requests handed in at an endpoint to be answered later, and what became of them."""

from __future__ import annotations

from sqlalchemy import Engine

from .sharing import SharedWrites


class BatchLog:
    """Batches."""

    def __init__(self, engine: Engine, name: str, writes: SharedWrites) -> None:
        self._engine = engine
        self._name = name
        self._writes = writes
