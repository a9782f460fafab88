"""Everything the page "how am I doing" shows, as one value."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.core import progress
from quizapp.core.items import Topic
from quizapp.core.progress import (
    FORECAST_DAYS,
    LAST_QUIZZES,
    LEAST_ANSWERS,
    LEAST_ASKED,
    QuizScore,
    Share,
    TopicStanding,
    Trend,
)
from quizapp.core.study_day import date_of
from quizapp.core.tallies import Confidence, Tally, add_up
from quizapp.models import LearnerRow
from quizapp.study import memory_queries, standing
from quizapp.study.log import clock_of
from quizapp.tallies import queries, regrading


@dataclass(frozen=True, kw_only=True)
class DueDay:
    """How many cards fall due on a study day."""

    date: str
    cards: int


@dataclass(frozen=True, kw_only=True)
class ActiveDay:
    """How many items of quizzes and how many cards were answered on a study day."""

    date: str
    answers: int
    cards: int


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """A quiz that was handed in: its items, how many were answered, how many of those were wholly right."""

    id: str
    title: str
    date: str
    items: int
    answered: int
    right: int


@dataclass(frozen=True, kw_only=True)
class ConfidenceLevel:
    """How often answers were right that were given with one confidence: unsure, fairly sure or sure."""

    confidence: str
    accuracy: Share


@dataclass(frozen=True, kw_only=True)
class Summary:
    """How a learner is doing on the study day ``today``; dates are ISO 8601, lists are oldest first.

    ``topics``, ``days`` and ``confidence`` tell of what was done from ``since`` on. ``topics`` holds those
    the learner has met, in the order in which topics are listed everywhere; ``days`` those on which something
    was done; ``forecast`` the study days from today on, overdue cards on the first.
    """

    today: str
    since: str
    topics: tuple[TopicStanding, ...]
    forecast: tuple[DueDay, ...]
    days: tuple[ActiveDay, ...]
    quizzes: tuple[Quiz, ...]
    trend: Trend | None
    confidence: tuple[ConfidenceLevel, ...]
    asks_confidence: bool
    simulated: bool


def summary(learner: LearnerRow, *, now: datetime) -> Summary:
    """Return how the learner is doing; five reads, whatever the number of cards, reviews and answers.

    Three more where the key of an item in one of the last quizzes was corrected since.
    """
    day = clock_of(learner).day(now)
    since = progress.first_calendar_day(day)
    counts = standing.by_topic(learner, day=day, since=since)
    quizzes = _quizzes(learner.id, now=now)
    return Summary(
        today=date_of(day).isoformat(),
        since=date_of(since).isoformat(),
        topics=tuple(_standing(topic, counts[topic]) for topic in Topic if topic in counts),
        forecast=_forecast(learner.id, day),
        days=tuple(
            ActiveDay(date=date_of(one.day).isoformat(), answers=one.answers, cards=one.reviews)
            for one in queries.by_day(learner_id=learner.id, since=since)
        ),
        quizzes=quizzes,
        trend=progress.trend([QuizScore(answered=row.answered, right=row.right) for row in quizzes]),
        confidence=_confidence(add_up(one.done for one in counts.values())),
        asks_confidence=learner.asks_confidence,
        simulated=learner.simulated,
    )


def _standing(topic: str, counts: standing.TopicCounts) -> TopicStanding:
    done, remembered = counts.done, counts.remembered
    return TopicStanding(
        topic=topic,
        accuracy=progress.share(done.right, done.answers, least=LEAST_ANSWERS),
        retrievability=progress.recall(remembered.retrievability, remembered.cards),
        retention=progress.share(done.recalled, done.asked, least=LEAST_ASKED),
    )


def _forecast(learner_id: int, day: int) -> tuple[DueDay, ...]:
    due = memory_queries.due_by_day(learner_id=learner_id, day=day, days=FORECAST_DAYS)
    return tuple(
        DueDay(date=date_of(one).isoformat(), cards=due.get(one, 0))
        for one in range(day, day + FORECAST_DAYS)
    )


def _quizzes(learner_id: int, *, now: datetime) -> tuple[Quiz, ...]:
    """Return the last quizzes, right by the keys as they are now."""
    rows = queries.last_quizzes(learner_id=learner_id, most=LAST_QUIZZES, now=now)
    more = regrading.more_right(
        {row.attempt_id for row in rows if row.holds_corrected}, learner_id=learner_id
    )
    return tuple(
        Quiz(
            id=str(row.attempt_id),
            title=row.title,
            date=date_of(row.day).isoformat(),
            items=row.items,
            answered=row.answered,
            right=row.right + more.get(row.attempt_id, 0),
        )
        for row in rows
    )


def _confidence(done: Tally) -> tuple[ConfidenceLevel, ...]:
    return tuple(
        ConfidenceLevel(
            confidence=level.name.lower().replace("_", "-"),
            accuracy=progress.share(right, answers, least=LEAST_ANSWERS),
        )
        for level in Confidence
        for answers, right in [done.with_confidence(level)]
    )
