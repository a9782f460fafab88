"""Whether a simulated class is believable, in figures."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import TypeVar

from quizapp.core.items import Topic
from quizapp.core.study_day import date_of
from quizapp.core.tallies import NOTHING, Confidence, DayTopic, Tally, add_up

QUIET_DAYS = 14
"""Whoever did nothing for so long before the end counts as having stopped."""

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class StudentDay:
    """What one student did on one study day in one topic."""

    learner_id: int
    key: DayTopic
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of so many: ``share`` is none of nothing."""

    count: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class Quartiles:
    """The smallest, the three that part the whole in four, and the largest."""

    least: float
    lower: float
    median: float
    upper: float
    most: float


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of a class. Weeks count from its beginning; ``stopped`` did nothing in the last two weeks."""

    stopped: int
    days_per_student: Quartiles
    reviews_per_student: Quartiles
    seconds_per_card: Quartiles
    attempts: int
    attempts_finished: int
    answers: int
    reviews: int
    true_retention: Share
    true_retention_by_week: tuple[Share, ...]
    accuracy_by_week: tuple[Share, ...]
    accuracy_by_topic: dict[Topic, Share]
    accuracy_by_confidence: dict[str, Share]
    reviews_by_weekday: tuple[int, ...]


def describe(
    done: Sequence[StudentDay],
    *,
    students: int,
    first_day: int,
    days: int,
    attempts: int,
    attempts_finished: int,
    milliseconds: Sequence[int],
) -> Figures:
    """Return the figures of a class that began on ``first_day`` and lasted so many days."""
    whole = add_up(one.tally for one in done)
    by_week = _grouped(done, lambda one: (one.key.day - first_day) // 7)
    by_topic = _grouped(done, lambda one: Topic(one.key.topic))
    by_weekday = _grouped(done, lambda one: date_of(one.key.day).weekday())
    by_student = _grouped(done, lambda one: one.learner_id)
    weeks = [by_week.get(week, NOTHING) for week in range(days // 7)]
    active_late = {one.learner_id for one in done if one.key.day >= first_day + days - QUIET_DAYS}
    studied = {(one.learner_id, one.key.day) for one in done}
    return Figures(
        stopped=students - len(active_late),
        days_per_student=_quartiles([sum(key[0] == id_ for key in studied) for id_ in by_student]),
        reviews_per_student=_quartiles([tally.reviews for tally in by_student.values()]),
        seconds_per_card=_quartiles([duration / 1000 for duration in milliseconds]),
        attempts=attempts,
        attempts_finished=attempts_finished,
        answers=whole.answers,
        reviews=whole.reviews,
        true_retention=_share(whole.recalled, whole.asked),
        true_retention_by_week=tuple(_share(week.recalled, week.asked) for week in weeks),
        accuracy_by_week=tuple(_share(week.right, week.answers) for week in weeks),
        accuracy_by_topic={
            topic: _share(tally.right, tally.answers) for topic, tally in sorted(by_topic.items())
        },
        accuracy_by_confidence={
            confidence.name.lower(): _share(*reversed(whole.with_confidence(confidence)))
            for confidence in Confidence
        },
        reviews_by_weekday=tuple(by_weekday.get(weekday, NOTHING).reviews for weekday in range(7)),
    )


def _grouped(done: Iterable[StudentDay], group: Callable[[StudentDay], Group]) -> dict[Group, Tally]:
    tallies: dict[Group, list[Tally]] = defaultdict(list)
    for one in done:
        tallies[group(one)].append(one.tally)
    return {key: add_up(some) for key, some in tallies.items()}


def _share(part: int, whole: int) -> Share:
    return Share(count=whole, share=round(part / whole, 4) if whole else None)


def _quartiles(values: Sequence[float]) -> Quartiles:
    if len(values) < 2:
        only = float(values[0]) if values else 0.0
        return Quartiles(least=only, lower=only, median=only, upper=only, most=only)
    lower, median, upper = (round(value, 2) for value in quantiles(values, method="inclusive"))
    return Quartiles(
        least=round(min(values), 2), lower=lower, median=median, upper=upper, most=round(max(values), 2)
    )
