"""The chance of recall before each answer of a card, by the plain formula of FSRS-6, quickly.

py-fsrs makes two objects of every review, and looking back over 100,000 of them took it seconds. This is its
formula and nothing else, for looking back: what a card does next is always asked of py-fsrs itself.
"""

import math
from collections.abc import Sequence
from typing import TypeAlias

from fsrs.scheduler import STABILITY_MIN

from quizapp.core.forgetting import LONGEST_DAYS

Parameters: TypeAlias = Sequence[float]
"""The 21 numbers of FSRS-6."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4  # plain numbers: members of an enum are slower than the rest of it


class LookingBack:
    """FSRS-6 with one set of parameters; what does not change from answer to answer is worked out once."""

    def __init__(self, parameters: Parameters) -> None:
        w = self._w = tuple(parameters)
        ratings = (AGAIN, AGAIN, HARD, GOOD, EASY)  # so that a rating finds its number at its own place
        self._decay = -w[20]
        self._factor = math.pow(0.9, 1 / self._decay) - 1
        self._same_day = [math.exp(w[17] * (rating - 3 + w[18])) for rating in ratings]
        self._short_fall = math.exp(w[17] * w[18])
        self._growth = [math.exp(w[8]) * bonus for bonus in (1.0, 1.0, w[15], 1.0, w[16])]
        self._step = [w[6] * (rating - 3) / 9 for rating in ratings]
        self._pull = w[7] * (w[4] - math.exp(w[5] * 3) + 1)

    def chances(self, answers: Sequence[tuple[int, int]]) -> list[float]:
        """Return the chance of recall just before each answer of a card: rating, days since the one before.

        The first answer has nothing before it: its chance says nothing and is 0.
        """
        decay, factor, keep, longest = self._decay, self._factor, 1 - self._w[7], float(LONGEST_DAYS)
        rating, _ = answers[0]
        stability = max(self._w[rating - 1], STABILITY_MIN)
        difficulty = _within(self._w[4] - math.exp(self._w[5] * (rating - 1)) + 1)
        found = [0.0]
        for rating, days in answers[1:]:
            chance = math.pow(1 + factor * days / stability, decay)
            found.append(chance)
            stability = self._after(stability, difficulty, rating, chance, days)
            stability = min(max(stability, STABILITY_MIN), longest)
            difficulty = _within(self._pull + keep * (difficulty - self._step[rating] * (10.0 - difficulty)))
        return found

    def _after(self, stability: float, difficulty: float, rating: int, chance: float, days: int) -> float:
        w = self._w
        if days < 1:
            growth = self._same_day[rating] * math.pow(stability, -w[19])
            return stability * (growth if rating == AGAIN or growth > 1 else 1.0)
        if rating == AGAIN:
            kept = math.pow(difficulty, -w[12]) * (math.pow(stability + 1, w[13]) - 1)
            return min(w[11] * kept * math.exp((1 - chance) * w[14]), stability / self._short_fall)
        surprise = math.exp((1 - chance) * w[10]) - 1
        growth = self._growth[rating] * (11 - difficulty) * math.pow(stability, -w[9]) * surprise
        return stability * (1 + growth)


def _within(difficulty: float) -> float:
    return 1.0 if difficulty < 1.0 else min(difficulty, 10.0)
