"""When a card comes back: its state, and what each answer makes of it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from quizapp.core.day_load import DayLoad
from quizapp.core.errors import CardIsNewError
from quizapp.core.forgetting import (
    DEFAULT_SCHEDULER,
    LEARNING_STEPS,
    RELEARNING_STEPS,
    Rating,
    Scheduler,
    interval_days,
)
from quizapp.core.fsrs6 import LONGEST_DAYS, fsrs6

LEECH_LAPSES = 8
LEECH_AGAIN = 4


class Phase(StrEnum):
    """Where a card stands; learning and relearning run in minutes, review in study days."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, kw_only=True)
class MemoryState:
    """What the scheduler knows about one card.

    ``step`` counts (re)learning steps from 0. ``last_day`` is the study day of the last review. A card in
    (re)learning has ``due_at``, a moment; a card in review ``due_day``, a study day; a new card neither.
    """

    phase: Phase = Phase.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last_day: int | None = None
    due_at: datetime | None = None
    due_day: int | None = None
    reps: int = 0
    lapses: int = 0


NEW_CARD = MemoryState()


class Entry(StrEnum):
    """What a row of a card's log did: an answer, a card made new again, another day set."""

    ANSWER = "answer"
    RESET = "reset"
    RESCHEDULE = "reschedule"


