"""The counts of a live session as a table for a spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.formats.sheets import as_csv

COLUMNS = ("step", "item", "version", "question", "answer", "is_right", "people")
LEFT_OUT = "left out"
"""Stands in the place of a count from which fewer than five people could be told."""


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """How many people answered what at a step; ``count`` is None where that is left out.

    ``item`` is the lasting id of an item and ``version`` its number; both are empty where no item is asked.
    """

    step: int
    item: str
    version: int | None
    question: str
    what: str
    is_right: bool
    count: int | None


def write_counts(rows: Iterable[CountRow]) -> bytes:
    """Return the rows as CSV."""
    cells = (
        (
            *(row.step, row.item, row.version, row.question, row.what),
            *("yes" if row.is_right else "", LEFT_OUT if row.count is None else row.count),
        )
        for row in rows
    )
    return as_csv([COLUMNS, *cells])
