"""A run written in the forms people use: Parquet as folders of parts, all else as a run on one machine writes it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from ..errors import ConfigurationError
from ..export import quoted
from ..service import Outcome, export
from .outcomes import TABLES
from .record import Record

_PARQUET = "parquet"
_PART_SIZE = "256MB"


def write(record: Record, formats: Sequence[str], out: Path) -> tuple[Path, ...]:
    """The run written to the folder `out` in each of `formats`; the paths written.

    Parquet is a folder each of facts, findings and failures. Raises `ConfigurationError` where it cannot be written.
    """
    written: list[Path] = []
    for name in formats:
        if name == _PARQUET:
            written += (_write_table(record, table, columns, out / table) for table, columns in TABLES.items())
        else:
            outcome = Outcome(record.run, record.extractions(), record.failures("failed"), record.skips())
            written += export(outcome, [name], out)
    return tuple(written)


def _write_table(record: Record, name: str, columns: Mapping[str, str], folder: Path) -> Path:
    draft, former = folder.with_name(f".{name}.part"), folder.with_name(f".{name}.former")
    chosen = ", ".join(f"CAST(row.{_name(column)} AS {kind}) AS {_name(column)}" for column, kind in columns.items())
    rows = f"SELECT position, unnest({name}) AS row, generate_subscripts({name}, 1) AS place FROM {record.parts}"  # noqa: S608
    rows += " WHERE outcome <> 'left'"
    try:
        for leftover in (draft, former):
            shutil.rmtree(leftover, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect() as connection:
            connection.execute(f"SET temp_directory = {quoted(str(record.folder / '.sorting'))}")
            # One thread, so that the parts follow each other in the order of the documents
            connection.execute("SET threads = 1")
            connection.execute(
                f"COPY (SELECT {chosen} FROM ({rows}) ORDER BY position, place) TO {quoted(str(draft))}"  # noqa: S608
                f" (FORMAT parquet, FILE_SIZE_BYTES '{_PART_SIZE}', FILENAME_PATTERN 'part-{{i}}')"
            )
        if folder.exists():
            folder.rename(former)
        draft.rename(folder)
        shutil.rmtree(former, ignore_errors=True)
    except (OSError, duckdb.IOException) as error:
        raise ConfigurationError(f"{folder}: cannot be written ({error}); free some space or name another") from error
    return folder


def _name(column: str) -> str:
    return f'"{column}"'
