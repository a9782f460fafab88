"""The cards' states follow from the log, whatever was done."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, inspect, select, update

from quizapp.core.errors import CardNotDueError
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Phase
from quizapp.database import db, reading
from quizapp.models import CardStateRow, ReviewRow
from quizapp.study import feed, queries, rebuild
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from tests.study.desk import Desk, make_items, make_learner, store_bank
from tests.study.test_answering import make_rows
from tests.study.test_feed import answer, item_id

AGAIN, HARD, GOOD, EASY = Rating
NAMES = ("item-1/main", "item-2/main", "hormones/pair-insulin", "hormones/pair-gastrin")


def undo_last(desk: Desk) -> None:
    """Undo as the page does: the newest answer of the day that can be undone, if there is one."""
    last = move_queries.last_act(clock_of(desk.learner).day(desk.now), learner_id=desk.learner.id)
    if last:
        desk.undo(last)


def feed_pairs(desk: Desk, right: frozenset[str]) -> None:
    rows = frozenset({"pair-insulin", "pair-glucagon", "pair-gastrin"})
    one = answer("hormones", right=right & rows, missed=rows - right)
    feed.take_answers(desk.learner, [one], now=desk.now)
    db.session.commit()


def rating_of(name: str, rating: Rating) -> Callable[[Desk], object]:
    def act(desk: Desk) -> None:
        with suppress(CardNotDueError):
            desk.rate(name, rating)

    return act


def moving(name: str, how: str) -> Callable[[Desk], object]:
    return lambda desk: desk.move(name, how)


def waiting(hours: int) -> Callable[[Desk], object]:
    return lambda desk: desk.wait(hours=hours)


def feeding(right: frozenset[str]) -> Callable[[Desk], object]:
    return lambda desk: feed_pairs(desk, right)


acts = st.one_of(
    st.builds(rating_of, st.sampled_from(NAMES), st.sampled_from(Rating)),
    st.just(undo_last),
    st.builds(waiting, st.integers(0, 400)),
    st.builds(moving, st.sampled_from(NAMES), st.sampled_from(["tomorrow", "rest", "back", "flag"])),
    st.builds(feeding, st.frozensets(st.sampled_from(["pair-insulin", "pair-gastrin"]))),
)


def differences(desk: Desk) -> list[str]:
    """Return what the check finds about the cards of the learner."""
    learner_id = desk.learner.id
    found = [one for card in rebuild.check() for one in card.differences]
    desk.renew(learner_id)
    return [f"{one.card.face}: {one.field}" for one in found if one.card.learner_id == learner_id]


def rebuild_all(desk: Desk) -> None:
    """Rebuild every card."""
    learner_id = desk.learner.id
    assert list(rebuild.rebuild())
    desk.renew(learner_id)


def pictures(desk: Desk) -> list[dict[str, object]]:
    """Return the learner's card states but for their versions."""
    db.session.expire_all()
    stmt = select(CardStateRow).filter_by(learner_id=desk.learner.id)
    names = [column.key for column in inspect(CardStateRow).column_attrs if column.key != "version"]
    return [
        {name: getattr(card, name) for name in names}
        for card in db.session.scalars(stmt.order_by(CardStateRow.item_id, CardStateRow.face))
    ]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts, max_size=25), st.booleans())
def test_whatever_was_done_the_log_says_what_the_states_say(
    studied: Desk, history: list[Callable[[Desk], object]], rests: bool
) -> None:
    desk = Desk(learner=make_learner(leeches_rest=rests))
    desk.add("bank:words")
    desk.add("bank:pairs")
    for act in history:
        act(desk)
    assert differences(desk) == []
    before = pictures(desk)
    spoilt = {"phase": Phase.REVIEW, "due_day": 1, "due_at": None, "stability": 1.0, "reps": 9, "step": 3}
    db.session.execute(update(CardStateRow).filter_by(learner_id=desk.learner.id).values(**spoilt))
    db.session.commit()
    rebuild_all(desk)
    assert pictures(desk) == before


@pytest.fixture
def studied(desk: Desk) -> Desk:
    make_rows()
    return desk


def test_a_state_that_was_changed_by_hand_is_found_and_put_right(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    desk.card("item-1").stability = 99.0
    desk.card("item-1").lapses = 3
    db.session.commit()
    assert differences(desk) == ["main: stability", "main: lapses"]
    rebuild_all(desk)
    assert differences(desk) == []


def test_a_card_without_a_state_gets_one_and_can_be_answered(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    db.session.execute(delete(CardStateRow).where(CardStateRow.item_id == item_id("item-1")))
    db.session.commit()
    assert differences(desk) == ["main: state"]
    rebuild_all(desk)
    assert (desk.card("item-1").reps, desk.card("item-1").phase) == (2, Phase.REVIEW)
    desk.wait(days=7)
    desk.rate("item-1", GOOD)
    assert differences(desk) == []


def test_the_due_day_is_the_one_that_the_log_gave(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    due = desk.card("item-1").due_day
    assert due
    db.session.execute(update(ReviewRow).filter_by(phase_after="review").values(due_day=due + 1))
    db.session.commit()
    assert differences(desk) == ["main: due_day"]


def test_a_check_is_not_misled_by_answers_that_come_meanwhile(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "CARDS_AT_ONCE", 1)
    desk.add("bank:words")
    learner_id, other = desk.learner.id, Desk(learner=desk.learner)
    reading.set(True)
    cards = rebuild.check()
    next(cards)

    def answer_elsewhere() -> None:
        with app.app_context():
            other.renew(learner_id)
            other.rate("item-9", EASY)

    thread = threading.Thread(target=answer_elsewhere)
    thread.start()
    thread.join()
    assert [card.memory.reps for card in cards] == [0] * 11
    reading.set(False)


# SQLite lets nobody write while the states are rebuilt.
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
@pytest.mark.parametrize("has_state", [True, False])
def test_an_answer_between_the_two_reads_is_kept_and_not_told_as_rebuilt(
    app: Flask, desk: Desk, has_state: bool
) -> None:
    desk.add("bank:words")
    learner_id, other, item = desk.learner.id, Desk(learner=desk.learner), item_id("item-9")
    if not has_state:
        db.session.execute(delete(CardStateRow).where(CardStateRow.item_id == item))
        db.session.commit()

    def answer_elsewhere() -> None:
        with app.app_context():
            card = {"learner_id": learner_id, "item_id": item, "face": "main"}
            db.session.execute(queries.insert_missing(CardStateRow), [card])
            other.renew(learner_id)
            other.rate("item-9", EASY)

    def before(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT review_log") and thread.ident is None:
            thread.start()
            thread.join()

    thread = threading.Thread(target=answer_elsewhere)
    event.listen(db.engine, "before_cursor_execute", before)
    assert [one for card in rebuild.rebuild() for one in card.differences] == []
    desk.renew(learner_id)
    assert (desk.card("item-9").reps, differences(desk)) == (1, [])


def test_many_cards_are_walked_through_a_few_at_a_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "CARDS_AT_ONCE", 3)
    with app.app_context():
        store_bank("words", *make_items(7))
        desks = [Desk(learner=make_learner()), Desk(learner=make_learner())]
        for desk in desks:
            desk.add("bank:words")
            desk.learn("item-4")
        cards = list(rebuild.check())
    assert len(cards) == len({card.key for card in cards}) == 14
    assert [card.memory.reps for card in cards if card.memory.reps] == [2, 2]
