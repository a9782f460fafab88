"""How a learner is doing: shares that say when they are too small to say anything, and what has changed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.study_day import EPOCH

LEAST_ANSWERS = 10
"""Fewer answers say nothing yet: of ten, one more or less right is a tenth."""

LEAST_ASKED = 20
"""Fewer reviews say nothing of true retention, which lies near 90 %: of twenty, two are forgotten."""

LEAST_CARDS = 5
"""Fewer cards say nothing of a topic, however well each of them is known."""

LEAST_QUIZZES = 6
"""Fewer quizzes have no trend: three before, three after."""

LAST_QUIZZES = 12
FORECAST_DAYS = 30
CALENDAR_WEEKS = 53


@dataclass(frozen=True, kw_only=True)
class Share:
    """``hits`` of ``of``; ``value``, from 0 to 1, is None where that is too few to say."""

    hits: int
    of: int
    value: float | None


@dataclass(frozen=True, kw_only=True)
class Recall:
    """How well cards would be recalled now, from 0 to 1 on average; None where they are too few to say."""

    cards: int
    value: float | None


@dataclass(frozen=True, kw_only=True)
class TopicStanding:
    """How a learner stands in a topic.

    ``accuracy``: answers in quizzes that were wholly right. ``retrievability``: of the cards that were ever
    studied, now. ``retention``: first reviews of a study day, of cards past their learning steps, that were
    recalled.
    """

    topic: str
    accuracy: Share
    retrievability: Recall
    retention: Share


@dataclass(frozen=True, kw_only=True)
class QuizScore:
    """A quiz that was handed in: its answered items, and how many of them were wholly right."""

    answered: int
    right: int


class Direction(StrEnum):
    """Where the results of quizzes go."""

    UP = "up"
    LEVEL = "level"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The earlier and the later half of some quizzes, and what the difference says."""

    direction: Direction
    earlier: Share
    later: Share


def share(hits: int, of: int, *, least: int) -> Share:
    """Return a share; of fewer than ``least`` there are too few to say."""
    return Share(hits=hits, of=of, value=hits / of if of >= least else None)


def recall(mean: float, cards: int) -> Recall:
    """Return how well some cards would be recalled."""
    return Recall(cards=cards, value=mean if cards >= LEAST_CARDS else None)


def trend(quizzes: Sequence[QuizScore]) -> Trend | None:
    """Return how the results of some quizzes have changed, oldest first; None where they are too few.

    The halves differ where chance alone would hardly make them differ so much: by twice the standard error
    of two shares, as far as the answers of one learner are independent.
    """
    if len(quizzes) < LEAST_QUIZZES:
        return None
    middle = len(quizzes) // 2
    earlier, later = _pooled(quizzes[:middle]), _pooled(quizzes[middle:])
    if earlier.value is None or later.value is None:
        return None
    rise = later.value - earlier.value
    both = (earlier.hits + later.hits) / (earlier.of + later.of)
    error = math.sqrt(both * (1 - both) * (1 / earlier.of + 1 / later.of))
    if abs(rise) <= 2 * error:
        return Trend(direction=Direction.LEVEL, earlier=earlier, later=later)
    return Trend(direction=Direction.UP if rise > 0 else Direction.DOWN, earlier=earlier, later=later)


def first_calendar_day(day: int) -> int:
    """Return the Monday with which the calendar begins whose last week holds ``day``."""
    # Day numbers count from 1970-01-01; ordinals count from a Monday, which is 1.
    monday = day - (day + EPOCH - 1) % 7
    return monday - 7 * (CALENDAR_WEEKS - 1)


def _pooled(quizzes: Sequence[QuizScore]) -> Share:
    return share(
        sum(quiz.right for quiz in quizzes), sum(quiz.answered for quiz in quizzes), least=LEAST_ANSWERS
    )
