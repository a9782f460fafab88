"""The database object, the base of all rows, and the column types; knows SQLAlchemy only."""

import math
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, DateTime, Engine, MetaData, String, Table, cast, event, exc
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; refuses a datetime without a zone. SQLite drops zones, so reading puts it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        if dialect.name == "sqlite":
            return _moment_from_text
        return super().result_processor(dialect, coltype)


def _moment_from_text(text: str | None) -> datetime | None:
    # To read a moment and then give it a zone takes five times as long, and a long log has many.
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


def moment_of(text: str) -> datetime:
    """Return the moment that a column holds which was read as text.

    PostgreSQL writes its zone, as “+00” or “+05:30”; SQLite writes none, and means UTC.
    """
    has_zone = text[-3] in "+-" or text[-6] in "+-"
    return datetime.fromisoformat(text if has_zone else f"{text}+00:00")


Utc = Annotated[datetime, mapped_column(UtcDateTime())]
UtcOrNone = Annotated[datetime | None, mapped_column(UtcDateTime())]


def id_text(column: InstrumentedAttribute[UUID]) -> ColumnElement[str]:
    """Return a column of ids as text, for reading many: to make UUIDs takes several times as long."""
    return cast(column, String).label(None)


def texts_of(id_: UUID) -> tuple[str, str]:
    """Return what an id is as text, in SQLite and in PostgreSQL."""
    return id_.hex, str(id_)


UuidKey = Annotated[UUID, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    """What every row class extends."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


reading: ContextVar[bool] = ContextVar("reading", default=False)
"""Set while a request only reads, so that it takes no write lock."""


@contextmanager
def writing() -> Iterator[None]:
    """Let what is done within write in transactions of its own, also in a request that only reads.

    What was read before is forgotten: a transaction that began by reading cannot take the write lock later.
    """
    db.session.rollback()
    marked = reading.set(False)
    try:
        yield
    finally:
        reading.reset(marked)


@contextmanager
def only_reading() -> Iterator[None]:
    """Let what is done within read in a transaction of its own that takes no write lock."""
    db.session.rollback()
    marked = reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        reading.reset(marked)


def committed() -> bool:
    """Commit, and tell whether that was done; where it would break a rule of the tables, take all back.

    Mostly a row with the same key was stored meanwhile: by a copy of the same request, or by somebody else.
    """
    try:
        db.session.commit()
    except exc.IntegrityError:
        db.session.rollback()
        return False
    return True


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


STORED_APART = "stored apart"
"""Where a session's ``info`` holds the rows that a statement stored for it, until it commits.

The session itself does not know of them, but whoever counts what is kept must.
"""

PATIENCE_MS = 10_000
"""For how long a writer waits for its turn, and who wants to connect for an answer."""


CACHE_KIB = 6_000
"""How much of an SQLite file a connection keeps in memory at most; with eight threads some 60 MB in all.

The 2 MB that are usual are read over and over for a year of answers.
"""

APART = 2
"""How many connections a process may open for what it does beside requests, such as letting guests go."""


def engine_options(url: str, *, threads: int) -> dict[str, Any]:
    """Return how an engine is made: it repeats nothing that a learner wrote, and does not wait for ever.

    Each of ``threads`` requests at once has a connection, so that none waits for another's.
    """
    options: dict[str, Any] = {
        "hide_parameters": True,
        "pool_size": threads,
        "max_overflow": APART,
        "pool_timeout": PATIENCE_MS / 1000,
    }
    if make_url(url).get_backend_name() == "postgresql":
        patience = f"-c lock_timeout={PATIENCE_MS}"
        options["connect_args"] = {"connect_timeout": PATIENCE_MS // 1000, "options": patience}
    return options


def make_sqlite_durable(engine: Engine) -> None:
    """Make every SQLite connection of ``engine`` keep what it acknowledged, and wait its turn to write.

    WAL with ``synchronous=FULL`` survives a killed process and a power cut. ``BEGIN IMMEDIATE`` takes the
    write lock at the start, so that a transaction that reads before it writes cannot fail half way; where
    ``reading`` is set, nothing will be written and no lock is taken.
    """

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we send BEGIN ourselves, below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={PATIENCE_MS}",
            f"cache_size=-{CACHE_KIB}",
            # What is deleted is overwritten, so that nobody finds it in the file later.
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        give_power(connection)

    def begin(dbapi_connection: Any) -> None:
        dbapi_connection.execute("BEGIN" if reading.get() else "BEGIN IMMEDIATE")

    # An event would do the same, but with one to listen for, each statement asks who listens to it as well.
    engine.dialect.do_begin = begin  # type: ignore[method-assign]


def write_anew(engine: Engine, tables: Sequence[Table]) -> None:
    """Let nothing that was deleted linger between the rows that are left of small tables, on SQLite.

    When SQLite divides or joins the pages of a table, it leaves copies of rows in the room that becomes free,
    and overwrites these no more when the rows are deleted later. Here every page is given back, by which it
    is overwritten, and what is left is put into fresh ones.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        # Not through SQLAlchemy, which would begin a transaction before the settings are made.
        raw = connection.connection.cursor()
        # While foreign keys are watched, rows are deleted one by one, and a last page keeps what it held.
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA temp_store=MEMORY")
        try:
            raw.execute("BEGIN IMMEDIATE")
            for table in tables:
                raw.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table.name}")  # noqa: S608 - our names
                raw.execute(f"DELETE FROM {table.name}")  # noqa: S608
                raw.execute(f"INSERT INTO {table.name} SELECT * FROM temp.kept")  # noqa: S608
                raw.execute("DROP TABLE temp.kept")
            raw.execute("COMMIT")
        finally:
            if raw.connection.in_transaction:
                raw.execute("ROLLBACK")
            raw.execute("PRAGMA temp_store=DEFAULT")
            raw.execute("PRAGMA foreign_keys=ON")
            raw.close()


def wipe_deleted(engine: Engine) -> bool:
    """Let nothing that was deleted linger in SQLite's log of changes; tell whether that is done.

    The log can be emptied while nobody reads from it. Writers have to wait meanwhile, so this does not wait
    long; what stays is gone after the next call.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        # Not through SQLAlchemy, which would begin a transaction; there is none to wait for.
        raw = connection.connection.cursor()
        raw.execute("PRAGMA busy_timeout=500")
        is_busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        raw.close()
    return not is_busy


def give_power(connection: sqlite3.Connection) -> None:
    """Give a connection the function ``power`` where SQLite was built without mathematics."""
    try:
        connection.execute("SELECT power(2.0, 0.5)")
    except sqlite3.OperationalError:
        connection.create_function("power", 2, math.pow, deterministic=True)


PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
}
"""What SQLite says when a file is locked, or a disk is full or away."""


def is_away(error: exc.SQLAlchemyError) -> bool:
    """Tell whether the database was busy or out of reach, so that the same request may succeed later."""
    if isinstance(error, exc.TimeoutError):  # every connection is in use
        return True
    cause = error.orig if isinstance(error, exc.DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the primary code; the others say more exactly what happened.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in PASSING
    return isinstance(error, exc.OperationalError)
