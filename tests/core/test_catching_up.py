"""After a break: plans of a few cards a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.catching_up import FEWEST, SHORTEST_BREAK, is_behind, plans


@given(waiting=st.integers(0, 10_000), coming=st.floats(0, 500))
def test_every_plan_does_what_waits_and_what_falls_due_meanwhile(waiting: int, coming: float) -> None:
    for plan in plans(waiting=waiting, coming_a_day=coming):
        assert plan.days * plan.per_day >= waiting + plan.days * coming - 1e-6


def test_a_longer_plan_asks_for_fewer_a_day() -> None:
    numbers = [plan.per_day for plan in plans(waiting=300, coming_a_day=4)]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("waiting", "days_away", "behind"),
    [
        (FEWEST, SHORTEST_BREAK, True),
        (FEWEST - 1, 100, False),
        (1000, SHORTEST_BREAK - 1, False),
        (1000, None, False),
    ],
)
def test_a_plan_is_offered_after_days_away_when_many_cards_wait(
    waiting: int, days_away: int | None, behind: bool
) -> None:
    assert is_behind(waiting=waiting, days_away=days_away) is behind
