"""How many cards wait on the days that an answer may lead to."""

from quizapp.core.forgetting import Rating
from quizapp.study import plan_queries
from tests.study.desk import Desk


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
