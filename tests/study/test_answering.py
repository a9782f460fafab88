"""Answering cards: once, in turn, and with what follows for the others."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.errors import CardNotDueError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import ReviewRow
from quizapp.study.moves import service as moves
from tests.core.builders import make_matching
from tests.study.desk import Desk, make_learner, store_bank
from tests.support.queries import statements

AGAIN, HARD, GOOD, EASY = Rating


def log_rows() -> int:
    return db.session.scalar(select(func.count()).select_from(ReviewRow)) or 0


def make_rows() -> None:
    """A bank with one matching item of three rows."""
    pairs = {"insulin": "lowers sugar", "glucagon": "raises sugar", "gastrin": "makes acid"}
    store_bank("pairs", replace(make_matching(pairs, "none of it"), id="hormones"))


def test_an_answer_moves_the_card_on_and_is_logged(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", GOOD, duration_ms=4200)
    card = desk.card("item-1")
    assert (card.phase, card.reps, card.version, card.last_review_at) == (Phase.LEARNING, 1, 1, desk.now)
    assert card.due_at == desk.now + timedelta(minutes=10)
    assert (row.rating, row.kind, row.source, row.duration_ms) == (3, "learning", "card", 4200)
    assert (row.card_version, row.phase_before, row.phase_after) == (1, "new", "learning")
    assert (row.time_zone, row.utc_offset_minutes) == ("Europe/London", 0)


def test_a_long_pause_counts_as_one_minute(desk: Desk) -> None:
    desk.add("bank:words")
    assert desk.rate("item-1", GOOD, duration_ms=10**9).duration_ms == 60_000


def test_the_same_answer_sent_twice_is_stored_once_and_answered_alike(desk: Desk) -> None:
    desk.add("bank:words")
    review_id = uuid4()
    first = desk.rate("item-1", GOOD, version=0, review_id=review_id)
    given = (first.due_at, first.phase_after)
    again = desk.rate("item-1", AGAIN, version=0, review_id=review_id)
    assert (again.id, again.rating, (again.due_at, again.phase_after)) == (review_id, 3, given)
    assert (log_rows(), desk.card("item-1").version) == (1, 1)


def test_a_card_answered_elsewhere_is_refused_and_stays_as_it_is(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", GOOD)
    with pytest.raises(StaleCardError):
        desk.rate("item-1", AGAIN, version=0)
    assert (log_rows(), desk.card("item-1").version) == (1, 1)


@pytest.mark.parametrize("version", [1, 7])
def test_a_version_that_the_card_never_had_is_refused(desk: Desk, version: int) -> None:
    desk.add("bank:words")
    with pytest.raises(StaleCardError):
        desk.rate("item-1", GOOD, version=version)
    assert log_rows() == 0


def test_an_answer_to_a_card_that_comes_back_later_is_not_counted(desk: Desk) -> None:
    desk.add("bank:words")
    review_id = desk.rate("item-1", EASY).id
    with pytest.raises(CardNotDueError):
        desk.rate("item-1", EASY)
    assert desk.rate("item-1", EASY, version=0, review_id=review_id).id == review_id
    assert (log_rows(), desk.card("item-1").version) == (1, 1)


def test_an_id_that_stands_for_another_cards_answer_is_refused(desk: Desk) -> None:
    desk.add("bank:words")
    row_id: UUID = desk.rate("item-1", GOOD).id
    db.session.expunge_all()  # another request
    desk.learner = db.session.merge(desk.learner)
    with pytest.raises(StaleCardError):
        desk.rate("item-2", GOOD, review_id=row_id)
    assert (log_rows(), desk.card("item-2").version, desk.card("item-2").phase) == (1, 0, Phase.NEW)


def test_an_id_that_stands_for_a_fresh_start_is_no_answer(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    move_id = uuid4()
    moves.forget(desk.learner, desk.card("item-1"), move_id=move_id, now=desk.now)
    with pytest.raises(StaleCardError):
        desk.rate("item-1", GOOD, version=0, review_id=move_id)


def test_two_learners_may_use_the_same_id(desk: Desk) -> None:
    other = Desk(learner=make_learner())
    review_id = uuid4()
    for someone in (desk, other):
        someone.add("bank:words")
        someone.rate("item-1", GOOD, review_id=review_id)
    assert log_rows() == 2


def test_the_other_faces_of_an_item_wait_until_tomorrow(desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    assert desk.next("bank:pairs") == "hormones/pair-gastrin"
    desk.rate("hormones/pair-gastrin", EASY)
    assert desk.next("bank:pairs") == ""
    desk.wait(days=1)
    assert desk.next("bank:pairs") == "hormones/pair-glucagon"


def test_cards_of_other_items_are_not_hidden(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    assert desk.next() == "item-2/main"


def lapse(desk: Desk, name: str, times: int) -> ReviewRow:
    """Forget a learned card so many times, a week apart; return the last Again."""
    for _ in range(times):
        desk.wait(days=7)
        row = desk.rate(name, AGAIN)
        desk.rate(name, GOOD)
    return row


def test_the_eighth_lapse_marks_a_leech_and_then_every_fourth(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    assert [lapse(desk, "item-1", 1).leech for _ in range(13)] == [
        lapses in {8, 12} for lapses in range(1, 14)
    ]
    assert not desk.card("item-1").suspended


def test_a_leech_rests_if_the_learner_wants_that(desk: Desk) -> None:
    desk.learner.leeches_rest = True
    desk.add("bank:words")
    desk.learn("item-1")
    lapse(desk, "item-1", 7)
    assert not desk.card("item-1").suspended
    assert lapse(desk, "item-1", 1).rests
    assert desk.card("item-1").suspended


def test_a_card_that_rests_stays_out_until_it_is_taken_back(desk: Desk) -> None:
    desk.add("bank:words")
    desk.move("item-1", "rest")
    assert desk.next() == "item-2/main"
    desk.move("item-1", "back")
    assert desk.next() == "item-1/main"


def test_a_card_put_off_comes_tomorrow(desk: Desk) -> None:
    desk.add("bank:words")
    desk.move("item-1", "tomorrow")
    assert desk.next() == "item-2/main"
    desk.wait(days=1)
    assert desk.next() == "item-1/main"


def test_a_card_can_be_marked_and_unmarked(desk: Desk) -> None:
    desk.add("bank:words")
    desk.move("item-1", "flag")
    assert desk.card("item-1").flag == 1
    desk.move("item-1", "unflag")
    assert desk.card("item-1").flag == 0


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_no_change_of_a_state_looks_at_more_than_one_item(app: Flask, desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    with statements(app) as sent:
        desk.rate("hormones/pair-insulin", GOOD)
    changes = [statement for statement in sent if statement.startswith("UPDATE card_state")]
    assert len(changes) == 2  # of the card and of those beside it
    connection = db.session.connection()
    for change in changes:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {change}", (None,) * change.count("?"))
        assert "(learner_id=? AND item_id=? AND face" in str(plan.all())
