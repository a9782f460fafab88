"""Reviews from Anki in a learner's log: in their order, once, and never at the cost of a lapse."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from quizapp.accounts import adoption, service
from quizapp.core.errors import CardNotDueError
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Phase
from quizapp.core.taken_cards import CardName
from quizapp.database import db
from quizapp.formats.anki_collection import AnkiReview
from quizapp.models import CardRow, DailyTallyRow, LearnerRow
from quizapp.study.taking import bringing
from quizapp.study.taking.bringing import LeftOut, Preview
from tests.accounts.test_adoption import account_id
from tests.study.desk import MONDAY_EVENING, Desk, make_items, make_learner, store_bank
from tests.study.proving import faults, log
from tests.study.test_answering import make_rows

AGAIN, HARD, GOOD, EASY = Rating
LAST_YEAR = datetime(2025, 10, 1, 18, tzinfo=UTC)


@pytest.fixture
def shelf(app: Flask) -> Iterator[Flask]:
    """An application in context, with banks to study."""
    with app.app_context():
        store_bank("words", *make_items(4))
        make_rows()
        yield app


def anki(name: str, rating: int, *, days: float = 0) -> AnkiReview:
    """Return an answer in Anki, so many days after the first of October last year."""
    item, _, face = name.partition("/")
    at = LAST_YEAR + timedelta(days=days)
    return AnkiReview(
        card=CardName(item=item, face=face or "main"),
        id=round(at.timestamp() * 1000),
        rating=rating,
        duration_ms=90_000,
    )


HISTORY = (
    anki("item-1", GOOD),
    anki("item-1", GOOD, days=1),
    anki("item-1", AGAIN, days=9),
    anki("item-1", GOOD, days=9.01),
    anki("hormones/pair-insulin", EASY, days=3),
)


def bring(desk: Desk, reviews: Sequence[AnkiReview] = HISTORY) -> Preview:
    db.session.expire_all()
    return bringing.bring_in(desk.learner, reviews, now=desk.now)


def test_reviews_make_cards_with_the_state_that_they_lead_to(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    done = bring(desk)
    assert (done.reviews, done.cards, done.new_cards, done.left_out) == (5, 2, 2, {})
    card = desk.card("item-1")
    assert (card.reps, card.lapses, card.phase) == (4, 1, Phase.REVIEW)
    assert card.last_review_at == LAST_YEAR + timedelta(days=9.01)
    assert {row.source for row in log(desk)} == {"import"}
    assert {row.duration_ms for row in log(desk)} == {60_000}
    added = db.session.scalars(select(CardRow.added_at)).all()
    assert sorted(added) == [LAST_YEAR, LAST_YEAR + timedelta(days=3)]
    assert faults() == []


def test_brought_twice_counts_once(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    bring(desk)
    before = [(row.id, row.card_version) for row in log(desk)]
    again = bring(desk)
    assert (again.reviews, again.left_out) == (0, {LeftOut.BEFORE: 5})
    assert [(row.id, row.card_version) for row in log(desk)] == before
    assert faults() == []


def test_a_later_file_brings_only_what_is_new(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    bring(desk, HISTORY[:2])
    assert bring(desk).reviews == 3
    assert desk.card("item-1").lapses == 1
    assert faults() == []


def test_what_was_answered_here_and_there_counts_in_the_order_of_time(shelf: Flask) -> None:
    desk = Desk(learner=make_learner(), now=LAST_YEAR + timedelta(days=5))
    desk.add("bank:words")
    desk.rate("item-1", GOOD)
    desk.now = MONDAY_EVENING
    bring(desk)
    mine = [row for row in log(desk) if row.source == "card" or row.face == "main"]
    assert [row.source for row in mine] == ["import", "import", "card", "import", "import"]
    assert [row.reviewed_at for row in mine] == sorted(row.reviewed_at for row in mine)
    assert desk.card("item-1").reps == 5
    assert faults() == []


def test_a_lapse_in_anki_is_not_lost_to_a_later_answer_here(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    bring(desk)
    assert desk.card("item-1").lapses == 1
    assert desk.card("item-1").last_review_at == MONDAY_EVENING


def test_a_page_that_is_open_meanwhile_answers_no_other_card_than_it_shows(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    desk.add("bank:words")
    shown = desk.card("item-1").version
    bring(desk)
    assert desk.card("item-1").version > shown


def test_the_last_answer_here_can_still_be_undone(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    desk.add("bank:words")
    answer = desk.rate("item-1", EASY)
    bring(desk)
    db.session.expire_all()
    desk.undo(answer)
    assert desk.card("item-1").reps == 4
    assert faults() == []


def test_what_does_not_fit_is_left_out_and_told(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    odd = [
        anki("never-heard-of", GOOD),
        anki("item-1/pair-x", GOOD),
        AnkiReview(card=CardName(item="item-1", face="main"), id=0, rating=3, duration_ms=1),
        AnkiReview(card=CardName(item="item-1", face="main"), id=-(2**62), rating=3, duration_ms=1),
        AnkiReview(card=CardName(item="item-1", face="main"), id=2**62, rating=3, duration_ms=1),
        anki("item-2", GOOD, days=1000),
    ]
    done = bring(desk, [*odd, anki("item-3", GOOD)])
    assert done.left_out == {LeftOut.NOT_HERE: 2, LeftOut.WRONG_TIME: 4}
    assert (done.reviews, len(log(desk))) == (1, 1)


def test_a_preview_stores_nothing_and_says_what_will_be_done(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    desk.add("bank:words")
    seen = bringing.preview(desk.learner, HISTORY, now=desk.now)
    db.session.rollback()
    assert log(desk) == []
    assert (seen.reviews, seen.cards, seen.new_cards) == (5, 2, 1)
    assert seen == bring(desk)


def test_somebody_new_sees_a_preview_too(shelf: Flask) -> None:
    assert bringing.preview(None, HISTORY, now=MONDAY_EVENING).new_cards == 2
    assert db.session.scalar(select(func.count()).select_from(LearnerRow)) == 0


def test_answers_in_anki_count_as_reviews_of_their_days(shelf: Flask) -> None:
    desk = Desk(learner=make_learner())
    bring(desk)
    tally = select(
        func.sum(DailyTallyRow.reviews), func.sum(DailyTallyRow.asked), func.sum(DailyTallyRow.recalled)
    )
    assert tuple(db.session.execute(tally).one()) == (5, 1, 0)


def test_a_guest_s_reviews_brought_to_an_account_as_well_count_once(shelf: Flask) -> None:
    service.create_account("kim@example.org", "a quiet garden gate", roles=(), now=MONDAY_EVENING)
    mine, guest = Desk(learner=make_learner(account_id=account_id())), Desk(learner=make_learner())
    bring(mine, HISTORY[1:])
    bring(guest, HISTORY[:4])
    guest_id = guest.learner.public_id
    adoption.adopt(guest_id, account_id=account_id(), public_id=uuid4(), new_id=uuid4)
    assert len(log(mine)) == 5
    assert bring(mine).reviews == 0
    assert faults() == []


answers = st.builds(
    anki,
    st.sampled_from(["item-1", "item-2", "hormones/pair-insulin"]),
    st.sampled_from([int(rating) for rating in Rating]),
    days=st.integers(0, 400),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(answers, max_size=12), st.lists(answers, max_size=12), st.lists(st.booleans(), max_size=5))
def test_whatever_is_brought_in_whatever_parts_states_and_counts_follow_from_the_log(
    shelf: Flask, first: list[AnkiReview], second: list[AnkiReview], knew: list[bool]
) -> None:
    db.session.rollback()
    db.session.execute(delete(LearnerRow))
    db.session.commit()
    desk = Desk(learner=make_learner(), now=LAST_YEAR + timedelta(days=200))
    desk.add("bank:words")
    for one in knew:
        with suppress(CardNotDueError):
            desk.rate("item-1", GOOD if one else AGAIN)
        desk.wait(days=20)
    here = len(log(desk))
    desk.now = MONDAY_EVENING
    bring(desk, first)
    bring(desk, second)
    distinct = {(review.card, review.id) for review in [*first, *second]}
    assert len(log(desk)) == len(distinct) + here
    assert faults() == []
