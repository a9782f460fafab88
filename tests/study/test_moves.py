"""What can be done with a card beside answering it: another day, starting anew, and what follows from it."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from quizapp.core.errors import CardIsNewError, IdInUseError, NoSuchDayError
from quizapp.core.forgetting import Rating
from quizapp.core.optimising import histories
from quizapp.core.scheduling import NEW_CARD, Phase
from quizapp.core.setting_aside import Move
from quizapp.database import db
from quizapp.models import CardMoveRow, DailyTallyRow, ReviewRow
from quizapp.progress import card_history
from quizapp.study.decks import service as decks
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.joining import service as joining
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from quizapp.study.moves import service as moves
from tests.study.desk import Desk, make_learner
from tests.study.test_answering import lapse
from tests.study.test_rebuild import differences

AGAIN, HARD, GOOD, EASY = Rating
TODAY = 20_773


def kinds() -> list[str]:
    return list(db.session.scalars(select(ReviewRow.kind).order_by(ReviewRow.card_version)))


def tallies() -> list[tuple[int, int, int]]:
    rows = db.session.scalars(select(DailyTallyRow).order_by(DailyTallyRow.study_day))
    return [(row.study_day, row.reviews, row.asked) for row in rows]


def test_a_card_started_anew_is_as_new_and_keeps_its_log(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    desk.forget("item-1")
    assert (desk.card("item-1").memory, desk.next()) == (NEW_CARD, "item-1/main")
    assert (kinds(), differences(desk)) == (["learning", "learning", "reset"], [])


def test_a_card_started_anew_is_no_leech_any_more(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    lapse(desk, "item-1", 8)
    desk.forget("item-1")
    desk.learn("item-1")
    assert (desk.card("item-1").lapses, desk.card("item-1").reps, differences(desk)) == (0, 2, [])


def test_another_day_moves_the_card_and_leaves_what_is_known_of_its_memory(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    before = desk.card("item-1").memory
    desk.set_day("item-1", 30)
    after = desk.card("item-1").memory
    assert (after.due_day, after.stability, after.reps) == (TODAY + 30, before.stability, before.reps)
    assert (kinds(), differences(desk)) == (["learning", "reschedule"], [])


def test_a_card_in_learning_can_be_put_off_to_a_day(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", AGAIN)
    moves.set_day(desk.learner, desk.card("item-1"), date(2026, 11, 20), move_id=uuid4(), now=desk.now)
    card = desk.card("item-1")
    assert (card.phase, card.due_day, card.due_at) == (Phase.REVIEW, TODAY + 4, None)
    desk.wait(days=4)
    desk.rate("item-1", GOOD)
    assert differences(desk) == []


def test_a_card_answered_today_comes_tomorrow_at_the_earliest(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.set_day("item-1", 0)
    assert desk.card("item-1").due_day == TODAY + 1
    desk.wait(days=1)
    desk.set_day("item-1", 0)
    assert desk.card("item-1").due_day == TODAY + 1


def test_a_new_card_has_no_day_to_move_and_nothing_to_forget(desk: Desk) -> None:
    desk.add("bank:words")
    with pytest.raises(CardIsNewError):
        desk.set_day("item-1", 3)
    desk.forget("item-1")
    assert kinds() == []


def test_a_day_that_is_over_or_too_far_away_changes_nothing(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    for days in (-1, 366):
        with pytest.raises(NoSuchDayError):
            desk.set_day("item-1", days)
    assert kinds() == ["learning"]


def test_what_is_sent_twice_is_done_once(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    day_id, forget_id, move_id = uuid4(), uuid4(), uuid4()
    for _ in range(2):
        moves.set_day(desk.learner, desk.card("item-1"), 9, move_id=day_id, now=desk.now)
    for _ in range(2):
        moves.forget(desk.learner, desk.card("item-1"), move_id=forget_id, now=desk.now)
        desk.rate("item-1", EASY) if desk.card("item-1").phase == Phase.NEW else None
    for _ in range(2):
        moves.move(desk.learner, desk.card("item-1"), Move.REST, move_id=move_id, now=desk.now)
    assert kinds() == ["learning", "reschedule", "reset", "learning"]
    assert len(db.session.scalars(select(CardMoveRow)).all()) == 1


def test_an_id_that_names_something_else_is_refused(desk: Desk) -> None:
    desk.add("bank:words")
    row = desk.rate("item-1", EASY)
    desk.rate("item-2", EASY)
    with pytest.raises(IdInUseError):
        moves.forget(desk.learner, desk.card("item-2"), move_id=row.id, now=desk.now)
    with pytest.raises(IdInUseError):
        moves.move(desk.learner, desk.card("item-2"), Move.FLAG, move_id=row.id, now=desk.now)
    moves.set_day(desk.learner, desk.card("item-2"), 9, move_id=(day_id := uuid4()), now=desk.now)
    with pytest.raises(IdInUseError):
        moves.forget(desk.learner, desk.card("item-2"), move_id=day_id, now=desk.now)


def test_a_day_chosen_in_the_evening_and_sent_again_in_the_morning_stays(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    day_id, today = uuid4(), clock_of(desk.learner).day(desk.now)
    for _ in range(2):
        moves.set_day(desk.learner, desk.card("item-1"), 3, move_id=day_id, now=desk.now)
        desk.wait(days=1)
    assert (desk.card("item-1").due_day, kinds()) == (today + 3, ["learning", "reschedule"])


def test_another_day_and_starting_anew_are_no_answers_in_any_count(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.rate("item-2", EASY)
    desk.wait(days=20)
    counted = tallies()
    left = desk.left()
    desk.set_day("item-1", 0)
    desk.set_day("item-1", 5)
    desk.forget("item-2")
    desk.set_day("item-1", 0)
    assert tallies() == counted
    assert desk.left() == left


def test_what_was_learned_before_a_card_was_started_anew_is_kept_out_of_fitting(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    desk.set_day("item-1", 9)
    desk.forget("item-1")
    desk.rate("item-1", EASY)
    (card,) = histories(fit_queries.answers(learner_id=desk.learner.id), with_quizzes=True).cards
    assert [one.rating for one in card] == [EASY]


def test_the_history_tells_what_was_done_and_when_the_card_was_to_come(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.wait(days=3)
    desk.set_day("item-1", 5)
    desk.forget("item-1")
    told = card_history.history(desk.learner, desk.card("item-1"), now=desk.now).answers
    assert [(one.kind, one.interval_days) for one in told[1:]] == [("reschedule", 5), ("reset", 0)]


def test_a_guests_moves_come_along_into_the_account_and_can_be_undone_there(desk: Desk) -> None:
    guest, same_id = Desk(learner=make_learner()), uuid4()
    for owner, name in ((guest, "item-1"), (desk, "item-2")):
        decks.add_item(owner.learner, name, now=owner.now)
        moves.move(owner.learner, owner.card(name), Move.REST, move_id=same_id, now=owner.now)
    joining.join_cards(guest.learner.id, learner_id=desk.learner.id, new_id=uuid4)
    db.session.commit()
    assert (desk.card("item-1").suspended, desk.card("item-2").suspended) == (True, True)
    for _ in range(2):
        last = move_queries.last_act(TODAY, learner_id=desk.learner.id)
        assert last
        desk.undo(last)
    assert (desk.card("item-1").suspended, desk.card("item-2").suspended) == (False, False)
