"""A guest becomes an account's learner without losing a card or an attempt."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, func, select

from quizapp.accounts import adoption, queries, service
from quizapp.core.forgetting import Rating
from quizapp.database import db
from quizapp.models import AttemptRow, CorrectionRow, ItemRow, LearnerRow
from quizapp.progress import rebuild as counts
from quizapp.quiz.corrections import told
from quizapp.study import rebuild
from quizapp.web import privacy
from quizapp.web.privacy import Owner
from tests.study.desk import MONDAY_EVENING, Desk, make_items, make_learner, store_bank, store_version
from tests.study.test_answering import make_rows
from tests.study.test_rebuild import acts

HISTORY = st.lists(acts, max_size=15)


@pytest.fixture
def shelf(app: Flask) -> Iterator[Flask]:
    """An application in context, with banks to study."""
    with app.app_context():
        store_bank("words", *make_items(11))
        make_rows()
        service.create_account("kim@example.org", "a quiet garden gate", roles=(), now=MONDAY_EVENING)
        yield app


def account_id() -> int:
    account = queries.find_account("kim@example.org")
    assert account
    return account.id


def add_all(desk: Desk) -> Desk:
    desk.add("bank:words")
    desk.add("bank:pairs")
    return desk


def owner() -> Desk:
    """Return the desk of the account's learner, begun without any cards."""
    learner = make_learner(account_id=account_id())
    return Desk(learner=learner)


def adopt(guest: LearnerRow) -> None:
    adoption.adopt(guest.public_id, account_id=account_id(), public_id=uuid4(), new_id=uuid4)


def rows_of(app: Flask, learner_id: int) -> dict[str, int]:
    """Return how many rows each registered table holds of a learner."""
    tables: dict[str, Table] = db.metadata.tables
    return {
        one.name: db.session.scalar(select(func.count()).where(tables[one.name].c[one.column] == learner_id))
        or 0
        for one in privacy.tables(app)
        if one.owner is Owner.LEARNER
    }


def make_attempt(learner: LearnerRow, attempt_id: UUID) -> None:
    db.session.add(
        AttemptRow(
            learner_id=learner.id,
            id=attempt_id,
            title="Words",
            behaviour="immediate",
            seed=1,
            blueprint="{}",
            started_at=MONDAY_EVENING,
        )
    )
    db.session.commit()


def faults() -> list[str]:
    """Return what the checks of both caches find about cards and reviews."""
    states = [str(one) for card in rebuild.check() for one in card.differences]
    found = [one for learner in counts.check() for one in learner.differences]
    # The histories feed cards with answers to no quiz, so what is counted of quizzes is left out.
    return states + [str(one) for one in found if one.field in {"reviews", "asked", "recalled"}]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORY, HISTORY)
def test_the_union_of_two_histories_says_what_the_states_and_counts_say(
    shelf: Flask, mine: list[Callable[[Desk], object]], theirs: list[Callable[[Desk], object]]
) -> None:
    # The example before this one may have failed half way.
    db.session.rollback()
    db.session.execute(delete(LearnerRow))
    db.session.commit()
    desks = [owner(), Desk(learner=make_learner())]
    for desk, history in zip(desks, (mine, theirs), strict=True):
        add_all(desk)
        for act in history:
            act(desk)
    learner_id, guest_id = (desk.learner.id for desk in desks)
    logged = {learner: rows_of(shelf, learner)["review_log"] for learner in (learner_id, guest_id)}
    adopt(desks[1].learner)
    db.session.expire_all()
    assert rows_of(shelf, learner_id)["review_log"] == sum(logged.values())
    assert set(rows_of(shelf, guest_id).values()) == {0}
    assert faults() == []


def test_the_first_guest_of_an_account_stays_who_they_are_under_another_name(shelf: Flask) -> None:
    desk = add_all(Desk(learner=make_learner()))
    desk.learn("item-1")
    before, cookie = rows_of(shelf, desk.learner.id), desk.learner.public_id
    assert adoption.begin_with(cookie, account_id=account_id(), public_id=uuid4())
    db.session.commit()
    assert desk.learner.account_id == account_id()
    assert adoption.waiting(cookie) is None
    assert rows_of(shelf, desk.learner.id) == before


def test_everything_of_a_guest_moves_and_doing_it_twice_does_nothing_more(shelf: Flask) -> None:
    mine, guest = owner(), add_all(Desk(learner=make_learner()))
    guest.learn("item-1")
    make_attempt(guest.learner, uuid4())
    cookie, guest_id = guest.learner.public_id, guest.learner.id
    found = adoption.waiting(cookie)
    assert found
    assert (found.quizzes, found.cards) == (1, 14)
    before = rows_of(shelf, guest_id)
    for _ in range(2):
        adoption.adopt(cookie, account_id=account_id(), public_id=uuid4(), new_id=uuid4)
    assert rows_of(shelf, mine.learner.id) == before
    assert set(rows_of(shelf, guest_id).values()) == {0}


def test_who_has_read_of_a_correction_as_a_guest_is_not_told_again(shelf: Flask) -> None:
    mine, guest = owner(), add_all(Desk(learner=make_learner()))
    row = db.session.scalars(select(ItemRow).order_by(ItemRow.id).limit(1)).one()
    for number, readers in ((1, (guest,)), (2, (guest, mine))):
        store_version(row, make_items(1)[0])
        correction = CorrectionRow(
            item_id=row.id,
            from_version=number,
            to_version=number + 1,
            sentence="It is B.",
            corrected_at=MONDAY_EVENING,
        )
        db.session.add(correction)
        db.session.flush()
        for reader in readers:
            told.mark_read(reader.learner, correction, now=MONDAY_EVENING)
    adopt(guest.learner)
    assert rows_of(shelf, mine.learner.id)["correction_read"] == 2


def test_ids_that_a_client_made_twice_cost_neither_an_attempt_nor_an_answer(shelf: Flask) -> None:
    mine, guest = add_all(owner()), add_all(Desk(learner=make_learner()))
    same = uuid4()
    for desk in (mine, guest):
        make_attempt(desk.learner, same)
        desk.rate("item-1", Rating.GOOD, review_id=same)
    adopt(guest.learner)
    db.session.expire_all()
    assert rows_of(shelf, mine.learner.id)["attempt"] == 2
    assert rows_of(shelf, mine.learner.id)["review_log"] == 2
    assert faults() == []


@pytest.mark.parametrize("has_learner", [True, False])
def test_pressed_twice_at_once_it_is_done_once(shelf: Flask, has_learner: bool) -> None:
    guest = add_all(Desk(learner=make_learner()))
    guest.learn("item-1")
    if has_learner:
        add_all(owner())
    cookie, account, before = guest.learner.public_id, account_id(), rows_of(shelf, guest.learner.id)
    db.session.commit()
    start = Barrier(2)

    def press() -> None:
        with shelf.app_context():
            start.wait()
            adoption.adopt(cookie, account_id=account, public_id=uuid4(), new_id=uuid4)

    with ThreadPoolExecutor(2) as pool:
        for pressed in [pool.submit(press) for _ in range(2)]:
            pressed.result()
    learner = db.session.scalars(select(LearnerRow).filter_by(account_id=account)).one()
    assert rows_of(shelf, learner.id) == before
    assert faults() == []
