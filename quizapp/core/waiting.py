"""When a card comes back, as people say it."""

import math
from datetime import timedelta

from quizapp.core.scheduling import MemoryState
from quizapp.core.study_day import Moment, date_of


def comes_back(state: MemoryState, since: Moment) -> str:
    """Return when a card comes back: “now”, “in 10 min”, “tomorrow”, “in 4 days”, “in about 3 months”."""
    if state.due_day is not None:
        return days_in_words(state.due_day - since.day)
    if state.due_at is not None:
        return minutes_in_words(state.due_at - since.now)
    return "now"


def minutes_in_words(wait: timedelta) -> str:
    """Return a short wait in whole minutes, rounded up: “in 10 min”; from an hour on in hours."""
    minutes = math.ceil(wait / timedelta(minutes=1))
    if minutes <= 0:
        return "now"
    return f"in {minutes} min" if minutes < 60 else f"in {_counted(round(minutes / 60), 'hour')}"


def days_in_words(days: int) -> str:
    """Return a wait in study days: “today”, “tomorrow”, “in 4 days”, “in about 3 months”."""
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days <= 30:
        return f"in {days} days"
    if days < 350:
        return f"in about {_counted(round(days / 30.4), 'month')}"
    return f"in about {_counted(round(days / 365.25), 'year')}"


def day_by_name(day: int, today: int) -> str:
    """Return a coming study day by its name: “tomorrow”, “on Monday”, “on 3 December”, “on 3 March 2027”."""
    if day <= today + 1:
        return days_in_words(day - today)
    date = date_of(day)
    if day < today + 7:
        return f"on {date:%A}"
    year = "" if date.year == date_of(today).year else f" {date.year}"
    return f"on {date.day} {date:%B}{year}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
