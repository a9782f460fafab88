"""What happens at once happens in turn: two tabs, a double click, two quizzes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from flask import Flask

from quizapp.core.errors import NothingToUndoError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.database import db
from tests.study.desk import Desk, make_items, make_learner, store_bank
from tests.study.test_answering import log_rows
from tests.study.test_feed import quiz_answer

AGAIN, HARD, GOOD, EASY = Rating
TABS = 6


@pytest.fixture
def learner_id(app: Flask) -> int:
    """A learner with one card."""
    with app.app_context():
        store_bank("words", *make_items(1))
        desk = Desk(learner=make_learner())
        desk.add("bank:words")
        return desk.learner.id


def at_once(app: Flask, learner_id: int, act: Callable[[Desk], object]) -> list[str]:
    """Let so many tabs do the same thing at the same time; return how each came out."""

    def one(_number: int) -> str:
        with app.app_context():
            desk = Desk(learner=make_learner())
            desk.renew(learner_id)
            try:
                act(desk)
            except (StaleCardError, NothingToUndoError) as error:
                return error.code
            return "done"

    with ThreadPoolExecutor(TABS) as threads:
        return sorted(threads.map(one, range(TABS)))


def stored(app: Flask) -> int:
    with app.app_context():
        return log_rows()


def test_of_many_tabs_that_answer_one_card_one_is_counted(app: Flask, learner_id: int) -> None:
    outcomes = at_once(app, learner_id, lambda desk: desk.rate("item-1", GOOD, version=0))
    assert outcomes == ["done"] + ["stale-card"] * (TABS - 1)
    assert stored(app) == 1


def test_one_answer_sent_many_times_at_once_is_stored_once_and_answered_each_time(
    app: Flask, learner_id: int
) -> None:
    review_id = uuid4()
    outcomes = at_once(
        app, learner_id, lambda desk: desk.rate("item-1", GOOD, version=0, review_id=review_id)
    )
    assert outcomes == ["done"] * TABS
    assert stored(app) == 1


def test_one_answer_undone_in_many_tabs_at_once_is_undone_once(app: Flask, learner_id: int) -> None:
    with app.app_context():
        desk = Desk(learner=make_learner())
        desk.renew(learner_id)
        review = desk.rate("item-1", GOOD)
    outcomes = at_once(app, learner_id, lambda desk: desk.undo(review))
    assert outcomes == ["done"] + ["nothing-to-undo"] * (TABS - 1)
    assert stored(app) == 2


def test_one_undo_sent_many_times_at_once_is_done_once_and_answered_each_time(
    app: Flask, learner_id: int
) -> None:
    with app.app_context():
        desk = Desk(learner=make_learner())
        desk.renew(learner_id)
        review = desk.rate("item-1", GOOD)
    undo_id = uuid4()
    assert at_once(app, learner_id, lambda desk: desk.undo(review, undo_id)) == ["done"] * TABS
    assert stored(app) == 2


def test_quizzes_that_miss_one_item_at_once_make_one_card_and_count_once(app: Flask) -> None:
    with app.app_context():
        store_bank("words", *make_items(1))
        learner_id = make_learner().id
    attempts: list[UUID] = []

    def miss(desk: Desk) -> None:
        attempts.append(uuid4())
        quiz_answer(desk, "item-1", right=False, attempt=attempts[-1])

    assert at_once(app, learner_id, miss) == ["done"] * TABS
    assert stored(app) == 1
    with app.app_context():
        desk = Desk(learner=make_learner())
        desk.renew(learner_id)
        assert (desk.card("item-1").reps, desk.card("item-1").version) == (1, 1)
        db.session.rollback()
