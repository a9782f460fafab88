"""Where a learner puts a card, and how that is taken back."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import NoSuchDayError
from quizapp.core.setting_aside import Move, Place, chosen_day, moved, taken_back
from quizapp.core.study_day import EPOCH

TODAY = 20_773
TOMORROW = TODAY + 1

places = st.builds(
    Place,
    suspended=st.booleans(),
    buried_until_day=st.none() | st.integers(TODAY - 3, TODAY + 3),
    buried_by=st.none() | st.uuids(),
    flag=st.integers(0, 1),
)
moves = st.sampled_from(Move)


@given(places, moves)
def test_a_move_made_twice_is_made_once(place: Place, how: Move) -> None:
    once = moved(place, how, tomorrow=TOMORROW)
    assert moved(once, how, tomorrow=TOMORROW) == once


@given(places, st.lists(moves, max_size=8))
def test_moves_taken_back_one_by_one_lead_back_to_every_place_before(place: Place, hows: list[Move]) -> None:
    befores = []
    for how in hows:
        befores.append(place)
        place = moved(place, how, tomorrow=TOMORROW)
    for how, before in zip(reversed(hows), reversed(befores), strict=True):
        place = taken_back(place, how, before=before, tomorrow=TOMORROW)
        assert place == before


def test_taking_a_move_back_leaves_what_it_did_not_touch() -> None:
    before = Place()
    marked_then_out = Place(flag=1, suspended=True, buried_until_day=TOMORROW, buried_by=UUID(int=1))
    left = taken_back(marked_then_out, Move.FLAG, before=before, tomorrow=TOMORROW)
    assert left == Place(suspended=True, buried_until_day=TOMORROW, buried_by=UUID(int=1))


@pytest.mark.parametrize(
    ("wish", "day"), [(0, TODAY), (365, TODAY + 365), (date.fromordinal(EPOCH + TODAY + 7), TODAY + 7)]
)
def test_a_day_is_chosen_by_its_date_or_by_how_far_away_it_is(wish: int | date, day: int) -> None:
    assert chosen_day(wish, today=TODAY) == day


@pytest.mark.parametrize("wish", [-1, 366, date.fromordinal(EPOCH + TODAY - 1), date.max])
def test_a_day_that_is_over_or_more_than_a_year_away_is_refused(wish: int | date) -> None:
    with pytest.raises(NoSuchDayError):
        chosen_day(wish, today=TODAY)
