"""Which answers count when the memory model is fitted."""

import math

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import UnsoundParametersError
from quizapp.core.forgetting import make_scheduler
from quizapp.core.optimising import LoggedAnswer, first_days, histories, within_bounds


def make_row(day: int, **changes: object) -> LoggedAnswer:
    usual = LoggedAnswer(
        item_id=1, face="main", kind="review", rating=3, day=day, source="card", clamped=False
    )
    return usual._replace(**changes)  # type: ignore[arg-type]


def outcomes(*rows: LoggedAnswer, with_quizzes: bool = True) -> list[int]:
    """Return the study days of what counts as an outcome."""
    return histories(rows, with_quizzes=with_quizzes).outcome_days


def test_days_are_counted_from_the_answer_before() -> None:
    (card,) = histories([make_row(5), make_row(5), make_row(9)], with_quizzes=True).cards
    assert [one.days for one in card] == [0, 0, 4]


def test_an_answer_on_the_day_of_the_one_before_is_no_outcome() -> None:
    assert outcomes(make_row(5), make_row(5), make_row(9)) == [9]


def test_somebody_who_travels_west_waited_no_time_at_all() -> None:
    (card,) = histories([make_row(5), make_row(4), make_row(6)], with_quizzes=True).cards
    assert [one.days for one in card] == [0, 0, 1]


def test_practice_that_changes_no_plan_is_left_out() -> None:
    told = histories([make_row(1), make_row(2, kind="cram"), make_row(5)], with_quizzes=True)
    assert [one.days for card in told.cards for one in card] == [0, 4]
    assert told.reviews == 2


def test_another_day_set_by_hand_is_no_answer() -> None:
    assert outcomes(make_row(1), make_row(2, kind="reschedule", rating=0), make_row(5)) == [5]


def test_a_card_begins_anew_after_its_last_reset() -> None:
    rows = [make_row(1), make_row(3), make_row(4, kind="reset", rating=0), make_row(6), make_row(9)]
    told = histories(rows, with_quizzes=True)
    assert told.outcome_days == [9]
    assert told.reviews == 2


def test_a_card_that_was_only_reset_has_no_history() -> None:
    assert histories([make_row(4, kind="reset", rating=0)], with_quizzes=True).cards == ()


def test_quizzes_that_do_not_count_are_no_outcomes_but_were_met() -> None:
    rows = [make_row(1), make_row(3, source="quiz"), make_row(7)]
    told = histories(rows, with_quizzes=False)
    assert (told.outcome_days, told.reviews) == ([7], 2)
    assert [one.days for card in told.cards for one in card] == [0, 2, 4]
    assert outcomes(*rows) == [3, 7]


def test_a_time_that_the_device_told_wrongly_spoils_both_waits_beside_it() -> None:
    assert outcomes(make_row(1), make_row(3, clamped=True), make_row(7), make_row(9)) == [9]


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_a_rating_that_is_none_is_refused(rating: int) -> None:
    with pytest.raises(UnsoundParametersError, match="A rating is 1, 2, 3 or 4"):
        histories([make_row(1, rating=rating)], with_quizzes=True)


def test_cards_are_told_apart_by_item_and_face() -> None:
    rows = [make_row(1), make_row(2, face="other"), make_row(3, item_id=2)]
    assert len(histories(rows, with_quizzes=True).cards) == 3


@given(days=st.lists(st.integers(0, 40), min_size=1).map(sorted))
def test_a_part_begins_with_a_whole_day_and_never_with_the_first(days: list[int]) -> None:
    for cut in first_days(days, [0.2, 0.5, 0.8]):
        assert cut in days
        assert cut > days[0]


def test_the_newest_fifth_is_held_back() -> None:
    assert first_days(list(range(100)), [0.8]) == [80]


@given(numbers=st.lists(st.floats(-200, 200), min_size=21, max_size=21))
def test_fitted_numbers_always_suit_the_scheduler(numbers: list[float]) -> None:
    bounded = within_bounds(numbers)
    assert make_scheduler(parameters=bounded).parameters == bounded
    bounds = zip(LOWER_BOUNDS_PARAMETERS, numbers, UPPER_BOUNDS_PARAMETERS, bounded, strict=True)
    assert all(found == number for low, number, high, found in bounds if low <= number <= high)


@pytest.mark.parametrize("numbers", [DEFAULT_PARAMETERS[:19], (math.nan, *DEFAULT_PARAMETERS[1:])])
def test_what_is_no_set_of_parameters_is_refused(numbers: tuple[float, ...]) -> None:
    with pytest.raises(UnsoundParametersError):
        within_bounds(numbers)
