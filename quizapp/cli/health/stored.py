"""Whether the database answers, is whole, and holds what it should."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from quizapp import revisions
from quizapp.banks import queries
from quizapp.cli.health.check import Check
from quizapp.database import db
from quizapp.live import reducing


def stored(*, now: datetime) -> Iterator[Check]:
    """Look into the database; needs the application's context."""
    try:
        file = whole()
        if file:
            yield file
            if not file.ok:
                return
        tables = schema()
        yield tables
        if tables.ok:
            yield banks()
            yield live_sessions(now=now)
    except SQLAlchemyError as error:
        yield Check(
            name="database",
            ok=False,
            message=f"Database: it does not answer ({type(error).__name__}).",
            fix="See that it runs, and that QUIZAPP_DATABASE_URL names it with the right user and password.",
        )


def schema() -> Check:
    newest = revisions.head(Path(current_app.extensions["migrate"].directory))
    with db.engine.connect() as connection:
        found = revisions.stored(connection)
    if not found:
        return Check(
            name="database",
            ok=False,
            message="Database: answers, and has no tables yet.",
            fix="Run `quizapp init`.",
        )
    same = found == newest
    return Check(
        name="database",
        ok=same,
        message="Database: answers, and its tables are "
        + (f"up to date ({newest})." if same else f"not those of this version ({found}, not {newest})."),
        fix="Make a backup with `quizapp backup`, stop the server, then run `quizapp init`.",
    )


def whole() -> Check | None:
    """Look for damage in an SQLite file; PostgreSQL looks after itself."""
    if db.engine.dialect.name != "sqlite":
        return None
    try:
        with db.engine.connect() as connection:
            sound = connection.execute(text("PRAGMA quick_check")).scalars().all() == ["ok"]
    except OperationalError:  # it does not answer, which is another matter
        raise
    except DatabaseError:
        sound = False
    return Check(
        name="database-whole",
        ok=sound,
        message="Database: the file is " + ("whole." if sound else "damaged."),
        fix="Stop the server, keep a copy of the file, and run `quizapp restore` with the newest backup.",
    )


def banks() -> Check:
    summaries = queries.bank_summaries()
    offered = sum(summary.offered for summary in summaries)
    return Check(
        name="banks",
        ok=offered > 0,
        message=f"Banks: {len(summaries)} are loaded, with {offered} questions on offer.",
        fix="Run `quizapp bank load`; `quizapp bank check` says what is wrong with a bank.",
    )


def live_sessions(*, now: datetime) -> Check:
    count = reducing.overdue(now=now)
    hold = "1 that is over still holds" if count == 1 else f"{count} that are over still hold"
    return Check(
        name="live-sessions",
        ok=count == 0,
        message=f"Live sessions: {hold if count else 'none that is over holds'} people’s answers.",
        fix="The job worker deletes them: start `quizapp serve`, or run `python -m quizapp.worker` beside "
        "your own server.",
    )
