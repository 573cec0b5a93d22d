"""Parquet holds one typed row a fact."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from extractor.errors import ConfigurationError
from extractor.export import write_parquet
from extractor.export.parquet import FACTS
from extractor.records import Extraction
from tests.factories import extraction


def _read(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute("CREATE VIEW facts AS SELECT * FROM read_parquet($path)".replace("$path", f"'{path}'"))
        rows: list[tuple[object, ...]] = connection.execute(query).fetchall()
        return rows


def test_columns_are_typed(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Every column has the type it was declared with."""
    path = tmp_path / "facts.parquet"
    write_parquet(extractions, path)

    assert dict(FACTS) == {str(row[0]): row[1] for row in _read(path, "DESCRIBE facts")}


def test_rows_are_facts(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Each fact is a row; values come back as numbers, dates and truth values."""
    path = tmp_path / "it's.parquet"
    write_parquet(extractions, path.with_name("facts.parquet"))
    write_parquet(extractions, path)
    total = sum(len(one.result.facts) for each in extractions for one in each.results)

    assert [(total,)] == _read(tmp_path / "facts.parquet", "SELECT count(*) FROM facts")
    assert path.read_bytes()[:4] == b"PAR1"
    assert [(4_800_000.0, None, "元")] == _read(
        tmp_path / "facts.parquet", "SELECT value, halted, unit FROM facts WHERE text = '480萬元'"
    )
    assert [(True, date(2031, 6, 4))] == _read(
        tmp_path / "facts.parquet", "SELECT halted, issue_date FROM facts WHERE halted"
    )
    assert [(date(2030, 9, 11), date(2030, 9, 20))] == _read(
        tmp_path / "facts.parquet", 'SELECT "from", "to" FROM facts WHERE text = \'9月中旬\''
    )


def test_nothing_to_export(tmp_path: Path) -> None:
    """Without facts the file has its columns and no row."""
    write_parquet([], tmp_path / "facts.parquet")

    assert [(0,)] == _read(tmp_path / "facts.parquet", "SELECT count(*) FROM facts")


def test_missing_library_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without DuckDB the error names the command that installs it."""
    monkeypatch.setitem(sys.modules, "duckdb", None)

    with pytest.raises(ConfigurationError, match=r'pip install "bulletin-extractor\[parquet\]"'):
        write_parquet([extraction()], tmp_path / "facts.parquet")
