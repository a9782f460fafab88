"""What is kept of a person, counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.personal import queries
from quizapp.web.privacy import Person, PersonalTable


@dataclass(frozen=True, kw_only=True)
class Holding:
    """How many rows of a table are a person's, what they hold, and whether they stay without the person."""

    about: str
    count: int
    stays: bool


def of(person: Person, tables: Sequence[PersonalTable]) -> list[Holding]:
    """Return what is kept of a person."""
    mine = [(table, id_) for table in tables if (id_ := person.id_as(table.owner)) is not None]
    counts = queries.counts(mine)
    return [
        Holding(about=table.about, count=count, stays=table.stays)
        for (table, _), count in zip(mine, counts, strict=True)
        if count
    ]
