"""The chance of recall, in SQL and by the core."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.forgetting import DEFAULT_SCHEDULER, forgetting_curve, make_scheduler
from quizapp.database import give_power
from tests.core.test_fsrs6 import NOON


@given(st.floats(0.01, 36_500), st.integers(0, 36_500))
def test_the_curve_is_that_of_fsrs_6(stability: float, days: int) -> None:
    card = fsrs.Card(
        card_id=0, state=fsrs.State.Review, stability=stability, difficulty=5.0, due=NOON, last_review=NOON
    )
    expected = DEFAULT_SCHEDULER.get_card_retrievability(card, NOON + timedelta(days=days))
    assert forgetting_curve(DEFAULT_SCHEDULER).retrievability(stability, days=days) == pytest.approx(expected)


def test_at_its_stability_a_card_is_recalled_nine_times_in_ten() -> None:
    for decay in (0.1, 0.1542, 0.8):
        curve = forgetting_curve(make_scheduler(parameters=[*DEFAULT_SCHEDULER.parameters[:20], decay]))
        assert curve.retrievability(30.0, days=30) == pytest.approx(0.9)


def test_a_sqlite_without_mathematics_is_given_the_power_that_it_lacks() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("power", 2, None)
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT power(4.0, 0.5)")
        give_power(connection)
        assert connection.execute("SELECT power(4.0, 0.5)").fetchone() == (2.0,)
