"""What the pages of the cards in numbers are given to show."""

from collections.abc import Mapping
from datetime import date, datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.core import statistics
from quizapp.core.forgetting import Rating
from quizapp.core.items import Topic
from quizapp.core.knowledge import WEEKS
from quizapp.core.progress import LEAST_ASKED, first_calendar_day
from quizapp.core.statistics import Age, Horizon, Period
from quizapp.core.study_day import EPOCH, date_of
from quizapp.core.study_queue import Scope
from quizapp.core.waiting import days_in_words
from quizapp.progress import card_history, charts, curves
from quizapp.progress import statistics as numbers_service
from quizapp.progress.distributions import distributions
from quizapp.progress.history_lines import history_lines
from quizapp.progress.statistics import Numbers
from quizapp.study.pages import LABELS
from quizapp.study.service import ShownCard
from quizapp.web import learners
from quizapp.web.filters import TOPIC_NAMES

AGE_NAMES = {
    Age.LEARNING: "Being learned",
    Age.YOUNG: "Young",
    Age.MATURE: "Old",
}
PERIOD_NAMES = {
    Period.DAY: "Today",
    Period.WEEK: "Last 7 days",
    Period.MONTH: "Last 30 days",
    Period.YEAR: "Last 12 months",
}
HORIZON_NAMES = {Horizon.MONTH: "30 days", Horizon.QUARTER: "90 days", Horizon.YEAR: "A year"}
STEP_NAMES = {1: "day", 7: "week", 28: "four weeks"}
LAST_DAYS = 30

WEEKS_TOLD = {
    0: "A year ago",
    WEEKS - 27: "Six months ago",
    WEEKS - 14: "Three months ago",
    WEEKS - 5: "Four weeks ago",
    WEEKS - 1: "Now",
}


def numbers_page(scope: Scope, horizon: Horizon, *, now: datetime) -> ResponseReturnValue:
    """Return the cards of a scope in numbers; for somebody without any, what to do."""
    learner = learners.current()
    found = numbers_service.numbers(learner, scope, horizon=horizon, now=now) if learner else None
    return render_template(
        "progress/cards.html",
        section="cards",
        scope=str(scope),
        scopes=_scopes(),
        numbers=None if found is None or found.is_empty else found,
        **(_charts(found) if found and not found.is_empty else {}),
    )


def history_page(card: ShownCard, *, now: datetime) -> ResponseReturnValue:
    """Return a card's own history."""
    found = card_history.history(learners.require(), card.state, now=now)
    return render_template(
        "progress/card.html",
        section="cards",
        card=card,
        item=card.content.content.item,
        history=found,
        lines=history_lines(found.answers),
        chart=curves.card_chart(found.points, today=found.today),
        first=date_of(found.points[0].day) if found.points else None,
        last=date_of(found.points[-1].day) if found.points else None,
        told=_told(found),
    )


def _scopes() -> list[tuple[str, str]]:
    banks = [(f"bank:{slug}", title) for slug, title in numbers_service.banks()]
    return [
        ("all", "All cards"),
        *banks,
        *((f"topic:{topic}", f"Topic: {TOPIC_NAMES[topic]}") for topic in Topic),
    ]


def _charts(found: Numbers) -> dict[str, object]:
    today = date.fromisoformat(found.today)
    done = {date.fromisoformat(one.date): one for one in found.days}
    last = [date.fromordinal(today.toordinal() - ago) for ago in range(LAST_DAYS - 1, -1, -1)]
    monday = date_of(first_calendar_day(today.toordinal() - EPOCH))
    return {
        "horizons": HORIZON_NAMES,
        "due_chart": charts.bars_chart([one.cards for one in found.forecast.steps]),
        "due_rows": [(_step_words(one.first, one.days), one.cards) for one in found.forecast.steps],
        "step_name": STEP_NAMES[statistics.STEP[found.forecast.horizon]],
        "answers_chart": charts.bars_chart([done[day].answers if day in done else 0 for day in last]),
        "minutes_chart": charts.bars_chart([done[day].minutes if day in done else 0 for day in last]),
        "last_days": [done[day] for day in reversed(last) if day in done],
        "calendar": charts.calendar_chart(monday, today, {day: one.answers for day, one in done.items()}),
        "retention_chart": charts.rows_chart(
            [
                (
                    PERIOD_NAMES[one.period],
                    {"first": one.young.value, "second": one.mature.value, "third": one.all.value},
                )
                for one in found.retention
            ]
        ),
        "period_names": PERIOD_NAMES,
        "least": LEAST_ASKED,
        "distributions": distributions(found.cards),
        "hours_chart": charts.bars_chart([one.answers for one in found.hours]),
        "recall_chart": curves.hours_chart(found.hours),
        "buttons": [(AGE_NAMES[one.age], one.counts) for one in found.buttons],
        "buttons_chart": charts.rows_chart(
            [(AGE_NAMES[one.age], {"first": _known(one.counts)}) for one in found.buttons]
        ),
        "labels": LABELS[4],
        "topics": [(one, curves.weeks_chart(one.weeks)) for one in found.topics],
        "weeks_told": WEEKS_TOLD,
    }


def _known(counts: Mapping[Rating, int]) -> float | None:
    """Return the share of answers that were not Again, if it says something."""
    number = sum(counts.values())
    return (number - counts[Rating.AGAIN]) / number if number >= LEAST_ASKED else None


def _step_words(first: int, days: int) -> str:
    """Say which days of the forecast are meant: “tomorrow”, “in 7 to 13 days”."""
    return days_in_words(first) if days == 1 else f"in {first} to {first + days - 1} days"


def _told(found: card_history.CardHistory) -> list[tuple[str, float]]:
    """Return the points of a card's curve that its table tells: after each answer, today, and the last."""
    answered = {one.date for one in found.answers}
    days = {point.day: point for point in found.points}
    ends = {found.today, max(days, default=found.today)}
    return [
        (date_of(day).isoformat(), point.known)
        for day, point in days.items()
        if date_of(day).isoformat() in answered or day in ends
    ]
