"""Undoing answers: everything is as before, and the log keeps both."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import inspect, select

from quizapp.core.errors import NothingToUndoError
from quizapp.core.forgetting import Rating
from quizapp.core.study_queue import ALL_CARDS
from quizapp.database import db
from quizapp.models import CardStateRow, ReviewRow
from quizapp.study import queries, service
from tests.study.desk import Desk, make_learner
from tests.study.test_answering import lapse, log_rows, make_rows
from tests.study.test_feed import quiz_answer

AGAIN, HARD, GOOD, EASY = Rating


def picture(card: CardStateRow) -> dict[str, object]:
    """Return a card's columns but for the version, which only rises."""
    values = {column.key: getattr(card, column.key) for column in inspect(CardStateRow).column_attrs}
    del values["version"]
    return values


def done(desk: Desk) -> tuple[int, int]:
    day = 20773
    count = queries.done_on(day, learner_id=desk.learner.id)
    return count.new, count.reviews


def test_an_undone_answer_leaves_the_card_as_it_was(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    desk.wait(days=2)
    before = picture(desk.card("item-1"))
    desk.undo(desk.rate("item-1", AGAIN))
    assert picture(desk.card("item-1")) == before
    assert desk.card("item-1").version == 4


def test_answers_can_be_undone_one_after_another_back_to_the_new_card(desk: Desk) -> None:
    desk.add("bank:words")
    pictures, rows = [], []
    for rating in (GOOD, HARD, AGAIN, GOOD, GOOD, EASY):
        pictures.append(picture(desk.card("item-1")))
        rows.append(desk.rate("item-1", rating))
        desk.wait(days=60)
    for before, row in zip(reversed(pictures), reversed(rows), strict=True):
        desk.undo(row)
        assert picture(desk.card("item-1")) == before


def test_an_undo_is_a_row_of_its_own_that_names_the_row_it_undoes(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", GOOD)
    kept = {column.key: getattr(row, column.key) for column in inspect(ReviewRow).column_attrs}
    desk.undo(row)
    rows = db.session.scalars(select(ReviewRow).order_by(ReviewRow.card_version)).all()
    assert [(one.kind, one.rating, one.undoes) for one in rows] == [
        ("learning", 3, None),
        ("undo", 0, row.id),
    ]
    assert {name: getattr(rows[0], name) for name in kept} == kept


def test_an_undone_answer_does_not_use_up_the_day(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", EASY)
    assert done(desk) == (1, 0)
    desk.undo(row)
    assert done(desk) == (0, 0)
    assert desk.next() == "item-1/main"


def test_undo_shows_the_faces_again_that_the_answer_had_hidden(desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    desk.move("hormones/pair-insulin", "tomorrow")
    row = desk.rate("hormones/pair-gastrin", EASY)
    desk.undo(row)
    assert desk.card("hormones/pair-glucagon").buried_until_day is None
    assert desk.card("hormones/pair-insulin").buried_until_day is not None


def test_undo_takes_back_the_leech_and_its_rest(desk: Desk) -> None:
    desk.learner.leeches_rest = True
    desk.add("bank:words")
    desk.learn("item-1")
    lapse(desk, "item-1", 7)
    desk.wait(days=7)
    row = desk.rate("item-1", AGAIN)
    assert (row.leech, desk.card("item-1").suspended, desk.card("item-1").lapses) == (True, True, 8)
    desk.undo(row)
    assert (desk.card("item-1").suspended, desk.card("item-1").lapses) == (False, 7)


def test_undo_of_a_leech_leaves_out_a_card_that_was_out_before(desk: Desk) -> None:
    desk.learner.leeches_rest = True
    desk.add("bank:words")
    desk.learn("item-1")
    lapse(desk, "item-1", 7)
    desk.wait(days=7)
    desk.move("item-1", "rest")
    row = desk.rate("item-1", AGAIN)
    desk.undo(row)
    assert (row.leech, desk.card("item-1").suspended) == (True, True)


def test_undo_leaves_a_rest_that_the_learner_chose(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", GOOD)
    desk.move("item-1", "rest")
    desk.undo(row)
    assert desk.card("item-1").suspended


def test_the_same_undo_sent_twice_is_done_once(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", GOOD)
    row, undo_id = desk.rate("item-1", GOOD), uuid4()
    desk.undo(row, undo_id)
    desk.undo(row, undo_id)
    assert (log_rows(), desk.card("item-1").reps) == (3, 1)


def test_an_answer_is_undone_once(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", GOOD)
    desk.undo(row)
    with pytest.raises(NothingToUndoError):
        desk.undo(row)


def test_an_answer_that_another_followed_is_not_undone(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", GOOD)
    desk.rate("item-1", GOOD)
    with pytest.raises(NothingToUndoError):
        desk.undo(row)
    assert log_rows() == 2


def undo_offered(desk: Desk) -> UUID | None:
    last = service.next_up(desk.learner, ALL_CARDS, now=desk.now).undoable
    return last.id if last else None


def test_after_a_quiz_fed_the_last_card_undo_is_offered_for_the_answer_before(desk: Desk) -> None:
    desk.add("bank:words")
    first, _second = desk.rate("item-1", GOOD), desk.rate("item-2", GOOD)
    quiz_answer(desk, "item-2", right=True)
    assert undo_offered(desk) == first.id
    desk.undo(first)
    assert undo_offered(desk) is None


def test_undo_is_offered_again_for_an_answer_whose_follower_was_undone(desk: Desk) -> None:
    desk.add("bank:words")
    first = desk.rate("item-1", GOOD)
    desk.wait(minutes=1)
    second = desk.rate("item-1", GOOD)
    assert undo_offered(desk) == second.id
    desk.undo(second)
    assert undo_offered(desk) == first.id


def test_another_learners_answer_is_not_undone(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", GOOD)
    with pytest.raises(NothingToUndoError):
        Desk(learner=make_learner()).undo(row)
    assert desk.card("item-1").reps == 1


def test_an_undo_is_not_undone(desk: Desk) -> None:
    desk.add("bank:words")
    row, undo_id = desk.rate("item-1", GOOD), uuid4()
    desk.undo(row, undo_id)
    undo = queries.find_review(undo_id, learner_id=desk.learner.id)
    assert undo
    with pytest.raises(NothingToUndoError):
        desk.undo(undo)


def test_a_card_can_be_answered_again_after_an_undo(desk: Desk) -> None:
    desk.add("bank:words")
    desk.undo(desk.rate("item-1", AGAIN))
    desk.rate("item-1", EASY)
    assert (desk.card("item-1").reps, desk.card("item-1").version) == (1, 3)
