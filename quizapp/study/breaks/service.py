"""Coming back after a break: what waits, the plans that are offered, and the one that was chosen."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.core import catching_up
from quizapp.core.catching_up import CatchUp
from quizapp.core.study_day import date_of
from quizapp.database import db
from quizapp.models import LearnerRow
from quizapp.study import memory_queries
from quizapp.study.breaks import queries as break_queries
from quizapp.study.log import clock_of
from quizapp.study.preferences import catches_up


@dataclass(frozen=True, kw_only=True)
class Break:
    """What waits after a break, and what can be done: ``plans`` to choose from, or the one that runs.

    ``until`` is the last day of the plan that runs, as an ISO date; empty: none does.
    """

    waiting: int
    plans: tuple[CatchUp, ...]
    until: str
    per_day: int


NO_BREAK = Break(waiting=0, plans=(), until="", per_day=0)


def break_of(learner: LearnerRow, *, now: datetime) -> Break:
    """Return where a learner stands after a break; at most two reads."""
    day = clock_of(learner).day(now)
    if catches_up(learner, day=day):
        until = date_of(learner.catch_up_until or day).isoformat()
        return Break(waiting=0, plans=(), until=until, per_day=learner.catch_up_per_day)
    plans, waiting = _plans(learner, day=day)
    return Break(waiting=waiting, plans=plans, until="", per_day=0)


def start(learner: LearnerRow, *, days: int, now: datetime) -> bool:
    """Let the plan of so many days begin; tell whether there was one. Asked twice, begun once."""
    day = clock_of(learner).day(now)
    if catches_up(learner, day=day):
        return True
    plans, _ = _plans(learner, day=day)
    plan = next((plan for plan in plans if plan.days == days), None)
    if plan is None:
        return False
    learner.catch_up_until, learner.catch_up_per_day = day + plan.days - 1, plan.per_day
    db.session.commit()
    return True


def end(learner: LearnerRow) -> None:
    """Go back to the usual limits and the usual order."""
    learner.catch_up_until = None
    db.session.commit()


def _plans(learner: LearnerRow, *, day: int) -> tuple[tuple[CatchUp, ...], int]:
    last = break_queries.last_day(learner_id=learner.id)
    days_away = None if last is None else day - last
    if days_away is None or days_away < catching_up.SHORTEST_BREAK:
        return (), 0
    horizon = max(catching_up.LENGTHS)
    due = memory_queries.due_by_day(learner_id=learner.id, day=day, days=horizon)
    waiting = due.get(day, 0)
    if not catching_up.is_behind(waiting=waiting, days_away=days_away):
        return (), waiting
    coming = sum(cards for when, cards in due.items() if when > day) / horizon
    return catching_up.plans(waiting=waiting, coming_a_day=coming), waiting
