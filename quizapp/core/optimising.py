"""Fitting the memory model to a learner: which answers count, and where the earlier part ends."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quizapp.core.errors import UnsoundParametersError
from quizapp.core.forgetting import Rating
from quizapp.core.fsrs6 import LONGEST_DAYS

LEAST_REVIEWS = 400
"""From how many answers on a fit is worth trying; fewer say too little about one person."""

LEAST_OUTCOMES = 64
"""How many answers on a later day there are at least; the optimiser itself gives its defaults under that."""

HELD_BACK = 0.2
"""The share of the outcomes, the newest, that new parameters are judged by and not fitted to."""

FOLDS = 5
"""How often, and on parts of the same size, a model is tried on what came after; as in srs-benchmark."""

ANSWERS = frozenset({"learning", "review", "relearning"})
"""Kinds of rows that are answers by the plan; practice that changes no plan (cram) is left out."""

RATINGS = frozenset(map(int, Rating))


class LoggedAnswer(NamedTuple):
    """What of a row of the log fitting looks at; rows that were undone, and undoings, are left out before."""

    item_id: int
    face: str
    kind: str
    rating: int
    day: int
    source: str
    clamped: bool


class Meeting(NamedTuple):
    """An answer to a card: on which study day, and how many after the answer before it.

    ``is_outcome``: it tells whether something was remembered overnight or longer, so a model may be fitted to
    it and judged by it.
    """

    rating: int
    days: int
    day: int
    is_outcome: bool


@dataclass(frozen=True, kw_only=True)
class Histories:
    """Every card's answers from its beginning on, oldest first, and how many answers count in all."""

    cards: tuple[tuple[Meeting, ...], ...]
    reviews: int

    @property
    def outcome_days(self) -> list[int]:
        """The study day of every outcome, in order."""
        return sorted(one.day for card in self.cards for one in card if one.is_outcome)


def histories(rows: Iterable[LoggedAnswer], *, with_quizzes: bool) -> Histories:
    """Return the histories of cards whose rows come card by card, oldest first.

    A card begins anew after a reset, and what was before it is left out. No outcome is an answer on the day
    of the one before, one whose time the device told wrongly, or the one after that. Without ``with_quizzes``
    answers in quizzes are no outcomes either and are not counted; they stay in the history, because the card
    was met there and its plan followed from it.

    :raises UnsoundParametersError: an answer's rating is not 1 to 4.
    """
    cards, reviews = [], 0
    for _card, log in groupby(rows, key=itemgetter(0, 1)):
        standing = _since_reset(log)
        if standing:
            cards.append(_meetings(standing, with_quizzes=with_quizzes))
            reviews += sum(with_quizzes or row.source != "quiz" for row in standing)
    return Histories(cards=tuple(cards), reviews=reviews)


def first_days(days: Sequence[int], shares: Sequence[float]) -> list[int]:
    """Return the study days with which parts begin that lie after ``shares`` of all outcomes, given in order.

    No day is cut in two, because what was answered on one day was learned and forgotten together. A day with
    which everything would begin is left out, and so is one that would come twice.
    """
    if not days:
        return []
    found = {days[min(int(len(days) * share), len(days) - 1)] for share in shares}
    return sorted(found - {days[0]})


def within_bounds(numbers: Sequence[float]) -> tuple[float, ...]:
    """Return fitted parameters, each moved into its range, which rounding may have left by a hair.

    :raises UnsoundParametersError: they are not 21 finite numbers.
    """
    if len(numbers) != len(DEFAULT_PARAMETERS) or not all(map(math.isfinite, numbers)):
        raise UnsoundParametersError("The optimiser gave no whole set of parameters.")
    bounds = zip(numbers, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(float(value), low), high) for value, low, high in bounds)


def _since_reset(log: Iterable[LoggedAnswer]) -> list[LoggedAnswer]:
    standing: list[LoggedAnswer] = []
    for row in log:
        if row.kind == "reset":
            standing = []
        elif row.kind in ANSWERS:
            if row.rating not in RATINGS:
                raise UnsoundParametersError(f"A rating is 1, 2, 3 or 4; {row.rating} was given.")
            standing.append(row)
    return standing


def _meetings(log: Sequence[LoggedAnswer], *, with_quizzes: bool) -> tuple[Meeting, ...]:
    met: list[Meeting] = []
    last, sure = log[0].day, False
    for _item, _face, _kind, rating, day, source, clamped in log:
        # A learner who travels west can answer on a study day before the last one; here no time is negative.
        days = min(day - last, LONGEST_DAYS) if day > last else 0
        last += days
        counts = sure and not clamped and days >= 1 and (with_quizzes or source != "quiz")
        met.append(Meeting(rating, days, last, counts))
        sure = not clamped
    return tuple(met)
