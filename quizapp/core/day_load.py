"""How many cards wait on which study day, so that those to come are spread evenly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LIGHTER = 2.0
"""How much heavier a card weighs on a day of the week on which the learner wants half the load."""

MONDAY_OF_DAY_0 = 3
"""1970-01-01, study day 0, was a Thursday: the fourth day of its week."""


@dataclass(frozen=True, kw_only=True)
class DayLoad:
    """The cards due by study day, and the learner's lighter days of the week as bits, Monday the lowest."""

    cards: Mapping[int | None, int]
    lighter_days: int = 0

    def weight(self, day: int) -> float:
        """Return how full a study day would be with one card more."""
        is_lighter = self.lighter_days >> weekday(day) & 1
        return (self.cards.get(day, 0) + 1) * (LIGHTER if is_lighter else 1.0)

    def emptiest(self, days: Sequence[int], *, rather: int) -> int:
        """Return the day with most room; of equal ones that nearest to ``rather``, then the first."""
        return min(days, key=lambda day: (self.weight(day), abs(day - rather), day))


def weekday(day: int) -> int:
    """Return the day of the week of a study day: 0 Monday … 6 Sunday."""
    return (day + MONDAY_OF_DAY_0) % 7
