"""The same done with several cards at once, and taken back at once."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from quizapp.core.errors import IdInUseError, NoSuchDayError, NothingToUndoError
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Entry, Phase
from quizapp.core.setting_aside import Move
from quizapp.database import db
from quizapp.models import CardMoveRow, CardStateRow, ItemRow, ReviewRow
from quizapp.study.acts import service as acts
from quizapp.study.acts.wishes import Wish
from quizapp.study.joining import service as joining
from quizapp.study.moves import undoing
from tests.study.desk import Desk, make_learner
from tests.study.test_feed import quiz_answer
from tests.study.test_rebuild import differences
from tests.study.test_undoing import picture

AGAIN, HARD, GOOD, EASY = Rating
TODAY = 20_773
SOME = ("item-1", "item-2", "item-3")
WHATS = (*Move, Entry.RESET, Entry.RESCHEDULE)


def act(
    desk: Desk, names: Collection[str], what: Move | Entry, *, day: int = 5, id_: UUID | None = None
) -> acts.Done:
    """Do the same with some cards."""
    cards = [desk.card(name) for name in names]
    keys = {(card.item_id, card.face) for card in cards}
    wish = Wish(id=id_ or uuid4(), what=what, day=day)
    return acts.act(desk.learner, keys, wish, now=desk.now)


def take_back(desk: Desk) -> undoing.Undone:
    found = desk.undoable()
    assert found
    return undoing.undo(desk.learner, found.id, undo_id=uuid4(), now=desk.now)


def pictures(desk: Desk) -> list[dict[str, object]]:
    return [picture(desk.card(f"item-{number}")) for number in range(1, 5)]


@pytest.fixture
def studied(desk: Desk) -> Desk:
    """Somebody who studied four cards differently, on some days."""
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.learn("item-2")
    desk.rate("item-3", AGAIN)
    desk.move("item-2", "flag")
    desk.move("item-3", "rest")
    desk.wait(days=3)
    return desk


@pytest.mark.parametrize("what", WHATS)
def test_it_is_as_if_it_were_done_with_each_card_alone(studied: Desk, what: Move | Entry) -> None:
    act(studied, SOME, what, day=9)
    at_once = pictures(studied)
    take_back(studied)
    for name in SOME:
        if isinstance(what, Move):
            studied.move(name, what)
        elif what is Entry.RESET:
            studied.forget(name)
        else:
            studied.set_day(name, 9)
    assert pictures(studied) == at_once
    assert differences(studied) == []


@pytest.mark.parametrize("what", WHATS)
def test_one_undo_takes_the_whole_back_and_the_next_takes_back_what_was_before(
    studied: Desk, what: Move | Entry
) -> None:
    studied.move("item-4", "flag")
    studied.wait(seconds=1)
    studied.move("item-4", "tomorrow")
    studied.wait(seconds=1)
    before = pictures(studied)
    done = act(studied, [*SOME, "item-4"], what)
    assert done.changed > 1
    undone = take_back(studied)
    assert (undone.several, pictures(studied), differences(studied)) == (done.changed, before, [])
    assert take_back(studied).several is None
    assert studied.card("item-4").buried_until_day is None


@pytest.mark.parametrize("what", [Move.REST, Entry.RESET])
def test_what_is_sent_twice_is_done_once_and_undone_once(studied: Desk, what: Move | Entry) -> None:
    act_id, undo_id = uuid4(), uuid4()
    first = act(studied, SOME, what, id_=act_id)
    after = pictures(studied)
    assert act(studied, SOME, what, id_=act_id) == first
    undone = undoing.undo(studied.learner, act_id, undo_id=undo_id, now=studied.now)
    before = pictures(studied)
    assert undoing.undo(studied.learner, act_id, undo_id=undo_id, now=studied.now) == undone
    assert pictures(studied) == before != after
    with pytest.raises(NothingToUndoError):
        undoing.undo(studied.learner, act_id, undo_id=uuid4(), now=studied.now)


def test_cards_that_are_so_already_stay_and_have_no_row(studied: Desk) -> None:
    assert act(studied, SOME, Move.REST) == acts.Done(changed=2, unchanged=1)
    assert act(studied, SOME, Move.REST) == acts.Done(changed=0, unchanged=3)
    assert len(db.session.scalars(select(CardMoveRow).where(CardMoveRow.act_id.is_not(None))).all()) == 2


@pytest.mark.parametrize("what", [Entry.RESET, Entry.RESCHEDULE])
def test_new_cards_stay_where_a_day_is_chosen_or_they_are_started_anew(desk: Desk, what: Entry) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    assert act(desk, SOME, what) == acts.Done(changed=1, unchanged=2)
    assert {desk.card(name).phase for name in SOME[1:]} == {Phase.NEW}


def test_a_day_that_cannot_be_is_refused_and_moves_nothing(studied: Desk) -> None:
    before = pictures(studied)
    for day in (-1, 366):
        with pytest.raises(NoSuchDayError):
            act(studied, SOME, Entry.RESCHEDULE, day=day)
        db.session.rollback()
    assert pictures(studied) == before


def test_cards_answered_today_come_tomorrow_at_the_earliest(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.wait(days=1)
    desk.rate("item-2", EASY)
    act(desk, SOME[:2], Entry.RESCHEDULE, day=0)
    assert [desk.card(name).due_day for name in SOME[:2]] == [TODAY + 1, TODAY + 2]


def test_an_id_that_names_something_else_is_refused(studied: Desk) -> None:
    row, act_id = studied.rate("item-4", EASY), uuid4()
    act(studied, SOME[:2], Move.REST, id_=act_id)
    for names, what, id_ in (
        (SOME, Move.REST, row.id),
        (SOME, Move.FLAG, act_id),
        (["item-4"], Move.REST, act_id),
    ):
        with pytest.raises(IdInUseError):
            act(studied, names, what, id_=id_)
        db.session.rollback()


def test_what_is_not_the_learners_or_not_offered_stays(studied: Desk) -> None:
    other = Desk(learner=make_learner())
    other.add("bank:words")
    db.session.execute(update(ItemRow).filter_by(slug="item-2").values(offered=False))
    db.session.commit()
    assert act(studied, SOME, Move.TOMORROW) == acts.Done(changed=2, unchanged=1)
    hidden = select(CardStateRow.learner_id).where(CardStateRow.buried_until_day.is_not(None)).distinct()
    assert db.session.scalars(hidden).all() == [studied.learner.id]
    undone = studied.undoable()
    assert undone
    with pytest.raises(NothingToUndoError):
        undoing.undo(other.learner, undone.id, undo_id=uuid4(), now=studied.now)


def test_cards_that_went_on_since_stay_when_the_others_are_taken_back(studied: Desk) -> None:
    before = picture(studied.card("item-2"))
    act(studied, SOME[:2], Entry.RESET)
    studied.wait(minutes=5)
    quiz_answer(studied, "item-1", right=False)
    after = picture(studied.card("item-1"))
    assert take_back(studied).several == 1
    assert (picture(studied.card("item-1")), picture(studied.card("item-2"))) == (after, before)
    assert differences(studied) == []


def test_a_card_that_is_not_offered_any_more_is_not_taken_back_in(studied: Desk) -> None:
    act(studied, SOME, Move.BACK)
    studied.wait(seconds=1)
    act(studied, SOME, Move.REST)
    db.session.execute(update(ItemRow).filter_by(slug="item-1").values(offered=False))
    db.session.commit()
    take_back(studied)
    assert [studied.card(name).suspended for name in SOME] == [True, False, False]


def test_it_can_be_undone_after_the_guest_got_an_account(studied: Desk) -> None:
    account = Desk(learner=make_learner(), now=studied.now + timedelta(minutes=1))
    account.add("bank:words")
    act(studied, SOME, Entry.RESET)
    joining.join_cards(studied.learner.id, learner_id=account.learner.id, new_id=uuid4)
    db.session.commit()
    assert take_back(account).several == 3
    assert differences(account) == []


def test_it_is_in_the_logs_row_by_row(studied: Desk) -> None:
    act(studied, SOME, Entry.RESCHEDULE)
    act(studied, SOME, Move.FLAG)
    day = select(ReviewRow.act_id, ReviewRow.kind).where(ReviewRow.act_id.is_not(None))
    flags = select(CardMoveRow.act_id, CardMoveRow.kind).where(CardMoveRow.act_id.is_not(None))
    assert [row.kind for row in db.session.execute(day)] == ["reschedule"] * 3
    assert [row.kind for row in db.session.execute(flags)] == ["flag"] * 2
    assert len({row.act_id for row in db.session.execute(day.union_all(flags))}) == 2
