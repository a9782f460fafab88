"""When a learner's cards come back: their wishes and fitted parameters as the scheduler takes them."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from quizapp.core.day_load import DayLoad
from quizapp.core.forgetting import (
    DEFAULT_SCHEDULER,
    RETENTION,
    ForgettingCurve,
    Rating,
    Scheduler,
    forgetting_curve,
    make_scheduler,
)
from quizapp.core.scheduling import MemoryState, Plan, days_that_decide, days_to_choose_from
from quizapp.models import CardStateRow, LearnerRow
from quizapp.study import plan_queries

Schedulers = Mapping[UUID | None, Scheduler]
"""The schedulers that made the rows of a log, by the id of their parameters; None: the defaults."""


def plan_for(learner: LearnerRow, card: CardStateRow, *, day: int) -> Plan:
    """Return what decides when a card comes back that is answered on a study day; at most two reads."""
    scheduler = scheduler_for(learner, card.item_id)
    return _plan(learner, days_to_choose_from(card.memory, day=day, scheduler=scheduler), scheduler)


def plan_of_answer(
    learner: LearnerRow, card: CardStateRow, rating: Rating, wishes: plan_queries.Wishes, *, day: int
) -> Plan:
    """Return what decides when a card comes back after one answer, and no other; at most one read."""
    return plan_with(_scheduler(wishes.numbers, wishes.retention), learner, card.memory, rating, day=day)


def plan_with(
    scheduler: Scheduler, learner: LearnerRow, memory: MemoryState, rating: Rating, *, day: int
) -> Plan:
    """Return what decides, beside a scheduler, when a card comes back after one answer; at most one read."""
    return _plan(learner, days_that_decide(memory, rating, day=day, scheduler=scheduler), scheduler)


def plan_unread(scheduler: Scheduler, learner: LearnerRow) -> Plan:
    """Return a plan that keeps the lighter days of the week and does not look at what waits; no read."""
    load = DayLoad(cards={}, lighter_days=learner.lighter_days) if learner.lighter_days else None
    return Plan(scheduler=scheduler, load=load)


def _plan(learner: LearnerRow, ranges: Sequence[tuple[int, int]], scheduler: Scheduler) -> Plan:
    if not learner.spreads_load and not learner.lighter_days:
        return Plan(scheduler=scheduler)
    cards = plan_queries.cards_due(ranges, learner_id=learner.id) if learner.spreads_load else {}
    return Plan(scheduler=scheduler, load=DayLoad(cards=cards, lighter_days=learner.lighter_days))


def scheduler_for(learner: LearnerRow, item_id: int) -> Scheduler:
    """Return the scheduler with the learner's parameters, and the retention wished for an item's bank."""
    wishes = plan_queries.wishes_for(item_id, learner_id=learner.id)
    return _scheduler(wishes.numbers, wishes.retention)


def with_retention(learner: LearnerRow, retention: float) -> Scheduler:
    """Return the scheduler with the learner's parameters and a retention; no read while these are usual."""
    return with_retentions(learner, [retention])[retention]


def with_retentions(learner: LearnerRow, retentions: Collection[float]) -> dict[float, Scheduler]:
    """Return the scheduler with the learner's parameters for each retention; at most one read."""
    numbers = plan_queries.numbers_in_use(learner_id=learner.id) if learner.parameters_id else ""
    return {retention: _scheduler(numbers, retention) for retention in retentions}


def schedulers(learner_ids: Collection[int]) -> Schedulers:
    """Return every scheduler that the logs of some learners may name; for replaying, so for any retention."""
    fitted = plan_queries.fitted_numbers(learner_ids)
    made: dict[UUID | None, Scheduler] = {None: DEFAULT_SCHEDULER}
    return made | {fit: _scheduler(numbers, RETENTION) for fit, numbers in fitted.items()}


def curve_of(learner: LearnerRow) -> ForgettingCurve:
    """Return how the learner's memories fade."""
    return forgetting_curve(with_retention(learner, RETENTION))


@lru_cache(maxsize=1024)
def _scheduler(numbers: str, retention: float) -> Scheduler:
    if not numbers and retention == RETENTION:
        return DEFAULT_SCHEDULER
    parameters = {"parameters": json.loads(numbers)} if numbers else {}
    return make_scheduler(retention=retention, **parameters)
