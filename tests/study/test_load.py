"""How cards are spread over the days that an answer may lead to."""

from collections import Counter

from quizapp.core.day_load import weekday
from quizapp.core.forgetting import Rating
from quizapp.study import plan_queries
from quizapp.study.log import clock_of
from tests.study.desk import Desk


def days_of_all(desk: Desk) -> Counter[int]:
    """Learn every card at once, and return how many come back on which study day."""
    desk.add("bank:words")
    return Counter(desk.rate(name, Rating.EASY).due_day or 0 for name in names(desk))


def names(desk: Desk) -> list[str]:
    return [f"item-{number}" for number in range(1, desk.left() + 1)]


def test_a_day_that_several_answers_may_lead_to_is_counted_once(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learner.spreads_load = False
    for name in ("item-1", "item-2", "item-3"):
        desk.rate(name, Rating.EASY)
    day = desk.card("item-1").due_day
    assert day is not None
    due = plan_queries.cards_due(
        [(day - 4, day), (day, day + 2), (day - 4, day + 4)], learner_id=desk.learner.id
    )
    assert sum(due.values()) == 3


def test_cards_that_are_learned_together_come_back_on_days_that_are_even(desk: Desk) -> None:
    come = days_of_all(desk)
    assert come.total() >= 10
    assert len(come) == 5  # eight days, or two fewer, or two more
    assert max(come.values()) - min(come.values()) <= 1


def test_a_day_of_the_week_with_half_the_load_gets_half_the_cards(desk: Desk) -> None:
    middle = first_day(desk) + 2
    desk.learner.lighter_days = 1 << weekday(middle)
    come = days_of_all(desk)
    others = (come.total() - come[middle]) / 4
    assert abs(come[middle] - others / 2) <= 1
    assert come[middle] < min(come[day] for day in come if day != middle)


def test_no_card_comes_on_a_lighter_day_that_has_a_day_beside_it_where_days_are_not_made_even(
    desk: Desk,
) -> None:
    first = first_day(desk)
    desk.learner.spreads_load = False
    desk.learner.lighter_days = 1 << weekday(first + 2)
    come = days_of_all(desk)
    assert come[first + 2] == 0
    assert set(come) <= set(range(first, first + 5))


def first_day(desk: Desk) -> int:
    """Return the first study day on which a new card may come back that was easy today."""
    return clock_of(desk.learner).day(desk.now) + 6
