"""How a memory fades and how long a card may wait: FSRS-6 on whole study days, and what it may be told."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import TypeAlias

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quizapp.core.errors import UnsoundParametersError
from quizapp.core.fsrs6 import LONGEST_DAYS, fsrs6

Scheduler: TypeAlias = fsrs.Scheduler
"""FSRS-6 with its 21 parameters and a wished retention."""

RETENTION = 0.9
"""The share of cards that should still be known on the day they come back."""

RETENTION_RANGE = (0.7, 0.99)

LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)


class Rating(IntEnum):
    """What a learner says about a card, by FSRS's numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, kw_only=True)
class PlainStep:
    """What one review leaves by the plain formula: stability and interval in days, difficulty 1 to 10."""

    stability: float
    difficulty: float
    interval_days: int


def make_scheduler(
    *, parameters: Sequence[float] = DEFAULT_PARAMETERS, retention: float = RETENTION
) -> fsrs.Scheduler:
    """Return py-fsrs's scheduler with our steps and without its chance.

    :raises UnsoundParametersError: not 21 numbers, or a number outside its range; the message says which.
    """
    low, high = RETENTION_RANGE
    if not low <= retention <= high:
        raise UnsoundParametersError(
            f"The retention is {retention:g}; it must lie between {low:g} and {high:g}."
        )
    if len(parameters) != len(DEFAULT_PARAMETERS):
        raise UnsoundParametersError(
            f"FSRS-6 has {len(DEFAULT_PARAMETERS)} parameters; {len(parameters)} were given."
        )
    bounds = zip(parameters, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    for number, (value, low, high) in enumerate(bounds):
        if not low <= value <= high:
            raise UnsoundParametersError(
                f"Parameter w{number} is {value:g}; it must lie between {low:g} and {high:g}."
            )
    return fsrs.Scheduler(
        parameters=parameters,
        desired_retention=retention,
        learning_steps=LEARNING_STEPS,
        relearning_steps=RELEARNING_STEPS,
        enable_fuzzing=False,
    )


DEFAULT_SCHEDULER = make_scheduler()


@dataclass(frozen=True, kw_only=True)
class ForgettingCurve:
    """FSRS-6's curve R(t) = (1 + factor · t/S)^decay, with the factor such that R(S) = 0.9."""

    factor: float
    decay: float

    def retrievability(self, stability: float, *, days: int) -> float:
        """Return the chance of recall so many study days after the last review."""
        return math.pow(1 + self.factor * days / stability, self.decay)

    def over_days(self, stability: float, days: Iterable[int]) -> list[float]:
        """Return the chance of recall after each of several numbers of study days."""
        factor, decay = self.factor, self.decay
        return [math.pow(1 + factor * number / stability, decay) for number in days]


def forgetting_curve(scheduler: fsrs.Scheduler) -> ForgettingCurve:
    """Return the curve of a scheduler's parameters."""
    decay = -scheduler.parameters[20]
    return ForgettingCurve(factor=math.pow(0.9, 1 / decay) - 1, decay=decay)


def interval_days(stability: float, *, scheduler: fsrs.Scheduler = DEFAULT_SCHEDULER) -> int:
    """Return the whole days, 1 to 36500, until recall falls to the wished retention; halves rounded up."""
    return fsrs6(scheduler.parameters).interval(stability, retention=scheduler.desired_retention)


def plain_schedule(
    ratings: Sequence[int], days: Sequence[int], *, scheduler: fsrs.Scheduler
) -> tuple[PlainStep, ...]:
    """Return what each review leaves by the plain formula: no steps, no spread, no order between the buttons.

    ``days`` are the study days since the review before; the first review has none before it: 0.

    :raises UnsoundParametersError: a rating or a day outside its range, or lists that do not fit together.
    """
    _check_history(ratings, days)
    memory = fsrs6(scheduler.parameters)
    stability, difficulty = memory.first(ratings[0])
    steps = []
    for place, (rating, elapsed) in enumerate(zip(ratings, days, strict=True)):
        if place:
            stability, difficulty = memory.after(stability, difficulty, rating, days=elapsed)
        steps.append(
            PlainStep(
                stability=stability,
                difficulty=difficulty,
                interval_days=interval_days(stability, scheduler=scheduler),
            )
        )
    return tuple(steps)


def _check_history(ratings: Sequence[int], days: Sequence[int]) -> None:
    if not ratings:
        raise UnsoundParametersError("At least one rating is needed.")
    if len(ratings) != len(days):
        raise UnsoundParametersError(
            f"Each rating needs its days: {len(ratings)} ratings and {len(days)} days were given."
        )
    for rating in ratings:
        if rating not in set(Rating):
            raise UnsoundParametersError(f"A rating is 1, 2, 3 or 4; {rating} was given.")
    for elapsed in days:
        if not 0 <= elapsed <= LONGEST_DAYS:
            raise UnsoundParametersError(f"Days lie between 0 and {LONGEST_DAYS}; {elapsed} was given.")
    if days[0] != 0:
        raise UnsoundParametersError("The first review has no review before it, so its days are 0.")
