"""Who a simulated student is, and on which days they study."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quizapp.core.forgetting import make_scheduler

BY_WEEKDAY = (0.95, 1.1, 1.0, 0.9, 0.6, 0.35, 0.7)
"""How readily a student studies from Monday to Sunday: the class meets on Tuesdays, Saturdays are free."""

HOURS = ((0.2, 7.8, 0.6), (0.25, 12.6, 0.7), (0.55, 19.6, 1.4))
"""When they study: on the way there, at noon, in the evening; the share of each, its hour and its spread."""

FADING = 0.96
"""What is left of a student's diligence a week later."""

STOP_SHARE, GAP_SHARE, STATES_CONFIDENCE, FOUR_BUTTONS = 0.18, 0.3, 0.4, 0.25


@dataclass(frozen=True, kw_only=True)
class Student:
    """What makes one student differ from the others.

    ``ability`` is on the scale of log odds, around 0. ``scheduler`` holds the student's own forgetting, which
    the service does not know: it plans with the defaults. ``pace`` is how many seconds an answer takes them,
    half of the time; ``patience`` how many cards they answer in one go; ``overconfidence`` what they add to
    how sure they are.
    """

    ability: float
    diligence: float
    scheduler: fsrs.Scheduler
    pace: float
    patience: int
    new_per_day: int
    buttons: int
    states_confidence: bool
    overconfidence: float
    first_day: int
    last_day: int | None
    gap: range

    def studies_on(self, number: int, weekday: int, rng: Random) -> bool:
        """Tell whether the student studies on the day of that number since the class began."""
        stopped = self.last_day is not None and number > self.last_day
        if number < self.first_day or stopped or number in self.gap:
            return False
        readiness = self.diligence * BY_WEEKDAY[weekday] * math.pow(FADING, number / 7)
        return rng.random() < readiness


def draw_student(rng: Random, *, days: int) -> Student:
    """Return a student of a class that lasts so many days; some stop early, some are away for a while."""
    first_day = min(int(rng.expovariate(0.4)), days // 4)
    stops = rng.random() < STOP_SHARE
    away = rng.randrange(days) if rng.random() < GAP_SHARE else days
    return Student(
        ability=rng.gauss(0.2, 0.7),
        diligence=min(max(rng.gauss(0.62, 0.18), 0.15), 0.95),
        scheduler=make_scheduler(parameters=draw_parameters(rng)),
        pace=6.5 * rng.lognormvariate(0, 0.3),
        patience=rng.randint(12, 40),
        new_per_day=rng.choice((5, 8, 10, 20)),
        buttons=4 if rng.random() < FOUR_BUTTONS else 2,
        states_confidence=rng.random() < STATES_CONFIDENCE,
        overconfidence=rng.gauss(0.15, 0.25),
        first_day=first_day,
        last_day=rng.randint(first_day, max(first_day, days * 3 // 4)) if stops else None,
        gap=range(away, away + rng.randint(5, 9)),
    )


def made_steady(student: Student) -> Student:
    """Return the student as one to look at: middling, never away, and always saying how sure they are."""
    return replace(
        student,
        ability=0.0,
        diligence=max(student.diligence, 0.7),
        states_confidence=True,
        first_day=0,
        last_day=None,
        gap=range(0),
    )


def draw_parameters(rng: Random) -> list[float]:
    """Return FSRS-6's parameters as one person might have them: the defaults, each a fifth more or less."""
    bounds = zip(DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return [min(max(value * rng.lognormvariate(0, 0.2), low), high) for value, low, high in bounds]


def draw_moment(day: date, zone: ZoneInfo, rng: Random) -> datetime:
    """Return when on a day a student sits down: between six in the morning and eleven at night."""
    ((_, hour, spread),) = rng.choices(HOURS, weights=[share for share, _, _ in HOURS])
    seconds = min(max(rng.gauss(hour, spread), 6.0), 23.0) * 3600
    local = datetime.combine(day, time(), tzinfo=zone) + timedelta(seconds=int(seconds))
    return local.astimezone(UTC)
