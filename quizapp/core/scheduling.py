"""When a card comes back: its state, and what each answer makes of it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

import fsrs

from quizapp.core.day_load import DayLoad
from quizapp.core.errors import CardIsNewError
from quizapp.core.forgetting import (
    DEFAULT_SCHEDULER,
    LONGEST_DAYS,
    NOON,
    Rating,
    answered,
    interval_days,
)

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


@dataclass(frozen=True, kw_only=True)
class PastReview:
    """A row of a card's log: the answer, its study day, and when the card was to come back.

    ``rating`` is None for what is no answer. ``scheduler`` has the parameters that were in use.
    """

    rating: Rating | None
    day: int
    due_at: datetime | None
    due_day: int | None
    entry: Entry = Entry.ANSWER
    scheduler: fsrs.Scheduler = field(default_factory=lambda: DEFAULT_SCHEDULER)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What beside the answers decides when cards come back.

    ``scheduler`` has the learner's parameters and wished retention; ``load`` is what waits on the days that
    the answers could lead to, None where days are not to be made even.
    """

    scheduler: fsrs.Scheduler = field(default_factory=lambda: DEFAULT_SCHEDULER)
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
    share = _share(f"{seed} {state.reps}")
    soonest = 1
    for rating in Rating:
        answer = _answer(state, rating, day=day, scheduler=plan.scheduler)
        if answer.state.phase is not Phase.REVIEW:
            states[rating] = replace(answer.state, due_at=now + answer.wait)
            continue
        latest = LONGEST_DAYS - (Rating.EASY - rating)
        days = min(max(spread(answer.days, share), soonest), latest)
        if plan.load:
            low, high = spread_range(answer.days)
            open_days = range(answer.day + max(low, soonest), answer.day + min(high, latest) + 1)
            if open_days:
                days = plan.load.emptiest(open_days, rather=answer.day + days) - answer.day
        states[rating] = replace(answer.state, due_day=answer.day + days)
        soonest = days + 1
    return states


def days_to_choose_from(state: MemoryState, *, day: int, scheduler: fsrs.Scheduler) -> list[tuple[int, int]]:
    """Return the first and the last study day to which each answer may lead, where it leads to a day."""
    found = []
    for rating in Rating:
        answer = _answer(state, rating, day=day, scheduler=scheduler)
        if answer.state.phase is Phase.REVIEW:
            low, high = spread_range(answer.days)
            found.append((answer.day + low, answer.day + high))
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
    state = start
    for past in reviews:
        if past.rating is not None:
            answer = _answer(state, past.rating, day=past.day, scheduler=past.scheduler)
            state = replace(answer.state, due_at=past.due_at, due_day=past.due_day)
        elif past.entry is Entry.RESET:
            state = NEW_CARD
        elif past.due_day is not None and state.stability is not None:
            # Two joined logs may move a card before it was learned; there is no day to be moved then.
            state = rescheduled(state, due_day=past.due_day)
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


def _share(text: str) -> float:
    """Return a number from 0 up to 1 that follows from the text alone, on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest()) / 2**48


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """An answer's state with its due time still open; ``days`` is the plain interval, ``wait`` the step's."""

    state: MemoryState
    day: int
    days: int
    wait: timedelta


def _answer(state: MemoryState, rating: Rating, *, day: int, scheduler: fsrs.Scheduler) -> _Answer:
    # A learner who travels west can answer on a study day before the last one; here no time is negative.
    last_day = day if state.last_day is None else state.last_day
    day = max(day, last_day)
    after = answered(_card(state), rating, days=day - last_day, scheduler=scheduler)
    return _Answer(
        state=MemoryState(
            phase=Phase(after.state.name.lower()),
            step=after.step,
            stability=after.stability,
            difficulty=after.difficulty,
            last_day=day,
            reps=state.reps + 1,
            lapses=state.lapses + (rating is Rating.AGAIN and state.phase is Phase.REVIEW),
        ),
        day=day,
        days=interval_days(after.stability, scheduler=scheduler),
        wait=after.wait,
    )


def _card(state: MemoryState) -> fsrs.Card:
    """Return py-fsrs's view of a card; with an id, because without one it sleeps to make one."""
    if state.phase is Phase.NEW:
        return fsrs.Card(card_id=0, due=NOON)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State[state.phase.name.title()],
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=NOON,
        last_review=NOON,
    )
