"""New days for cards that wait: which move, and where to."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.day_load import weekday
from quizapp.core.forgetting import Rating, interval_days, make_scheduler
from quizapp.core.rescheduling import Evenness, WaitingCard, new_days
from quizapp.core.scheduling import MemoryState, Phase, Plan, preview, rescheduled, spread_range
from quizapp.core.study_day import EPOCH, date_of
from tests.study.desk import MONDAY_EVENING

TODAY = MONDAY_EVENING.date().toordinal() - EPOCH
IN_DAYS = 3
"""With a stability of 20 days, 0.95 is reached after 8 days, give or take 2; the answer was 5 days ago."""

AS_IT_COMES = Evenness(is_wanted=False, lighter_days=0, due=[])
SCHEDULERS = {retention: make_scheduler(retention=retention) for retention in (0.8, 0.9, 0.95)}

stabilities = st.floats(0.1, 400)
answers = st.sampled_from([Rating.HARD, Rating.GOOD, Rating.EASY])
retentions = st.sampled_from(sorted(SCHEDULERS))


def waiting(
    seed: str,
    *,
    stability: float,
    ago: int,
    due_in: int,
    rating: Rating = Rating.GOOD,
    retention: float = 0.9,
) -> WaitingCard:
    memory = MemoryState(
        phase=Phase.REVIEW,
        stability=stability,
        difficulty=5.0,
        last_day=TODAY - ago,
        due_day=TODAY + due_in,
        reps=3,
    )
    return WaitingCard(memory=memory, seed=seed, rating=rating, scheduler=SCHEDULERS[retention])


cards = st.lists(
    st.builds(
        waiting,
        st.uuids().map(str),
        stability=stabilities,
        ago=st.integers(0, 300),
        due_in=st.integers(-30, 400),
        rating=answers,
        retention=retentions,
    ),
    max_size=20,
)


def evenness_of(some: list[WaitingCard], *, lighter_days: int = 0) -> Evenness:
    due = [max(card.memory.due_day or 0, TODAY) for card in some]
    return Evenness(is_wanted=True, lighter_days=lighter_days, due=due)


def moved(some: list[WaitingCard], evenness: Evenness) -> list[WaitingCard]:
    """Return the cards where they wait afterwards."""
    there = list(some)
    for place, day in new_days(some, today=TODAY, evenness=evenness):
        there[place] = replace(some[place], memory=rescheduled(some[place].memory, due_day=day))
    return there


@given(
    st.builds(
        MemoryState,
        phase=st.just(Phase.REVIEW),
        stability=stabilities,
        difficulty=st.floats(1, 10),
        last_day=st.integers(TODAY - 300, TODAY),
        due_day=st.just(TODAY),
        reps=st.integers(1, 20),
    ),
    answers,
    retentions,
)
def test_where_an_answer_has_just_led_a_card_stays(before: MemoryState, rating: Rating, wish: float) -> None:
    plan = Plan(scheduler=SCHEDULERS[wish])
    after = preview(before, now=MONDAY_EVENING, day=TODAY, seed="a", plan=plan)[rating]
    card = WaitingCard(memory=after, seed="a", rating=rating, scheduler=plan.scheduler)
    assert list(new_days([card], today=TODAY, evenness=AS_IT_COMES)) == []


@given(cards, st.integers(0, 127))
def test_a_day_lies_in_the_range_of_the_interval_and_not_before_today(
    some: list[WaitingCard], lighter_days: int
) -> None:
    for place, day in new_days(some, today=TODAY, evenness=evenness_of(some, lighter_days=lighter_days)):
        memory = some[place].memory
        assert memory.stability
        assert memory.last_day is not None
        low, high = spread_range(interval_days(memory.stability, scheduler=some[place].scheduler))
        assert max(memory.last_day + low, TODAY) <= day <= max(memory.last_day + high, TODAY)
        assert day != memory.due_day


@given(cards)
def test_done_twice_is_done_once(some: list[WaitingCard]) -> None:
    there = moved(some, evenness_of(some))
    assert moved(there, evenness_of(there)) == there


@pytest.mark.parametrize(
    ("ago", "due_in", "moves"),
    [(5, 10, [(0, IN_DAYS)]), (5, 4, []), (30, 5, [(0, 0)]), (30, 0, []), (30, -1, [])],
)
def test_days_count_from_the_last_answer_and_what_is_due_stays(
    ago: int, due_in: int, moves: list[tuple[int, int]]
) -> None:
    card = waiting("a", stability=20.0, ago=ago, due_in=due_in, retention=0.95)
    found = [(place, day - TODAY) for place, day in new_days([card], today=TODAY, evenness=AS_IT_COMES)]
    assert found == moves


def test_like_cards_are_spread_evenly_and_lighter_weekdays_get_fewer() -> None:
    some = [waiting(f"{n}", stability=60.0, ago=0, due_in=200) for n in range(70)]
    weekend = 0b1100000
    days = Counter(one.memory.due_day for one in moved(some, evenness_of(some, lighter_days=weekend)))
    on = {day: count for day, count in days.items() if day is not None}
    light = [count for day, count in on.items() if weekday(day) >= 5]
    full = [count for day, count in on.items() if weekday(day) < 5]
    assert sum(on.values()) == 70
    assert max(light) < min(full)
    assert max(full) - min(full) <= 1
    assert {date_of(day).isoweekday() for day in on} == {1, 2, 3, 4, 5, 6, 7}
