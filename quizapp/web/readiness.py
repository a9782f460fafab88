"""Whether the application can serve: its database answers and has the tables of this version."""

from pathlib import Path

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from quizapp import revisions
from quizapp.database import db


def why_not() -> str | None:
    """Return in a sentence why requests would fail now, or None when they would not."""
    migrations = Path(current_app.extensions["migrate"].directory)
    try:
        with db.engine.connect() as connection:
            stored = revisions.stored(connection)
    except SQLAlchemyError:
        return "The database does not answer."
    if stored != revisions.head(migrations):
        return "The tables of the database are not those of this version. Run `quizapp init`."
    return None
