"""Bringing a store to the tables of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from ..errors import StoreError
from .database import for_writing
from .tables import Table

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, name: str) -> None:
    """Makes the tables of a new store, or brings an older one up to date, in one transaction.

    Raises StoreError where the database called `name` belongs to a newer version or to another program.
    """
    with engine.connect() as connection:
        if _is_current(connection, name):
            return
    with for_writing(engine).begin() as connection:
        command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for migrations over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = Table.metadata
    return config


def _is_current(connection: Connection, name: str) -> bool:
    script = ScriptDirectory(str(_FOLDER))
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        if set(inspect(connection).get_table_names()) - {"alembic_version"}:
            raise StoreError(f"{name}: holds the tables of another program; name a new file or an empty database")
        return False
    if revision not in {each.revision for each in script.walk_revisions()}:
        raise StoreError(
            f"{name}: written by a newer version of this program (its tables are at {revision!r}); "
            "install that version, or name another file"
        )
    return revision == script.get_current_head()
