"""What a wished retention costs: cards played forward by chance, as FSRS expects them to be remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from quizapp.core.forgetting import Rating, Scheduler, forgetting_curve
from quizapp.core.scheduling import MemoryState, Phase, Plan, review
from quizapp.core.study_day import Moment

PLAYED = 160
"""How often a card is played forward: of more cards, so many are drawn; fewer are played several times.

The sum is scaled to the number of cards.
"""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """The answers a day that a wished retention is expected to ask for, (re)learning included."""

    retention: float
    answers_a_day: float

    @property
    def whole_answers(self) -> int:
        """Return the answers a day as a whole number; 0 where there is less than one."""
        return round(self.answers_a_day) if self.answers_a_day >= 1 else 0


def rises(costs: Sequence[Cost]) -> bool:
    """Tell whether in whole answers the last costs more than the first, and none less than the one before."""
    answers = [cost.whole_answers for cost in costs]
    return answers == sorted(answers) and answers[:1] < answers[-1:]


def cost_of(
    cards: Sequence[MemoryState], scheduler: Scheduler, *, at: Moment, days: int, rng: Random
) -> Cost:
    """Return what the scheduler's retention costs over the coming ``days``, for cards that were learned.

    Every card is answered on the day it is due: Good with the chance that it is recalled, else Again.
    """
    if not cards:
        return Cost(retention=scheduler.desired_retention, answers_a_day=0.0)
    rounds, rest = divmod(PLAYED, len(cards))
    played = [*list(cards) * rounds, *rng.sample(cards, rest)]
    answers = sum(_play(card, scheduler, at=at, days=days, rng=rng) for card in played)
    return Cost(retention=scheduler.desired_retention, answers_a_day=answers * len(cards) / PLAYED / days)


def _play(card: MemoryState, scheduler: Scheduler, *, at: Moment, days: int, rng: Random) -> int:
    curve, plan = forgetting_curve(scheduler), Plan(scheduler=scheduler)
    state, day, answers = card, at.day, 0
    while day < at.day + days:
        if state.due_day is not None:
            day = max(day, state.due_day)
            if day >= at.day + days:
                break
        if state.phase is Phase.REVIEW and state.stability is not None and state.last_day is not None:
            recalled = curve.retrievability(state.stability, days=max(0, day - state.last_day))
        else:
            recalled = scheduler.desired_retention
        rating = Rating.GOOD if rng.random() < recalled else Rating.AGAIN
        state = review(state, rating, now=at.now, day=day, seed="simulation", plan=plan)
        answers += 1
    return answers
