"""What one answer or review adds to a day's counts, from which the progress page is made."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Self

from quizapp.core.forgetting import Rating
from quizapp.core.grading import Mark
from quizapp.core.scheduling import Phase


class Confidence(IntEnum):
    """How sure a learner said they were before they saw the key."""

    UNSURE = 1
    FAIRLY_SURE = 2
    SURE = 3


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Counts of one learner, study day and topic; two tallies add up.

    ``answers`` are answered items of quizzes, ``right`` those that were wholly right; the six after them are
    the same for the answers with a confidence. ``reviews`` are answers to cards. ``asked`` are the reviews
    that count for true retention, ``recalled`` those of them that were not Again.
    """

    answers: int = 0
    right: int = 0
    unsure: int = 0
    unsure_right: int = 0
    fairly_sure: int = 0
    fairly_sure_right: int = 0
    sure: int = 0
    sure_right: int = 0
    reviews: int = 0
    asked: int = 0
    recalled: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(**{name: count + getattr(other, name) for name, count in self.counts.items()})

    def __neg__(self) -> Self:
        return type(self)(**{name: -count for name, count in self.counts.items()})

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts by name."""
        return dict(vars(self))  # every answer runs this, and `asdict` takes ten times as long

    def with_confidence(self, confidence: Confidence) -> tuple[int, int]:
        """Return how many answers were given with this confidence, and how many of them were right."""
        name = confidence.name.lower()
        return getattr(self, name), getattr(self, f"{name}_right")


NOTHING = Tally()
COUNTS = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True, kw_only=True)
class DayTopic:
    """What a tally is kept for, of one learner."""

    day: int
    topic: str


def of_answer(mark: Mark, confidence: int | None) -> Tally:
    """Return what an answer that now counts adds: one that was checked or handed in, and is not empty."""
    if not mark.answered:
        return NOTHING
    right = int(mark.is_right)
    tally = Tally(answers=1, right=right)
    if confidence is None:
        return tally
    name = Confidence(confidence).name.lower()
    return tally + Tally(**{name: 1, f"{name}_right": right})


def of_review(rating: Rating, *, phase: Phase, last_day: int | None, day: int, from_card: bool) -> Tally:
    """Return what a review adds; ``phase`` and ``last_day`` are those of the card before it.

    True retention as Anki has it: the first review on a study day of a card that had left its learning steps
    behind; recalled is anything but Again. A quiz answer is counted there as an answer, so it is no review of
    a card here, but it is asked and recalled like any other.
    """
    asked = phase is Phase.REVIEW and (last_day is None or last_day < day)
    return Tally(reviews=int(from_card), asked=int(asked), recalled=int(asked and rating is not Rating.AGAIN))


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of some tallies."""
    return sum(tallies, start=NOTHING)
