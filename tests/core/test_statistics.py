"""The cards in numbers: groups of answers, the forecast, and days in a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.forgetting import Rating
from quizapp.core.statistics import (
    Age,
    Answers,
    Horizon,
    Period,
    by_button,
    by_day,
    by_hour,
    days_in_a_row,
    forecast,
    retention,
)

TODAY = 20_000

ANSWERS = st.builds(
    Answers,
    day=st.integers(TODAY - 400, TODAY),
    hour=st.integers(0, 23),
    age=st.sampled_from(Age),
    rating=st.sampled_from(Rating),
    is_card=st.booleans(),
    is_asked=st.booleans(),
    count=st.integers(1, 30),
    duration_ms=st.integers(0, 60_000),
)


def make_answers(
    count: int,
    *,
    day: int = TODAY,
    hour: int = 20,
    age: Age = Age.YOUNG,
    rating: Rating = Rating.GOOD,
    is_card: bool = True,
) -> Answers:
    return Answers(
        day=day,
        hour=hour,
        age=age,
        rating=rating,
        is_card=is_card,
        is_asked=age is not Age.LEARNING,
        count=count,
        duration_ms=1000 * count,
    )


@given(st.lists(ANSWERS))
def test_days_hours_and_buttons_each_add_up_to_all_answers_to_cards(answers: list[Answers]) -> None:
    number = sum(one.count for one in answers if one.is_card)
    assert sum(one.answers for one in by_day(answers)) == number
    assert sum(one.answers for one in by_hour(answers)) == number
    assert sum(sum(one.counts.values()) for one in by_button(answers)) == number


@given(st.lists(ANSWERS))
def test_young_and_old_cards_add_up_and_longer_periods_hold_shorter_ones(answers: list[Answers]) -> None:
    found = retention(answers, today=TODAY)
    assert [one.period for one in found] == list(Period)
    for one in found:
        assert (one.young.of + one.mature.of, one.young.hits + one.mature.hits) == (one.all.of, one.all.hits)
    assert [one.all.of for one in found] == sorted(one.all.of for one in found)


def test_a_period_ends_today_and_holds_its_days() -> None:
    answers = [make_answers(1, day=TODAY - ago) for ago in (0, 6, 7, 29, 30, 364, 365)]
    assert [one.all.of for one in retention(answers, today=TODAY)] == [1, 2, 4, 6]


def test_a_share_of_what_was_recalled_needs_twenty_answers() -> None:
    again = make_answers(2, rating=Rating.AGAIN)
    assert retention([make_answers(17), again], today=TODAY)[0].young.value is None
    assert retention([make_answers(18), again], today=TODAY)[0].young.value == 0.9


def test_answers_in_quizzes_are_recalled_like_others_but_are_no_answers_to_cards() -> None:
    answers = [make_answers(3, is_card=False)]
    assert retention(answers, today=TODAY)[0].all.of == 3
    assert by_day(answers) == ()
    assert all(one.answers == 0 for one in by_hour(answers))


@given(st.dictionaries(st.integers(TODAY - 50, TODAY + 364), st.integers(1, 9)), st.sampled_from(Horizon))
def test_a_forecast_leaves_out_no_card_of_its_time(due: dict[int, int], horizon: Horizon) -> None:
    found = forecast(due, today=TODAY, horizon=horizon)
    assert sum(one.cards for one in found.steps) == sum(
        cards for day, cards in due.items() if TODAY <= day < TODAY + horizon
    )
    assert found.backlog == sum(cards for day, cards in due.items() if day < TODAY)
    assert sum(one.days for one in found.steps) == horizon


STUDIED_ALL = {TODAY - ago for ago in range(10)}


@pytest.mark.parametrize(
    ("studied", "waited", "waiting", "row"),
    [
        (set(), {}, None, 0),
        ({TODAY}, {}, None, 1),
        (STUDIED_ALL, {}, None, 10),
        # Nothing studied yet today, though cards wait: the row still stands.
        (STUDIED_ALL - {TODAY}, {}, TODAY, 9),
        # Two days off on which nothing was due.
        ({TODAY, TODAY - 3}, {TODAY: TODAY}, None, 2),
        # A day off on which a card waited that was answered only today.
        ({TODAY, TODAY - 2}, {TODAY: TODAY - 1}, None, 1),
        # A day off on which a card waited that still waits.
        ({TODAY, TODAY - 2}, {}, TODAY - 1, 1),
        # A card that has waited all along, beside others that were studied every day.
        (STUDIED_ALL, {}, TODAY - 9, 10),
        # What waited before the last day off was answered before it.
        ({TODAY, TODAY - 2, TODAY - 3}, {TODAY - 2: TODAY - 5}, None, 3),
        ({TODAY - 5}, {}, TODAY - 1, 0),
    ],
)
def test_days_in_a_row_break_only_where_a_card_was_due(
    studied: set[int], waited: dict[int, int], waiting: int | None, row: int
) -> None:
    assert days_in_a_row(studied, waited=waited, waiting=waiting, today=TODAY) == row


@given(st.sets(st.integers(TODAY - 60, TODAY)))
def test_who_never_has_a_card_waiting_keeps_every_day(studied: set[int]) -> None:
    assert days_in_a_row(studied, waited={}, waiting=None, today=TODAY) == len(studied)
