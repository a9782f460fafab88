"""Shares, trends and the calendar of a learner's progress."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.progress import (
    CALENDAR_WEEKS,
    Direction,
    QuizScore,
    first_calendar_day,
    recall,
    share,
    trend,
)
from quizapp.core.study_day import EPOCH, date_of


def quizzes(*rights: int, answered: int = 8) -> list[QuizScore]:
    """Return quizzes of so many answers with so many right ones, oldest first."""
    return [QuizScore(answered=answered, right=right) for right in rights]


@pytest.mark.parametrize(("hits", "of", "value"), [(9, 12, 0.75), (7, 9, None), (0, 0, None), (0, 10, 0.0)])
def test_a_share_says_nothing_where_it_is_of_too_few(hits: int, of: int, value: float | None) -> None:
    found = share(hits, of, least=10)
    assert (found.hits, found.of, found.value) == (hits, of, value)


def test_a_few_cards_say_nothing_of_a_topic() -> None:
    assert (recall(0.8, 4).value, recall(0.8, 5).value) == (None, 0.8)


def test_results_that_rise_more_than_chance_does_go_up() -> None:
    found = trend(quizzes(3, 4, 3, 7, 8, 7))
    assert found
    assert (found.direction, found.earlier.hits, found.later.hits, found.later.of) == ("up", 10, 22, 24)


def test_results_that_fall_more_than_chance_does_go_down() -> None:
    found = trend(quizzes(7, 8, 7, 3, 4, 3))
    assert found
    assert found.direction is Direction.DOWN


@pytest.mark.parametrize("rights", [(5, 6, 5, 6, 6, 5), (5, 6, 5, 6, 7, 6), (8,) * 6, (0,) * 6])
def test_results_that_differ_as_chance_lets_them_stay_level(rights: tuple[int, ...]) -> None:
    found = trend(quizzes(*rights))
    assert found
    assert found.direction is Direction.LEVEL


def test_too_few_quizzes_or_answers_have_no_trend() -> None:
    assert trend(quizzes(1, 1, 8, 8, 8)) is None
    assert trend(quizzes(0, 0, 0, 1, 1, 1, answered=1)) is None


def test_the_calendar_begins_on_a_monday_a_year_ago() -> None:
    saturday = date(2026, 11, 21).toordinal() - EPOCH
    assert date_of(first_calendar_day(saturday)) == date(2025, 11, 17)


@given(st.integers(0, 40_000))
def test_the_calendar_holds_whole_weeks_and_ends_with_the_week_of_the_day(day: int) -> None:
    first = first_calendar_day(day)
    assert date_of(first).weekday() == 0
    assert (day - first) // 7 == CALENDAR_WEEKS - 1
