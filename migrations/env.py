"""How Alembic reaches the database: through the application that runs the command."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection, text

from quizapp.database import UtcDateTime, db

WORD_INDEX = {"catalogue_words", "found_by", "ix_catalogue_found_by"}
"""What each database keeps in a way of its own, to find items by words; no model can say it."""


def include_name(name: str | None, _kind: str, _parents: Any) -> bool:
    """Leave the indexes of words to the migration that makes them; SQLite has tables behind its own."""
    return name is None or not (name in WORD_INDEX or name.startswith("catalogue_words_"))


def render_item(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as plain ones, so that a migration never depends on today's code."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """Switch foreign keys off in SQLite, where changing a table means dropping it, and check them at the end.

    With foreign keys on, dropping a table deletes what points to it.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    # The driver's own connection: SQLAlchemy would begin a transaction, in which the switch has no effect.
    driver = connection.connection.dbapi_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    driver.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.cursor().execute("PRAGMA foreign_keys=ON")


def check_foreign_keys(connection: Connection) -> None:
    """Stop, and undo the migration, when it left a row that points nowhere; PostgreSQL sees to it itself."""
    if connection.dialect.name == "sqlite":
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
        if orphans:
            raise RuntimeError(f"{len(orphans)} rows would point to rows that are not there: {orphans[0]}")


def migrate() -> None:
    """Run the migrations in one transaction."""
    with db.engine.connect() as connection, tables_may_be_rebuilt(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_name=include_name,
            render_item=render_item,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_foreign_keys(connection)


migrate()
