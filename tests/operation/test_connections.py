"""How many connections to the database one process has."""

from contextlib import ExitStack

from quizapp import create_app
from quizapp.config import Settings
from quizapp.database import db

THREADS = 20
"""More than SQLAlchemy opens by itself."""


def test_as_many_requests_as_are_answered_at_once_reach_the_database(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"threads": THREADS}))
    with app.app_context(), ExitStack() as open_now:
        open_now.callback(db.engine.dispose)
        held = [open_now.enter_context(db.engine.connect()) for _ in range(THREADS + 1)]
        assert all(connection.connection.is_valid for connection in held)
