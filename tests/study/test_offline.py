"""Answers given without signal: in the order of time, once, and never at the cost of a lapse."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import LearnerRow
from quizapp.study.decks import choices as deck_choices
from quizapp.study.decks.choices import DeckWishes
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from quizapp.study.offline import keeping
from quizapp.study.offline import service as offline
from quizapp.study.offline.keeping import KeptCard
from quizapp.study.offline.service import OfflineReview, Outcome, Told
from tests.study.desk import MONDAY_EVENING, Desk, make_items, make_learner, store_bank
from tests.study.proving import faults, log
from tests.study.test_answering import make_rows

AGAIN, HARD, GOOD, EASY = Rating


@pytest.fixture
def shelf(app: Flask) -> Iterator[Flask]:
    """An application in context, with banks to study."""
    with app.app_context():
        store_bank("words", *make_items(4))
        make_rows()
        yield app


@pytest.fixture
def seat(shelf: Flask) -> Desk:
    """A learner whose cards are new on Monday evening."""
    desk = Desk(learner=make_learner())
    desk.add("bank:words")
    desk.add("bank:pairs")
    return desk


def given_offline(
    desk: Desk, name: str, rating: Rating, *, at: datetime | None = None, review_id: UUID | None = None
) -> OfflineReview:
    """Return an answer that a device gave, now unless told otherwise."""
    card = desk.card(name)
    return OfflineReview(
        id=review_id or uuid4(),
        item_id=card.item_id,
        face=card.face,
        version=card.version,
        rating=rating,
        duration_ms=90_000,
        at=at or desk.now,
    )


def bring(desk: Desk, *answers: OfflineReview) -> Sequence[Told]:
    db.session.expire_all()
    return offline.take_in(desk.learner, answers, now=desk.now)


def outcomes(told: Sequence[Told]) -> list[Outcome]:
    return [one.outcome for one in told]


def kept_cards(desk: Desk) -> Sequence[KeptCard]:
    return keeping.what_to_keep(desk.learner, now=desk.now).cards


def test_an_answer_without_signal_does_what_it_would_have_done_with_signal(seat: Desk) -> None:
    there, here = "item-1", "item-2"
    answer = given_offline(seat, there, GOOD)
    seat.rate(here, GOOD)
    seat.wait(days=2)
    assert outcomes(bring(seat, answer)) == [Outcome.STORED]
    one, other = seat.card(there), seat.card(here)
    assert (one.stability, one.due_at, one.reps) == (other.stability, other.due_at, other.reps)
    row = next(row for row in log(seat) if row.id == answer.id)
    assert (row.source, row.kind, row.clamped, row.duration_ms) == ("card", "learning", False, 60_000)
    assert faults() == []


def test_two_devices_that_both_answer_a_card_are_both_heard(seat: Desk) -> None:
    seat.learn("item-1")
    phone = given_offline(seat, "item-1", AGAIN, at=seat.now + timedelta(days=20))
    tablet = given_offline(seat, "item-1", EASY, at=seat.now + timedelta(days=21))
    seat.wait(days=30)
    bring(seat, tablet)
    bring(seat, phone)
    assert [row.rating for row in log(seat)][-2:] == [AGAIN, EASY]
    assert seat.card("item-1").lapses == 1
    assert faults() == []


def test_sent_twice_counts_once_also_in_one_batch(seat: Desk) -> None:
    answer = given_offline(seat, "item-1", GOOD)
    assert outcomes(bring(seat, answer, answer)) == [Outcome.STORED, Outcome.AGAIN]
    before = [(row.id, row.card_version) for row in log(seat)]
    assert outcomes(bring(seat, answer)) == [Outcome.AGAIN]
    assert [(row.id, row.card_version) for row in log(seat)] == before
    assert faults() == []


def test_an_id_that_another_card_s_answer_has_is_refused(seat: Desk) -> None:
    answer = given_offline(seat, "item-1", GOOD)
    bring(seat, answer)
    assert bring(seat, given_offline(seat, "item-2", AGAIN, review_id=answer.id)) == [offline.OTHER_ANSWER]
    assert len(log(seat)) == 1


@pytest.mark.parametrize(
    ("minutes", "noted", "is_clamped"),
    [(-60, -60, False), (4, 4, False), (5, 5, False), (6, 0, True), (60, 0, True), (60 * 24 * 400, 0, True)],
)
def test_a_clock_that_is_wrong_changes_a_time_only_where_it_is_impossible(
    seat: Desk, minutes: int, noted: int, is_clamped: bool
) -> None:
    seat.wait(days=1)
    bring(seat, given_offline(seat, "item-1", GOOD, at=seat.now + timedelta(minutes=minutes)))
    (row,) = log(seat)
    assert row.reviewed_at == seat.now + timedelta(minutes=noted)
    assert row.clamped is is_clamped


def test_an_answer_from_before_its_card_was_there_is_as_old_as_the_card(seat: Desk) -> None:
    (told,) = bring(seat, given_offline(seat, "item-1", GOOD, at=MONDAY_EVENING - timedelta(hours=1)))
    (row,) = log(seat)
    assert (told, row.reviewed_at, row.clamped) == (offline.CLAMPED, MONDAY_EVENING, True)


@pytest.mark.parametrize(("hours", "days"), [(7, 0), (9, 1), (33, 2)])
def test_the_day_of_an_answer_is_that_of_the_learner_s_clock_when_it_was_given(
    seat: Desk, hours: int, days: int
) -> None:
    at = MONDAY_EVENING + timedelta(hours=hours)
    answer = given_offline(seat, "item-1", GOOD, at=at)
    seat.wait(days=5)
    bring(seat, answer)
    assert log(seat)[0].study_day == clock_of(seat.learner).day(MONDAY_EVENING) + days


def test_somebody_else_s_card_is_refused_and_the_others_are_stored(seat: Desk) -> None:
    other = Desk(learner=make_learner())
    other.add("bank:words")
    unknown = given_offline(seat, "hormones/pair-insulin", GOOD)
    told = bring(other, unknown, given_offline(other, "item-1", GOOD))
    assert told == [offline.NOT_YOURS, offline.STORED]
    assert (len(log(seat)), len(log(other))) == (0, 1)


def test_an_answer_hides_the_other_faces_for_today_as_it_does_with_signal(seat: Desk) -> None:
    bring(seat, given_offline(seat, "hormones/pair-insulin", GOOD))
    today = clock_of(seat.learner).day(seat.now)
    assert seat.card("hormones/pair-glucagon").buried_until_day == today + 1


def test_a_leech_rests_if_the_learner_wants_it(shelf: Flask) -> None:
    seat = Desk(learner=make_learner(leeches_rest=True))
    seat.add("bank:words")
    seat.learn("item-1")
    lapses = []
    for _ in range(8):
        seat.wait(days=400)
        lapses += [given_offline(seat, "item-1", AGAIN), given_offline(seat, "item-1", GOOD)]
        seat.wait(minutes=20)
        lapses[-1] = given_offline(seat, "item-1", GOOD)
    bring(seat, *lapses)
    assert (seat.card("item-1").lapses, seat.card("item-1").suspended) == (8, True)
    assert [row.rests for row in log(seat) if row.leech] == [True]


def test_an_answer_without_signal_can_be_undone_where_there_is_some(seat: Desk) -> None:
    answer = given_offline(seat, "item-1", GOOD)
    bring(seat, answer)
    (row,) = log(seat)
    seat.undo(row)
    assert seat.card("item-1").phase == Phase.NEW
    assert outcomes(bring(seat, answer)) == [Outcome.AGAIN]
    assert seat.card("item-1").phase == Phase.NEW
    assert faults() == []


def test_a_page_that_is_open_meanwhile_answers_no_other_card_than_it_shows(seat: Desk) -> None:
    shown = seat.card("item-1").version
    bring(seat, given_offline(seat, "item-1", GOOD))
    assert seat.card("item-1").version > shown


def test_kept_are_the_cards_of_four_days_within_the_limits(shelf: Flask) -> None:
    seat = Desk(learner=make_learner(new_per_day=1, time_zone="Europe/London"))
    seat.add("bank:words")
    kept = kept_cards(seat)
    assert [one.shown.content.slug for one in kept] == ["item-1", "item-2", "item-3", "item-4"]
    assert [one.comes_at for one in kept] == [
        MONDAY_EVENING + timedelta(hours=hours) for hours in (-16, 8, 32, 56)
    ]


def test_a_deck_s_own_limits_hold_while_it_is_studied_by_itself_as_they_do_with_signal(seat: Desk) -> None:
    deck_choices.choose(seat.learner, "words", DeckWishes(new_per_day=2))
    seat.rate(seat.next("bank:words"), EASY)
    assert seat.left("bank:words") == 1
    kept = keeping.what_to_keep(seat.learner, now=seat.now)
    assert kept.decks == {"words": "Words"}
    words = [card for card in kept.cards if card.shown.content.slug.startswith("item-")]
    waits = [(card.in_decks["words"] - MONDAY_EVENING) // timedelta(hours=1) for card in words]
    assert waits == [-16, 8, 8]
    assert all(card.comes_at and card.comes_at <= seat.now for card in words)


def test_a_deck_s_own_retention_decides_when_an_answer_without_signal_brings_its_card_back(
    seat: Desk,
) -> None:
    waits = []
    for retention, card in ((0.8, "item-1"), (0.95, "item-2")):
        deck_choices.choose(seat.learner, "words", DeckWishes(retention=retention))
        bring(seat, given_offline(seat, card, EASY))
        waits.append(seat.card(card).due_day or 0)
    assert waits[0] > waits[1]


@pytest.fixture
def busy(shelf: Flask) -> Desk:
    """A learner with twelve cards that come back on five days when they were easy, from six days on."""
    store_bank("more", *make_items(16)[4:])
    desk = Desk(learner=make_learner())
    desk.add("bank:more")
    return desk


def days_of_easy_cards(desk: Desk) -> Counter[int]:
    """Answer them all without signal, and return how many come back after how many days."""
    names = [f"item-{number}" for number in range(5, 17)]
    bring(desk, *(given_offline(desk, name, EASY) for name in names))
    today = clock_of(desk.learner).day(desk.now)
    return Counter((desk.card(name).due_day or 0) - today for name in names)


def test_days_are_made_even_for_answers_without_signal_too(busy: Desk) -> None:
    come = days_of_easy_cards(busy)
    assert sorted(come) == [6, 7, 8, 9, 10]
    assert sorted(come.values()) == [2, 2, 2, 3, 3]
    assert faults() == []


def test_lighter_days_of_the_week_hold_for_answers_without_signal_too(busy: Desk) -> None:
    busy.learner.spreads_load = False
    busy.learner.lighter_days = 0b111  # Monday to Wednesday, which are seven to nine days from this Monday
    db.session.commit()
    assert set(days_of_easy_cards(busy)) == {6, 10}


def test_two_faces_of_an_item_are_kept_for_different_days(seat: Desk) -> None:
    kept = kept_cards(seat)
    days = [(one.shown.content.slug, one.comes_at) for one in kept]
    assert len(days) == len(set(days)) > 4


def test_a_card_that_rests_or_is_hidden_longer_is_not_kept(seat: Desk) -> None:
    seat.move("item-1", "rest")
    seat.card("item-2").buried_until_day = clock_of(seat.learner).day(seat.now) + 4
    db.session.commit()
    kept = {one.shown.content.slug for one in kept_cards(seat)}
    assert kept == {"item-3", "item-4", "hormones"}


steps = st.lists(
    st.tuples(
        st.sampled_from(["phone", "tablet", "online", "undo", "send phone", "send tablet"]),
        st.sampled_from(["item-1", "hormones/pair-insulin"]),
        st.sampled_from(list(Rating)),
        st.integers(-90, 90),
        st.integers(1, 3000),
    ),
    max_size=10,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_devices_do_states_and_counts_follow_from_the_log_and_no_answer_is_lost(
    shelf: Flask, some: list[tuple[str, str, Rating, int, int]]
) -> None:
    db.session.rollback()
    db.session.execute(delete(LearnerRow))
    db.session.commit()
    desk = Desk(learner=make_learner())
    desk.add("bank:words")
    desk.add("bank:pairs")
    queues: dict[str, list[OfflineReview]] = {"phone": [], "tablet": []}
    expected: set[UUID] = set()
    for what, name, rating, clock_minutes, wait_minutes in some:
        desk.wait(minutes=wait_minutes)
        if what in queues:
            at = desk.now + timedelta(minutes=clock_minutes)
            queues[what].append(given_offline(desk, name, rating, at=at))
        elif what == "online" and desk.next().startswith(name):
            desk.rate(desk.next(), rating)
        elif what == "undo" and (
            last := move_queries.last_act(clock_of(desk.learner).day(desk.now), learner_id=desk.learner.id)
        ):
            desk.undo(last)
        elif what.startswith("send"):
            sent = queues[what.removeprefix("send ")]
            assert Outcome.REFUSED not in outcomes(bring(desk, *sent))
            expected |= {one.id for one in sent}
            sent[:] = sent[-1:]  # the last one is sent again
    assert expected <= {row.id for row in log(desk)}
    assert faults() == []
