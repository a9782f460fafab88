"""How a learner likes to study: limits, buttons, days."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.core.study_day import study_clock
from quizapp.core.study_queue import Limits
from quizapp.database import db
from quizapp.models import LearnerRow
from quizapp.study.log import clock_of

HIGHEST_LIMIT = 9999


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """How a learner likes to study."""

    new_per_day: int
    reviews_per_day: int
    new_inside_reviews: bool
    buttons: int
    shortcuts: bool
    swipes: bool
    types_answers: bool
    shows_choices: bool
    quiz_feeds_cards: bool
    leeches_rest: bool
    asks_confidence: bool
    text_size: str
    time_zone: str
    rollover_hour: int
    retention: float
    lighter_days: int
    spreads_load: bool
    shows_streak: bool


def preferences(learner: LearnerRow) -> Preferences:
    """Return how the learner likes to study."""
    names = Preferences.__dataclass_fields__
    return Preferences(**{name: getattr(learner, name) for name in names})


def defaults(*, time_zone: str) -> Preferences:
    """Return how somebody studies who chose nothing yet."""
    columns = LearnerRow.__table__.columns
    chosen = {name: columns[name].default.arg for name in Preferences.__dataclass_fields__}
    return Preferences(**chosen | {"time_zone": time_zone})


def change_preferences(learner: LearnerRow, wishes: Preferences) -> None:
    """Keep how the learner likes to study.

    :raises UnknownTimeZoneError: there is no such time zone.
    """
    study_clock(wishes.time_zone, wishes.rollover_hour)
    for name in Preferences.__dataclass_fields__:
        setattr(learner, name, getattr(wishes, name))
    db.session.commit()


def more_today(learner: LearnerRow, *, new: int, reviews: int, now: datetime) -> None:
    """Raise the limits by so many cards, for this study day only; asked twice, raised once."""
    learner.extra_day = clock_of(learner).day(now)
    learner.extra_new = min(new, HIGHEST_LIMIT)
    learner.extra_reviews = min(reviews, HIGHEST_LIMIT)
    db.session.commit()


@dataclass(frozen=True, kw_only=True)
class More:
    """By how many cards limits are raised."""

    new: int = 0
    reviews: int = 0


def raised_by(learner: LearnerRow, *, day: int) -> More:
    """Return by how much the learner raised the limits of a study day."""
    if learner.extra_day != day:
        return More()
    return More(new=learner.extra_new, reviews=learner.extra_reviews)


def catches_up(learner: LearnerRow, *, day: int) -> bool:
    """Tell whether the learner catches up with a break on a study day."""
    return learner.catch_up_until is not None and day <= learner.catch_up_until


def limits_of(learner: LearnerRow, *, day: int) -> Limits:
    """Return the learner's limits on a study day; while a break is caught up with, those of the plan."""
    more = raised_by(learner, day=day)
    if catches_up(learner, day=day):
        return Limits(new=more.new, reviews=learner.catch_up_per_day + more.reviews)
    return Limits(
        new=learner.new_per_day + more.new,
        reviews=learner.reviews_per_day + more.reviews,
        new_inside_reviews=learner.new_inside_reviews,
    )
