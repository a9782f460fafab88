"""Statements that are made once: making one takes longer than running it."""

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from sqlalchemy.sql.expression import ClauseElement

Wishes = ParamSpec("Wishes")
Statement = TypeVar("Statement", bound=ClauseElement)


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
