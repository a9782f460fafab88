"""Undoing answers: everything is as before, and the log keeps both."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select, update

from quizapp.core.errors import CardIsNewError, CardNotDueError, NothingToUndoError
from quizapp.core.forgetting import Rating
from quizapp.core.setting_aside import Move
from quizapp.database import db
from quizapp.models import CardMoveRow, CardStateRow, DailyTallyRow, ItemRow, ReviewRow
from quizapp.study import queries
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from quizapp.study.moves import service as moves
from quizapp.study.moves import undoing
from tests.study.desk import Desk, make_learner
from tests.study.test_answering import lapse, log_rows, make_rows
from tests.study.test_feed import quiz_answer
from tests.study.test_rebuild import differences

AGAIN, HARD, GOOD, EASY = Rating
TODAY = 20_773


def picture(card: CardStateRow) -> dict[str, object]:
    """Return a card's columns but for the version, which only rises."""
    values = {column.key: getattr(card, column.key) for column in inspect(CardStateRow).column_attrs}
    del values["version"]
    return values


def done(desk: Desk) -> tuple[int, int]:
    count = queries.done_on(clock_of(desk.learner).day(desk.now), learner_id=desk.learner.id)
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
    last = desk.undoable()
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


def whole_picture(desk: Desk) -> tuple[object, ...]:
    """Return all that an undo has to restore: cards, the day's counts, and what is counted in progress.

    Until when a card was hidden says nothing any more once that day has come.
    """
    db.session.expire_all()
    mine = {"learner_id": desk.learner.id}
    cards = select(CardStateRow).filter_by(**mine).order_by(CardStateRow.item_id, CardStateRow.face)
    tallies = select(DailyTallyRow).filter_by(**mine).order_by(DailyTallyRow.study_day, DailyTallyRow.topic)
    today = clock_of(desk.learner).day(desk.now)
    over = {"buried_until_day": None, "buried_by": None}
    pictures = [
        picture(card) | (over if (card.buried_until_day or 0) <= today else {})
        for card in db.session.scalars(cards)
    ]
    counted = [
        (row.study_day, row.topic, row.reviews, row.asked, row.recalled)
        for row in db.session.scalars(tallies)
        if row.reviews or row.asked
    ]
    return pictures, done(desk), counted


Act = Callable[[Desk], object]


def rating(name: str, how: Rating) -> Act:
    def act(desk: Desk) -> None:
        with suppress(CardNotDueError):
            desk.rate(name, how)

    return act


def moving(name: str, how: str) -> Act:
    return lambda desk: desk.move(name, how)


def forgetting(name: str) -> Act:
    return lambda desk: desk.forget(name)


def setting_day(name: str, days: int) -> Act:
    def act(desk: Desk) -> None:
        with suppress(CardIsNewError):
            desk.set_day(name, days)

    return act


NAMES = st.sampled_from(["item-1", "item-2", "hormones/pair-insulin", "hormones/pair-gastrin"])
acts = st.one_of(
    st.builds(rating, NAMES, st.sampled_from(Rating)),
    st.builds(moving, NAMES, st.sampled_from(Move)),
    st.builds(forgetting, NAMES),
    st.builds(setting_day, NAMES, st.integers(0, 365)),
)


def rows(desk: Desk) -> int:
    mine = {"learner_id": desk.learner.id}
    return sum(
        db.session.scalar(select(func.count()).select_from(row).filter_by(**mine)) or 0
        for row in (ReviewRow, CardMoveRow)
    )


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts, max_size=12), st.lists(acts, max_size=12), st.booleans())
def test_a_day_can_be_undone_step_by_step_through_every_picture_it_went_through(
    shelf: Desk, earlier: list[Act], today: list[Act], rests: bool
) -> None:
    desk = Desk(learner=make_learner(leeches_rest=rests))
    desk.add("bank:words")
    desk.add("bank:pairs")
    for act in earlier:
        act(desk)
    desk.wait(days=40)
    pictures = []
    for act in today:
        before, stored = whole_picture(desk), rows(desk)
        desk.wait(seconds=1)
        act(desk)
        if rows(desk) > stored:
            pictures.append(before)
    for before in reversed(pictures):
        last = move_queries.last_act(TODAY + 40, learner_id=desk.learner.id)
        assert last
        desk.undo(last)
        assert whole_picture(desk) == before
        assert differences(desk) == []
    assert move_queries.last_act(TODAY + 40, learner_id=desk.learner.id) is None


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    make_rows()
    return desk


def test_each_undo_of_a_move_is_a_row_of_its_own_that_names_the_move(desk: Desk) -> None:
    desk.add("bank:words")
    desk.move("item-1", "rest")
    desk.wait(seconds=1)
    desk.move("item-1", "flag")
    for _ in range(2):
        last = move_queries.last_act(TODAY, learner_id=desk.learner.id)
        assert last
        desk.undo(last)
    kept = {row.id: row for row in db.session.scalars(select(CardMoveRow))}
    undone = [(kept[row.undoes].kind, row.kind) for row in kept.values() if row.undoes]
    assert sorted(undone) == [("flag", "undo"), ("rest", "undo")]
    assert (desk.card("item-1").suspended, desk.card("item-1").flag) == (False, 0)


def test_a_move_that_another_followed_is_not_undone(desk: Desk) -> None:
    desk.add("bank:words")
    move_id = uuid4()
    moves.move(desk.learner, desk.card("item-1"), Move.REST, move_id=move_id, now=desk.now)
    desk.wait(seconds=1)
    desk.move("item-1", "back")
    with pytest.raises(NothingToUndoError):
        undoing.undo(desk.learner, move_id, undo_id=uuid4(), now=desk.now)


def test_undoing_a_rest_leaves_out_a_card_whose_question_is_not_offered_any_more(desk: Desk) -> None:
    desk.add("bank:words")
    desk.move("item-1", "rest")
    db.session.execute(update(ItemRow).filter_by(slug="item-1").values(offered=False))
    db.session.commit()
    last = move_queries.last_act(TODAY, learner_id=desk.learner.id)
    assert last
    desk.undo(last)
    assert desk.card("item-1").suspended


def test_undoing_a_mark_lets_no_card_rest_whose_question_is_being_updated(desk: Desk) -> None:
    desk.add("bank:words")
    desk.move("item-1", "flag")
    db.session.execute(update(ItemRow).filter_by(slug="item-1").values(offered=False, being_updated=True))
    db.session.commit()
    last = move_queries.last_act(TODAY, learner_id=desk.learner.id)
    assert last
    desk.undo(last)
    assert (desk.card("item-1").suspended, desk.card("item-1").flag) == (False, 0)


def test_what_was_done_yesterday_is_not_offered_for_undoing(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.move("item-2", "rest")
    desk.wait(days=1)
    assert undo_offered(desk) is None
