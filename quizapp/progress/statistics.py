"""Everything the page "your cards in numbers" shows, as one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core import knowledge, progress, statistics
from quizapp.core.items import Topic
from quizapp.core.knowledge import Week
from quizapp.core.progress import Share
from quizapp.core.statistics import (
    DAYS_UP_TO,
    TENTHS,
    Buttons,
    Forecast,
    Horizon,
    Hour,
    Retention,
    StudiedDay,
)
from quizapp.core.study_day import Moment, date_of
from quizapp.core.study_queue import Scope
from quizapp.models import LearnerRow
from quizapp.progress import statistics_queries as queries
from quizapp.progress.statistics_queries import Asker
from quizapp.study import plans
from quizapp.study.log import clock_of


@dataclass(frozen=True, kw_only=True)
class Today:
    """What was done with cards today; ``recalled``: of those that came back, at the first try of the day.

    ``row`` is on how many days in a row cards were studied; None where the learner does not want to see it.
    """

    answers: int
    minutes: int
    recalled: Share
    row: int | None


@dataclass(frozen=True, kw_only=True)
class DayDone:
    """Answers to cards on a study day, and how long they took as far as it was measured."""

    date: str
    answers: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Cards:
    """The cards that were ever studied, and how many of them would be known now.

    The others count cards by steps: the days until they come back after their last answer, the days until one
    in ten such cards is forgotten, how hard they are, and the chance to know them now, in tenths.
    """

    cards: int
    known: int
    intervals: tuple[int, ...]
    stabilities: tuple[int, ...]
    difficulties: tuple[int, ...]
    retrievabilities: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TopicKnown:
    """How well the cards of a topic were known, week by week, oldest first."""

    topic: str
    weeks: tuple[Week, ...]


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The cards of a scope in numbers; dates are ISO 8601.

    What was done is told from ``since`` on, which is later than a year ago where there is very much.
    ``one_in``: of the cards, only so many are looked at for what was known week by week.
    """

    today: str
    since: str
    is_cut: bool
    done: Today
    forecast: Forecast
    days: tuple[DayDone, ...]
    retention: tuple[Retention, ...]
    cards: Cards
    hours: tuple[Hour, ...]
    buttons: tuple[Buttons, ...]
    topics: tuple[TopicKnown, ...]
    one_in: int

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not (self.days or self.cards.cards)


def numbers(learner: LearnerRow, scope: Scope, *, horizon: Horizon, now: datetime) -> Numbers:
    """Return the cards of a scope in numbers; at most five reads, two more for days in a row."""
    at = clock_of(learner).moment(now)
    asker, curve = Asker(learner_id=learner.id, scope=scope), plans.curve_of(learner)
    since = progress.first_calendar_day(at.day)
    log = queries.log(asker, since=since)
    days = statistics.by_day(log.answers)
    memory = queries.memory(asker, curve, day=at.day)
    due = queries.due(asker, day=at.day, days=horizon)
    weeks = knowledge.by_week(queries.card_logs(asker, cards=memory.cards), curve, today=at.day)
    retention = statistics.retention(log.answers, today=at.day)
    row = _days_in_a_row(asker, days, at, since=since) if learner.shows_streak else None
    return Numbers(
        today=date_of(at.day).isoformat(),
        since=date_of(log.since).isoformat(),
        is_cut=log.since > since,
        done=_today(days, retention[0].all, at, row=row),
        forecast=statistics.forecast(due, today=at.day, horizon=horizon),
        days=tuple(_day(one) for one in days),
        retention=retention,
        cards=_cards(memory),
        hours=statistics.by_hour(log.answers),
        buttons=statistics.by_button(log.answers),
        topics=tuple(TopicKnown(topic=topic, weeks=weeks[topic]) for topic in Topic if topic in weeks),
        one_in=knowledge.one_in(memory.cards),
    )


def _today(days: Sequence[StudiedDay], recalled: Share, at: Moment, *, row: int | None) -> Today:
    done = next((_day(one) for one in days if one.day == at.day), None)
    return Today(
        answers=done.answers if done else 0,
        minutes=done.minutes if done else 0,
        recalled=recalled,
        row=row,
    )


def _days_in_a_row(asker: Asker, days: Sequence[StudiedDay], at: Moment, *, since: int) -> int:
    return statistics.days_in_a_row(
        {one.day for one in days},
        waited=queries.waited(asker, since=since),
        waiting=queries.waiting_since(asker, day=at.day),
        today=at.day,
    )


def _day(one: StudiedDay) -> DayDone:
    return DayDone(
        date=date_of(one.day).isoformat(), answers=one.answers, minutes=round(one.duration_ms / 60_000)
    )


def _cards(memory: queries.Memory) -> Cards:
    return Cards(
        cards=memory.cards,
        known=round(memory.known),
        intervals=statistics.in_steps(memory.intervals, len(DAYS_UP_TO) + 1),
        stabilities=statistics.in_steps(memory.stabilities, len(DAYS_UP_TO) + 1),
        difficulties=statistics.in_steps(memory.difficulties, TENTHS),
        retrievabilities=statistics.in_steps(memory.retrievabilities, TENTHS),
    )


def banks() -> list[tuple[str, str]]:
    """Return the lasting ids and titles of the banks that can be told apart."""
    return queries.banks()
