"""Opening a database: its address, its settings, its transactions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from ..errors import StoreError

_BUSY_MILLISECONDS: Final = 15_000
"""How long to wait for another program's write."""

_JOURNAL_KEPT: Final = 4_000_000
"""Bytes of the journal that stay on disk between two transactions."""

_DRIVER: Final = "postgresql+psycopg"
"""What a ``postgresql://`` URL is opened with."""

_ON_CONNECT: Final = (
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}",
    # SQLite before 3.51.3 can corrupt a database in WAL mode; a journal that stays is four times as fast as one deleted
    "PRAGMA journal_mode=PERSIST",
    f"PRAGMA journal_size_limit={_JOURNAL_KEPT}",
    "PRAGMA synchronous=FULL",
)


def address_of(url_or_path: str | Path | URL) -> URL:
    """The database a user names by URL or by the path of a SQLite file."""
    if isinstance(url_or_path, URL):
        return url_or_path
    if isinstance(url_or_path, str) and "://" in url_or_path:
        try:
            url = make_url(url_or_path)
            return url.set(drivername=_DRIVER) if url.drivername == "postgresql" else url
        except ArgumentError as error:
            raise StoreError("the URL of the store cannot be read; write sqlite:///PATH or postgresql://…") from error
    return URL.create("sqlite", database=str(url_or_path))


def there(url: URL) -> bool:
    """Whether there is a database to open; of one on a server it is taken for granted."""
    file = file_of(url)
    return file is None or file.exists()


def make_folder(url: URL) -> None:
    """Makes the folder that the file of a SQLite database is to be in."""
    file = file_of(url)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{file.parent}: cannot be made ({error.strerror}); name another path") from error


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory or on a server."""
    named = url.database if url.get_backend_name() == "sqlite" else None
    return Path(named) if named and named != ":memory:" else None


def name_of(url: URL) -> str:
    """What to call the database in a message: its path, or its URL without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return url.render_as_string(hide_password=True)


def connect(url: URL) -> Engine:
    """An engine for the database; nothing is opened yet."""
    try:
        engine = create_engine(url, hide_parameters=True, json_serializer=partial(json.dumps, ensure_ascii=False))
    except (SQLAlchemyError, ImportError) as error:
        raise StoreError(
            f"{name_of(url)}: no driver for this kind of database ({error}); "
            'install it (for PostgreSQL: pip install "bulletin-extractor[postgresql]"), or name a SQLite file'
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def let_go(engine: Engine) -> None:
    """Closes the connections, and removes the emptied journal of a SQLite file that nobody else writes to."""
    engine.dispose()
    file = file_of(engine.url)
    if file is None or not file.exists():
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file, timeout=0)) as connection:
        connection.execute("PRAGMA journal_mode=PERSIST")
        connection.execute("PRAGMA journal_mode=DELETE")


def for_writing(engine: Engine) -> Engine:
    """The same database, each transaction of which claims the right to write as it begins.

    A SQLite transaction that reads first and writes later may be refused at once instead of waiting its turn.
    """
    return engine.execution_options(writes=True)


@contextmanager
def plain_errors(name: str) -> Iterator[None]:
    """Turns what goes wrong in the database called `name` into StoreError, without any text of the documents."""
    try:
        yield
    except IntegrityError as error:
        raise StoreError(f"{name}: already stored, or of a run that is not there ({error.orig})") from error
    except DBAPIError as error:
        raise StoreError(f"{name}: {error.orig}; {_advice(str(error.orig))}") from error
    except StatementError as error:
        # A value that a column type refused, before it reached the database
        raise StoreError(f"{name}: {error.orig}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{name}: {error}; check the address of the store") from error
    except ValidationError as error:
        raise StoreError(f"{name}: holds a record that this version cannot read; was it edited by hand?") from error


def _advice(reason: str) -> str:
    for words, advice in _ADVICE.items():
        if words in reason:
            return advice
    return "check that the store is whole and can be reached"


_ADVICE: Final = {
    "not a database": "name another file, for this one is not a store",
    "malformed": "restore it from a backup, or run the extraction again into a new file",
    "unable to open": "check that the path is a file you may read and write",
    "readonly": "make the file and its folder writable, or name another file",
    "locked": "another program is writing to it; wait for it to finish and try again",
    "full": "free some space on the disk and try again",
}


def _set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # The driver would begin transactions by itself, and late
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _ON_CONNECT:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
