"""The cards in numbers as programs get them: what the pages show, without their words."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from quizapp.core.progress import Share
from quizapp.core.statistics import DAYS_UP_TO, TENTHS
from quizapp.core.study_day import date_of
from quizapp.progress.api_card_shapes import (
    ButtonsView,
    CardHistoryView,
    CardSpreadView,
    CardStatistics,
    CardStepView,
    CurvePointView,
    DoneTodayView,
    DueStepView,
    ForecastView,
    HourView,
    PastAnswerView,
    RatingCountView,
    RecalledView,
    RetentionView,
    StudiedDayView,
    TopicKnownView,
    WeekView,
)
from quizapp.progress.card_history import CardHistory
from quizapp.progress.statistics import Cards, Numbers

DAYS = [*pairwise((0.0, *DAYS_UP_TO)), (DAYS_UP_TO[-1], None)]
DIFFICULTIES = [(step, step) for step in range(1, TENTHS + 1)]
CHANCES = [(step / TENTHS, (step + 1) / TENTHS) for step in range(TENTHS)]


def statistics_view(found: Numbers, *, simulated: bool) -> CardStatistics:
    """Return the cards in numbers."""
    return CardStatistics(
        today=date.fromisoformat(found.today),
        since=date.fromisoformat(found.since),
        is_cut=found.is_cut,
        done=DoneTodayView(
            answers=found.done.answers,
            minutes=found.done.minutes,
            recalled=_share(found.done.recalled),
            days_in_a_row=found.done.row,
        ),
        forecast=ForecastView(
            days=int(found.forecast.horizon),
            backlog=found.forecast.backlog,
            steps=[DueStepView.model_validate(one, from_attributes=True) for one in found.forecast.steps],
        ),
        days=[
            StudiedDayView(date=date.fromisoformat(one.date), answers=one.answers, minutes=one.minutes)
            for one in found.days
        ],
        retention=[
            RetentionView(
                days=int(one.period),
                young=_share(one.young),
                mature=_share(one.mature),
                all=_share(one.all),
            )
            for one in found.retention
        ],
        cards=_spread(found.cards),
        hours=[
            HourView(hour=one.hour, answers=one.answers, recalled=_share(one.recalled)) for one in found.hours
        ],
        buttons=[
            ButtonsView(
                age=one.age,
                ratings=[RatingCountView(rating=rating, answers=n) for rating, n in one.counts.items()],
            )
            for one in found.buttons
        ],
        topics=[
            TopicKnownView(
                topic=one.topic,
                weeks=[
                    WeekView(date=date_of(week.day), cards=week.cards, known=week.known) for week in one.weeks
                ],
            )
            for one in found.topics
        ],
        one_in=found.one_in,
        simulated=simulated,
    )


def history_view(history: CardHistory, *, item: int, face: str) -> CardHistoryView:
    """Return what became of a card."""
    return CardHistoryView(
        item=item,
        face=face,
        today=date_of(history.today),
        answers=[
            PastAnswerView(
                date=date.fromisoformat(one.date),
                kind=one.kind,
                source=one.source,
                rating=one.rating,
                known=one.known,
                interval_days=one.interval_days,
            )
            for one in history.answers
        ],
        points=[CurvePointView(date=date_of(one.day), known=one.known) for one in history.points],
        holds_days=history.holds_days,
    )


def _share(share: Share) -> RecalledView:
    return RecalledView(hits=share.hits, of=share.of, value=share.value)


def _spread(cards: Cards) -> CardSpreadView:
    return CardSpreadView(
        cards=cards.cards,
        known=cards.known,
        intervals=_steps(DAYS, cards.intervals),
        stabilities=_steps(DAYS, cards.stabilities),
        difficulties=_steps(DIFFICULTIES, cards.difficulties),
        retrievabilities=_steps(CHANCES, cards.retrievabilities),
    )


def _steps(ends: Sequence[tuple[float, float | None]], counts: Sequence[int]) -> list[CardStepView]:
    return [
        CardStepView(low=low, high=high, cards=count) for (low, high), count in zip(ends, counts, strict=True)
    ]
