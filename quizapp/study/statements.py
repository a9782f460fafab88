"""Statements that are made once, and run past the session: either takes longer than the database itself."""

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from threading import Lock
from typing import ParamSpec, TypeVar, TypeVarTuple

from sqlalchemy import CursorResult
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.sql.selectable import TypedReturnsRows

from quizapp.database import db

Wishes = ParamSpec("Wishes")
Statement = TypeVar("Statement", bound=ClauseElement)
Columns = TypeVarTuple("Columns")


def made_once(make: Callable[Wishes, Statement]) -> Callable[Wishes, Statement]:
    """Keep the statement that ``make`` returns, and hand it to every thread whole.

    A statement fills in the columns of its subqueries when it is first compiled. Two threads that do so at
    once each make their own, and the rows of one are then looked up by the columns of the other.
    """

    def compiled(*args: Wishes.args, **kwargs: Wishes.kwargs) -> Statement:
        statement = make(*args, **kwargs)
        statement.compile()
        return statement

    kept, lock = lru_cache(maxsize=64)(compiled), Lock()

    @wraps(make)
    def once(*args: Wishes.args, **kwargs: Wishes.kwargs) -> Statement:
        with lock:
            return kept(*args, **kwargs)  # type: ignore[arg-type]

    return once


def plain_rows(stmt: TypedReturnsRows[*Columns], values: Mapping[str, object]) -> CursorResult[*Columns]:
    """Return the rows of a statement in the session's transaction; of columns, not of mapped objects.

    As the session itself does, it first stores what was changed in it.
    """
    db.session.flush()
    return db.session.connection().execute(stmt, values)