class PastReview(NamedTuple):
    """A row of a card's log: the answer, its study day, and when the card was to come back.

    ``rating`` is None for what is no answer. ``scheduler`` has the parameters that were in use.
    """

    rating: Rating | None
    day: int
    due_at: datetime | None
    due_day: int | None
    entry: Entry = Entry.ANSWER
    scheduler: Scheduler = DEFAULT_SCHEDULER


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What beside the answers decides when cards come back.

    ``scheduler`` has the learner's parameters and wished retention; ``load`` is what waits on the days that
    the answers could lead to, None where days are not to be made even.
    """

    scheduler: Scheduler = field(default_factory=lambda: DEFAULT_SCHEDULER)
    load: DayLoad | None = None


USUAL_PLAN = Plan()


def preview(
    state: MemoryState, *, now: datetime, day: int, seed: str, plan: Plan = USUAL_PLAN
) -> Mapping[Rating, MemoryState]:
    """Return what each answer would make of a card.

    Intervals are spread a little, the same way for the same ``seed`` (the card's identity) and number of
    reviews, so that preview, answer and replay agree; within that range the plan's load may choose another
    day. In whole days Hard comes before Good before Easy.
    """
    states: dict[Rating, MemoryState] = {}
    share = share_of(seed, state.reps)
    soonest = 1
    for rating in Rating:
        answer = _answer(state, rating, day=day, scheduler=plan.scheduler)
        if answer.wait is not None:
            states[rating] = answer.state(due_at=now + answer.wait)
            continue
        plain = interval_days(answer.stability, scheduler=plan.scheduler)
        latest = LONGEST_DAYS - (Rating.EASY - rating)
        days = min(max(spread(plain, share), soonest), latest)
        if plan.load:
            low, high = spread_range(plain)
            first = answer.last_day
            open_days = range(first + max(low, soonest), first + min(high, latest) + 1)
            if open_days:
                days = plan.load.emptiest(open_days, rather=first + days) - first
        states[rating] = answer.state(due_day=answer.last_day + days)
        soonest = days + 1
    return states


def days_to_choose_from(
    state: MemoryState, *, day: int, scheduler: Scheduler, ratings: Sequence[Rating] = tuple(Rating)
) -> list[tuple[int, int]]:
    """Return the first and the last study day to which some answers may lead, where they lead to a day."""
    found = []
    for rating in ratings:
        answer = _answer(state, rating, day=day, scheduler=scheduler)
        if answer.wait is None:
            low, high = spread_range(interval_days(answer.stability, scheduler=scheduler))
            found.append((answer.last_day + low, answer.last_day + high))
    return found


def days_that_decide(
    state: MemoryState, rating: Rating, *, day: int, scheduler: Scheduler
) -> list[tuple[int, int]]:
    """Return the ranges of days that decide to which day one answer leads: its own, and what reaches into it.

    Answers that are lower lead to earlier days, and may push it on by a day each. Empty for a step.
    """
    found = days_to_choose_from(state, day=day, scheduler=scheduler, ratings=[rating])
    lower = [one for one in Rating if one < rating]
    for low, high in reversed(days_to_choose_from(state, day=day, scheduler=scheduler, ratings=lower)):
        if found and high + len(lower) >= found[-1][0]:
            found.append((low, high))
    return found


def review(
    state: MemoryState, rating: Rating, *, now: datetime, day: int, seed: str, plan: Plan = USUAL_PLAN
) -> MemoryState:
    """Return the card after an answer; a ``day`` before the last review's counts as that day."""
    return preview(state, now=now, day=day, seed=seed, plan=plan)[rating]


def rescheduled(state: MemoryState, *, due_day: int) -> MemoryState:
    """Return the card with another study day on which it is due; what is known of its memory stays.

    :raises CardIsNewError: nothing is known of its memory.
    """
    if state.stability is None:
        raise CardIsNewError
    return replace(state, phase=Phase.REVIEW, step=None, due_at=None, due_day=due_day)


def earliest_day(state: MemoryState, *, today: int) -> int:
    """Return the first study day that a card may be moved to: not one on which it was answered."""
    return today if state.last_day is None else max(today, state.last_day + 1)


def replay(reviews: Iterable[PastReview], *, start: MemoryState = NEW_CARD) -> MemoryState:
    """Return the state that a card's log leads to, oldest row first, from where it stood at the ``start``.

    Stability, difficulty, phase and counts are computed anew; the due time is what the last row gave.
    """
    state, answer, last = start, None, None
    for past in reviews:
        if past.rating is not None:
            # A whole state after each answer would take as long as all else here.
            answer = _answer(answer or state, past.rating, day=past.day, scheduler=past.scheduler)
            last = past
        else:
            state, answer = _moved(_left_by(answer, last) or state, past), None
    return _left_by(answer, last) or state


def _left_by(answer: "_Answer | None", past: PastReview | None) -> MemoryState | None:
    """Return where an answer left the card, by the row of the log that it was given in."""
    return answer.state(due_at=past.due_at, due_day=past.due_day) if answer and past else None


def _moved(state: MemoryState, past: PastReview) -> MemoryState:
    """Return the card after a row that is no answer."""
    if past.entry is Entry.RESET:
        return NEW_CARD
    if past.due_day is not None and state.stability is not None:
        return rescheduled(state, due_day=past.due_day)
    # Two joined logs may move a card before it was learned; there is no day to be moved then.
    return state


def is_leech(state: MemoryState) -> bool:
    """Tell whether the card was forgotten so often that repeating it alone will not help."""
    return state.lapses >= LEECH_LAPSES


def becomes_leech(before: MemoryState, after: MemoryState) -> bool:
    """Tell whether this answer is one to stop at: the 8th lapse, then every 4th."""
    past = after.lapses - LEECH_LAPSES
    return after.lapses > before.lapses and past >= 0 and past % LEECH_AGAIN == 0


def spread(days: int, share: float) -> int:
    """Return ``days`` moved a little, so that cards learned together do not all come back together.

    ``share``, from 0 up to 1, says where in the range.
    """
    low, high = spread_range(days)
    return low + math.floor(share * (high - low + 1))


def spread_range(days: int) -> tuple[int, int]:
    """Return the fewest and the most days that an interval may be moved to.

    The range is that of Anki and py-fsrs: one day, and 15 % of what lies between 2.5 and 7 days, 10 % up to
    20, 5 % beyond; nothing under 2.5 days.
    """
    if days < 2.5:
        return days, days
    bands = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
    delta = 1.0 + sum(factor * max(0.0, min(days, end) - start) for start, end, factor in bands)
    return max(2, math.floor(days - delta + 0.5)), min(math.floor(days + delta + 0.5), LONGEST_DAYS)


def share_of(seed: str, reps: int) -> float:
    """Return a number from 0 up to 1 that follows from a card and its reviews so far, on every machine."""
    return int.from_bytes(blake2b(f"{seed} {reps}".encode(), digest_size=6).digest()) / 2**48


class _Answer(NamedTuple):
    """What an answer makes of a card, its due time still open; ``wait`` is that of a (re)learning step."""

    phase: Phase
    step: int | None
    wait: timedelta | None
    stability: float
    difficulty: float
    last_day: int
    reps: int
    lapses: int

    def state(self, *, due_at: datetime | None = None, due_day: int | None = None) -> MemoryState:
        """Return the card with its due time."""
        return MemoryState(
            phase=self.phase,
            step=self.step,
            stability=self.stability,
            difficulty=self.difficulty,
            last_day=self.last_day,
            due_at=due_at,
            due_day=due_day,
            reps=self.reps,
            lapses=self.lapses,
        )


def _answer(state: MemoryState | _Answer, rating: Rating, *, day: int, scheduler: Scheduler) -> _Answer:
    memory = fsrs6(scheduler.parameters)
    # A learner who travels west can answer on a study day before the last one; here no time is negative.
    last_day = day if state.last_day is None else state.last_day
    day = max(day, last_day)
    if state.stability is None or state.difficulty is None:
        stability, difficulty = memory.first(rating)
    else:
        stability, difficulty = memory.after(state.stability, state.difficulty, rating, days=day - last_day)
    phase, step, wait = _next_step(state, rating)
    lapses = state.lapses + (rating is Rating.AGAIN and state.phase is Phase.REVIEW)
    # By place: a rebuild makes one for each row of the log, and by name it takes twice as long.
    return _Answer(phase, step, wait, stability, difficulty, day, state.reps + 1, lapses)


def _next_step(state: MemoryState | _Answer, rating: Rating) -> tuple[Phase, int | None, timedelta | None]:
    """Return the phase and step that an answer leads to, and how long that step is; as py-fsrs has it."""
    if state.phase is Phase.REVIEW:
        if rating is Rating.AGAIN:
            return Phase.RELEARNING, 0, RELEARNING_STEPS[0]
        return Phase.REVIEW, None, None
    is_again = state.phase is Phase.RELEARNING
    phase, steps = (Phase.RELEARNING, RELEARNING_STEPS) if is_again else (Phase.LEARNING, LEARNING_STEPS)
    step = state.step or 0
    if rating is Rating.AGAIN:
        return phase, 0, steps[0]
    if rating is Rating.GOOD:
        step += 1
    if rating is Rating.EASY or step >= len(steps):
        return Phase.REVIEW, None, None
    if rating is Rating.HARD and step == 0:
        return phase, 0, (steps[0] + steps[1]) / 2 if len(steps) > 1 else steps[0] * 1.5
    return phase, step, steps[step]
