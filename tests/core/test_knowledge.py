"""How well cards were known, from what each answer left."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.forgetting import DEFAULT_SCHEDULER, forgetting_curve
from quizapp.core.knowledge import MOST_CARDS, WEEKS, CardLog, Learned, by_week, curve_of_card, one_in

TODAY = 20_000
CURVE = forgetting_curve(DEFAULT_SCHEDULER)


def make_logs(count: int, *answers: Learned, topic: str = "sites") -> list[CardLog]:
    return [CardLog(topic=topic, answers=answers)] * count


def test_a_card_is_known_to_nine_in_ten_when_its_stability_has_passed() -> None:
    (weeks,) = by_week(make_logs(5, Learned(day=TODAY - 14, stability=14.0)), CURVE, today=TODAY).values()
    assert len(weeks) == WEEKS
    assert weeks[-1].known == pytest.approx(0.9)
    assert weeks[-3].known == 1.0
    assert (weeks[-4].cards, weeks[-4].known) == (0, None)


def test_each_week_goes_by_the_answers_given_until_then() -> None:
    log = (Learned(day=TODAY - 21, stability=7.0), Learned(day=TODAY - 7, stability=7.0))
    (weeks,) = by_week(make_logs(5, *log), CURVE, today=TODAY).values()
    assert weeks[-3].known == pytest.approx(0.9)
    assert weeks[-2].known == 1.0
    assert weeks[-1].known == pytest.approx(0.9)


def test_few_cards_say_nothing_and_topics_are_told_apart() -> None:
    learned = Learned(day=TODAY, stability=3.0)
    found = by_week(make_logs(4, learned) + make_logs(6, learned, topic="symptoms"), CURVE, today=TODAY)
    assert (found["sites"][-1].cards, found["sites"][-1].known) == (4, None)
    assert (found["symptoms"][-1].cards, found["symptoms"][-1].known) == (6, 1.0)


def test_a_card_that_was_made_new_again_is_not_known() -> None:
    log = (Learned(day=TODAY - 20, stability=9.0), Learned(day=TODAY - 10, stability=None))
    (weeks,) = by_week(make_logs(5, *log), CURVE, today=TODAY).values()
    assert weeks[-1].cards == 0
    assert weeks[-3].cards == 5


@pytest.mark.parametrize(
    ("cards", "step"), [(0, 1), (MOST_CARDS, 1), (MOST_CARDS + 1, 2), (MOST_CARDS * 100, 100)]
)
def test_of_very_many_cards_only_some_are_looked_at(cards: int, step: int) -> None:
    assert one_in(cards) == step


@given(
    st.lists(st.integers(0, 700), min_size=1, max_size=20).map(sorted),
    st.floats(0.01, 400, allow_nan=False),
)
def test_a_curve_falls_between_answers_and_ends_in_the_future(days: list[int], stability: float) -> None:
    answers = [Learned(day=TODAY - 700 + day, stability=stability) for day in days]
    points = curve_of_card(answers, CURVE, today=TODAY)
    answered = {one.day for one in answers}
    assert points[0].known == 1.0
    assert points[-1].day >= TODAY + 30
    for before, after in itertools.pairwise(points):
        assert 0 < after.known <= 1
        assert after.day in answered or after.known <= before.known


def test_a_card_without_answers_has_no_curve() -> None:
    assert curve_of_card([], CURVE, today=TODAY) == ()
