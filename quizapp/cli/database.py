"""The database for commands: what is wrong with it is said in plain sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import OperationalError, ProgrammingError


@contextmanager
def tables() -> Iterator[None]:
    """Say what to do when the database has no tables yet, or does not answer."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        raise click.ClickException(
            "The database has no tables yet, or does not answer. Run `quizapp init`; if that does not help, "
            "`quizapp doctor` says what is wrong."
        ) from error
