"""What somebody wishes to do with several cards at once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from quizapp.core.scheduling import Entry
from quizapp.core.setting_aside import Move

MOST_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What to do with several cards: a move, starting anew, or another day.

    ``day`` is when they shall come: a date, or in so many days; only another day looks at it.
    """

    id: UUID
    what: Move | Entry
    day: int | date = 0
