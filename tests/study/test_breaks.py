"""Coming back after a break."""

from dataclasses import replace

import pytest

from quizapp.core.forgetting import Rating
from quizapp.study.breaks import service as breaks
from tests.study.desk import Desk, make_items, store_bank


@pytest.fixture
def away(desk: Desk) -> Desk:
    """Somebody who learned forty cards, some better than others, and stayed away for two months."""
    items = [replace(item, id=f"more-{number}") for number, item in enumerate(make_items(40), start=1)]
    store_bank("more", *items)
    desk.add("bank:more")
    desk.learner.new_per_day = 100
    for number in range(1, 41):
        desk.rate(f"more-{number}", Rating.EASY if number % 2 else Rating.GOOD)
        if number % 2 == 0:
            desk.rate(f"more-{number}", Rating.GOOD)
    desk.wait(days=60)
    return desk


def test_nobody_who_studied_lately_is_offered_a_plan(desk: Desk) -> None:
    desk.add("bank:words")
    desk.study_all()
    desk.wait(days=1)
    assert breaks.break_of(desk.learner, now=desk.now) == breaks.NO_BREAK


def test_what_is_done_with_cards_without_answering_one_leaves_the_plans_on_offer(away: Desk) -> None:
    offered = breaks.break_of(away.learner, now=away.now)
    assert offered.plans
    away.set_day("more-1", 0)
    away.undo(away.rate("more-2", Rating.GOOD))
    assert breaks.break_of(away.learner, now=away.now) == offered
    away.rate("more-2", Rating.GOOD)
    assert breaks.break_of(away.learner, now=away.now) == breaks.NO_BREAK


def test_a_plan_lets_few_reviews_come_and_nothing_new_until_its_last_day(away: Desk) -> None:
    offered = breaks.break_of(away.learner, now=away.now)
    assert offered.waiting == 40
    week = offered.plans[0]
    away.add("bank:words")
    assert breaks.start(away.learner, days=week.days, now=away.now)
    assert away.left() == week.per_day < 40
    away.wait(days=week.days)
    assert away.left() > week.per_day


def test_while_catching_up_the_card_that_is_known_best_comes_first(away: Desk) -> None:
    breaks.start(away.learner, days=7, now=away.now)
    stability = []
    for _ in range(3):
        name = away.next()
        stability.append(away.card(name).stability or 0.0)
        away.rate(name, Rating.GOOD)
    assert stability == sorted(stability, reverse=True)


def test_a_plan_that_is_ended_gives_the_usual_limits_back(away: Desk) -> None:
    breaks.start(away.learner, days=7, now=away.now)
    breaks.end(away.learner)
    assert away.left() == 40
    assert breaks.break_of(away.learner, now=away.now).plans


def test_a_plan_that_is_not_offered_does_not_begin(away: Desk) -> None:
    assert not breaks.start(away.learner, days=3, now=away.now)
    assert away.learner.catch_up_until is None
