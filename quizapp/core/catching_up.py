"""After a break: no wall of cards, but a plan of a few a day, those that are known best first."""

import math
from dataclasses import dataclass

SHORTEST_BREAK = 4
"""How many study days without an answer are a break."""

FEWEST = 30
"""How many cards have to wait before a plan is offered; fewer are done in a sitting."""

LENGTHS = (7, 14, 28)
"""For how many study days a plan can be made."""


@dataclass(frozen=True, kw_only=True)
class CatchUp:
    """A plan: ``days`` study days with ``per_day`` reviews each, and nothing new."""

    days: int
    per_day: int


def is_behind(*, waiting: int, days_away: int | None) -> bool:
    """Tell whether a plan helps: many cards wait, and nothing was answered for days; None: nothing ever."""
    return waiting >= FEWEST and days_away is not None and days_away >= SHORTEST_BREAK


def plans(*, waiting: int, coming_a_day: float) -> tuple[CatchUp, ...]:
    """Return the plans that can be chosen: each does what waits, and what falls due meanwhile."""
    return tuple(CatchUp(days=days, per_day=math.ceil(waiting / days + coming_a_day)) for days in LENGTHS)
