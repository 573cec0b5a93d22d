"""Opening: settings, migrations, and files that are no store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event, inspect, text
from sqlalchemy import Table as DeclaredTable
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from extractor.errors import StoreError
from extractor.store import Store
from extractor.store.database import address_of, connect, for_writing, name_of
from extractor.store.migrating import configuration, upgrade
from extractor.store.tables import Table
from tests.factories import extraction, run


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """A database without tables."""
    made = connect(address_of(address))
    yield made
    made.dispose()


@pytest.fixture
def filed(path: Path) -> Iterator[Store]:
    """A store in a file, in which the run ``run-1`` has begun."""
    with Store.open(path) as opened:
        opened.begin_run(run())
        yield opened


def test_folder_is_made(tmp_path: Path) -> None:
    """The folder of a new store is made with it."""
    path = tmp_path / "out" / "deep" / "store.sqlite3"
    with Store.open(str(path)):
        assert path.is_file()


def test_url_and_path_open_the_same_store(filed: Store, path: Path) -> None:
    """A SQLite URL leads to the same store as the path."""
    filed.add_extraction("run-1", extraction())

    with Store.open(f"sqlite:///{path}") as same:
        assert (extraction(),) == tuple(same.extractions())


def test_settings_are_the_safe_ones(path: Path) -> None:
    """Every connection keeps a rollback journal, waits for the disk, checks references and waits its turn."""
    engine = connect(address_of(path))
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()

    assert {"journal_mode": "persist", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000} == found


def test_write_ahead_log_is_turned_off(filed: Store, path: Path) -> None:
    """A store that something else put into WAL mode is brought back to the rollback journal."""
    del filed
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode=WAL")

    with Store.open(path), closing(sqlite3.connect(path)) as plain:
        assert ("delete",) == plain.execute("PRAGMA journal_mode").fetchone()


def test_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    """The migrations lead to exactly the tables that the models declare."""
    upgrade(engine, "test")

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert [] == compare_metadata(context, Table.metadata)


def test_migrations_can_be_undone_and_done_again(engine: Engine) -> None:
    """Down to nothing and up again gives the same tables."""
    upgrade(engine, "test")
    before = set(inspect(engine).get_table_names())
    with for_writing(engine).begin() as connection:
        command.downgrade(configuration(connection), "base")
    left = set(inspect(engine).get_table_names())
    with for_writing(engine).begin() as connection:
        command.upgrade(configuration(connection), "head")

    assert {"alembic_version"} == left
    assert before == set(inspect(engine).get_table_names())


def test_store_emptied_by_a_downgrade_is_filled_again(engine: Engine, address: str) -> None:
    """A store whose tables were undone opens as a new one."""
    upgrade(engine, "test")
    with for_writing(engine).begin() as connection:
        command.downgrade(configuration(connection), "base")

    with Store.open(address) as store:
        assert () == store.runs()


def test_broken_migration_leaves_nothing(engine: Engine) -> None:
    """A migration cut short is undone whole, and the store can be opened afterwards."""

    def cut_short(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "CREATE TABLE facts" in statement:
            raise StoreError("cut short")

    event.listen(engine, "before_cursor_execute", cut_short)
    with pytest.raises(StoreError, match="cut short"):
        upgrade(engine, "test")
    left = inspect(engine).get_table_names()
    event.remove(engine, "before_cursor_execute", cut_short)
    upgrade(engine, "test")

    assert [] == left
    assert "facts" in inspect(engine).get_table_names()


def test_newer_store_is_refused(filed: Store, path: Path) -> None:
    """A store whose tables this version does not know says that a newer version wrote it."""
    del filed
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreError, match=r"store\.sqlite3: written by a newer version .*'9999'"):
        Store.open(path)


def test_database_of_another_program_is_refused(path: Path) -> None:
    """A database with tables of its own is not touched."""
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("CREATE TABLE notes (words TEXT)")

    with pytest.raises(StoreError, match="tables of another program"):
        Store.open(path)
    with closing(sqlite3.connect(path)) as plain:
        assert [("notes",)] == plain.execute("SELECT name FROM sqlite_master").fetchall()


def test_file_that_is_no_database_is_refused(path: Path) -> None:
    """A text file is named as such and left as it was."""
    path.write_text("序号,事项\n" * 200, "utf-8")

    with pytest.raises(StoreError, match=r"store\.sqlite3: file is not a database; name another file"):
        Store.open(path)
    assert path.read_text("utf-8").startswith("序号,事项")


def test_damaged_store_says_so(filed: Store, path: Path) -> None:
    """A store overwritten in the middle gives a message with advice, not a traceback of the driver."""
    filed.add_extraction("run-1", extraction())
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(StoreError, match="restore it from a backup"), Store.open(path) as damaged:
        list(damaged.extractions())


def test_record_edited_by_hand_says_so(filed: Store, path: Path) -> None:
    """A role that no version ever wrote is reported, not passed on."""
    filed.add_extraction("run-1", extraction())
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE facts SET role = 'perhaps'")

    with pytest.raises(StoreError, match="edited by hand"):
        list(filed.extractions())


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("", "unable to open database file"),
        ("file.txt/store.sqlite3", "cannot be made"),
        ("file.txt", "not a database"),
    ],
    ids=["a folder", "inside a file", "a text file"],
)
def test_impossible_place_is_refused(tmp_path: Path, place: str, reason: str) -> None:
    """A path where no store can be is named with the reason."""
    (tmp_path / "file.txt").write_text("words " * 100, "utf-8")

    with pytest.raises(StoreError, match=reason):
        Store.open(tmp_path / place)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense://", "no driver for this kind of database"),
        ("postgresql+nodriver://host/name", "no driver for this kind of database"),
        ("://", "URL of the store cannot be read"),
    ],
)
def test_impossible_url_is_refused(url: str, reason: str) -> None:
    """A URL that no driver takes is refused."""
    with pytest.raises(StoreError, match=reason):
        Store.open(url)


def test_password_is_never_shown() -> None:
    """Messages name a database without its password."""
    shown = name_of(address_of("postgresql://clerk:hunter2@db.example/facts"))

    assert "postgresql+psycopg://clerk:***@db.example/facts" == shown


@pytest.mark.parametrize("table", Table.metadata.sorted_tables, ids=lambda table: table.name)
def test_tables_suit_postgresql(table: DeclaredTable) -> None:
    """Every table can be declared on PostgreSQL, where a team keeps its store, without quoting any name."""
    declared = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]

    assert f"CREATE TABLE {table.name}" in declared
    assert '"' not in declared
