"""FSRS-6: how a memory fades, and what an answer makes of it; the formula of py-fsrs and nothing else.

py-fsrs copies a card and makes two objects for every review, so that rebuilding the states of 100,000 reviews
or looking back over them took it seconds. This gives the same numbers to the last digit; a property test
holds them against py-fsrs.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from fsrs.scheduler import STABILITY_MIN

Parameters: TypeAlias = Sequence[float]
"""The 21 numbers of FSRS-6."""

LONGEST_DAYS = 36500
"""The longest interval; also the highest stability, as in fsrs-rs (``S_MAX``). py-fsrs has no such limit."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4  # plain numbers: members of an enum are slower than the rest of it


class Fsrs6:
    """FSRS-6 with one set of parameters; what does not change from answer to answer is worked out once."""

    def __init__(self, parameters: Parameters) -> None:
        w = self._w = tuple(parameters)
        ratings = (AGAIN, AGAIN, HARD, GOOD, EASY)  # so that a rating finds its number at its own place
        self._decay = -w[20]
        self._factor = math.pow(0.9, 1 / self._decay) - 1
        self._same_day = [math.pow(math.e, w[17] * (rating - 3 + w[18])) for rating in ratings]
        self._short_fall = math.pow(math.e, w[17] * w[18])
        self._growth = math.pow(math.e, w[8])
        self._bonus = [1.0, 1.0, w[15], 1.0, w[16]]
        self._step = [-(w[6] * (rating - 3)) for rating in ratings]
        self._pull = w[7] * self._first_difficulty(EASY)
        self._keep = 1 - w[7]
        self._longest = float(LONGEST_DAYS)

    def first(self, rating: int) -> tuple[float, float]:
        """Return the stability, in days, and the difficulty, 1 to 10, after a card's first answer."""
        return max(self._w[rating - 1], STABILITY_MIN), _within(self._first_difficulty(rating))

    def chance(self, stability: float, *, days: int) -> float:
        """Return the chance of recall so many study days after the last answer."""
        return math.pow(1 + self._factor * days / stability, self._decay)

    def after(self, stability: float, difficulty: float, rating: int, *, days: int) -> tuple[float, float]:
        """Return stability and difficulty after an answer, so many study days after the one before."""
        chance = 1.0 if days < 1 else self.chance(stability, days=days)
        return self._after(stability, difficulty, rating, chance, days)

    def interval(self, stability: float, *, retention: float) -> int:
        """Return the whole days, 1 to 36500, until recall falls to a retention; halves rounded up."""
        per_stability = (math.pow(retention, 1 / self._decay) - 1) / self._factor
        return min(max(math.floor(stability * per_stability + 0.5), 1), LONGEST_DAYS)

    def chances(self, answers: Sequence[tuple[int, int]]) -> list[float]:
        """Return the chance of recall just before each answer of a card: rating, days since the one before.

        The first answer has nothing before it: its chance says nothing and is 0.
        """
        found = [0.0]
        stability, difficulty = self.first(answers[0][0])
        for rating, days in answers[1:]:
            chance = math.pow(1 + self._factor * days / stability, self._decay)
            found.append(chance)
            stability, difficulty = self._after(stability, difficulty, rating, chance, days)
        return found

    def _after(
        self, stability: float, difficulty: float, rating: int, chance: float, days: int
    ) -> tuple[float, float]:
        w = self._w
        if days < 1:
            growth = self._same_day[rating] * math.pow(stability, -w[19])
            grown = stability * (growth if rating == AGAIN or growth > 1 else 1.0)
        elif rating == AGAIN:
            kept = w[11] * math.pow(difficulty, -w[12]) * (math.pow(stability + 1, w[13]) - 1)
            grown = min(kept * math.pow(math.e, (1 - chance) * w[14]), stability / self._short_fall)
        else:
            surprise = math.pow(math.e, (1 - chance) * w[10]) - 1
            growth = self._growth * (11 - difficulty) * math.pow(stability, -w[9]) * surprise
            grown = stability * (1 + growth * self._bonus[rating])
        moved = difficulty + (10.0 - difficulty) * self._step[rating] / 9.0
        return min(max(grown, STABILITY_MIN), self._longest), _within(self._pull + self._keep * moved)

    def _first_difficulty(self, rating: int) -> float:
        return self._w[4] - math.pow(math.e, self._w[5] * (rating - 1)) + 1


@lru_cache(maxsize=1024)
def fsrs6(parameters: tuple[float, ...]) -> Fsrs6:
    """Return FSRS-6 with these parameters, made once."""
    return Fsrs6(parameters)


def _within(difficulty: float) -> float:
    return 1.0 if difficulty < 1.0 else min(difficulty, 10.0)
