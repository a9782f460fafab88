"""What a wished retention costs."""

from datetime import UTC, datetime
from random import Random

import pytest

from quizapp.core.forgetting import make_scheduler
from quizapp.core.scheduling import MemoryState, Phase
from quizapp.core.simulation import PLAYED, Cost, cost_of, rises
from quizapp.core.study_day import Moment

AT = Moment(now=datetime(2026, 11, 20, 12, tzinfo=UTC), day=20_777)


def learned(number: int) -> list[MemoryState]:
    """Return cards in review that fall due over the coming month."""
    return [
        MemoryState(
            phase=Phase.REVIEW,
            stability=10.0 + place % 40,
            difficulty=5.0,
            last_day=AT.day - 1,
            due_day=AT.day + place % 30,
            reps=3,
        )
        for place in range(number)
    ]


def cost(retention: float, number: int = 60, seed: int = 1) -> float:
    scheduler = make_scheduler(retention=retention)
    return cost_of(learned(number), scheduler, at=AT, days=90, rng=Random(seed)).answers_a_day


def test_wanting_to_know_more_costs_more_answers_a_day() -> None:
    assert cost(0.8) < cost(0.9) < cost(0.95)


def test_twice_the_cards_cost_about_twice_the_answers_also_where_only_some_are_played() -> None:
    few, many = cost(0.9, PLAYED), cost(0.9, 2 * PLAYED)
    assert 1.7 < many / few < 2.3


def test_few_cards_cost_about_the_same_whatever_the_chance() -> None:
    costs = [cost(0.9, number=4, seed=seed) for seed in range(5)]
    assert max(costs) < 1.5 * min(costs)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ((0.2, 0.6, 1.2, 2.0), True),
        ((2.4, 1.8, 2.1, 3.0), True),
        ((2.1, 1.2, 2.0, 2.1), False),
        ((0.2, 0.4, 0.6, 0.9), False),
        ((3.0, 2.0, 2.0, 4.0), False),
    ],
)
def test_more_is_said_to_cost_more_only_where_the_whole_figures_say_so(
    answers: tuple[float, ...], *, told: bool
) -> None:
    assert rises([Cost(retention=0.9, answers_a_day=one) for one in answers]) is told


def test_the_same_chance_gives_the_same_cost() -> None:
    assert cost(0.9, seed=7) == cost(0.9, seed=7)


def test_no_cards_cost_nothing() -> None:
    assert cost(0.9, number=0) == 0
