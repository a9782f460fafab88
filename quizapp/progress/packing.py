"""Small numbers as one, in statements: rows are sorted into groups by one number in half the time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, case, cast, literal

BASE = 32
"""More than any number that is packed behind another."""


def packed(first: SQLColumnExpression[Any], *others: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """Return whole numbers, none of them negative, as one; all but the first are below ``BASE``."""
    number: SQLColumnExpression[Any] = cast(first, BigInteger)
    for other in others:
        number = number * BASE + other
    return cast(number, BigInteger)


def unpacked(number: int, parts: int) -> list[int]:
    """Return the numbers, so many, that were packed into one."""
    found = []
    for _part in range(parts - 1):
        number, part = divmod(number, BASE)
        found.append(part)
    return [number, *reversed(found)]


def step(value: SQLColumnExpression[Any], up_to: Sequence[int], *, first: int = 0) -> ColumnElement[int]:
    """Return the number of the first step that reaches a value; what lies above all is the step after.

    The steps are numbered from ``first`` on, and looked through by halves.
    """
    if not up_to:
        return literal(first)
    middle = len(up_to) // 2
    below = step(value, up_to[:middle], first=first)
    above = step(value, up_to[middle + 1 :], first=first + middle + 1)
    return case((value <= up_to[middle], below), else_=above)
