"""Waiting cards get the days that the memory model and the retention of now give, foreseen and taken back."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from quizapp.core.errors import IdInUseError
from quizapp.core.forgetting import Rating, interval_days
from quizapp.core.scheduling import Entry, spread_range
from quizapp.core.setting_aside import Move
from quizapp.database import db
from quizapp.models import ItemRow, ReviewRow
from quizapp.study.acts import service as acts
from quizapp.study.acts.wishes import Wish
from quizapp.study.decks.choices import DeckWishes, choose
from quizapp.study.log import clock_of
from quizapp.study.moves import undoing
from quizapp.study.plans import with_retention
from quizapp.study.rescheduling import service as rescheduling
from tests.study.desk import Desk
from tests.study.test_acts import act, take_back
from tests.study.test_rebuild import differences
from tests.study.test_undoing import picture

AGAIN, HARD, GOOD, EASY = Rating
NAMES = [f"item-{number}" for number in range(1, 13)]


@pytest.fixture
def studied(desk: Desk) -> Desk:
    """Somebody with eight cards in review that wait for months, one being relearned, and three new ones."""
    desk.add("bank:words")
    for name in NAMES[:9]:
        desk.rate(name, EASY)
    desk.wait(days=40)
    for name in NAMES[:8]:
        desk.rate(name, GOOD)
    desk.wait(days=1)
    desk.rate("item-9", AGAIN)
    return desk


def wish(desk: Desk, retention: float) -> None:
    desk.learner.retention = retention
    db.session.commit()


def run(desk: Desk, id_: UUID | None = None) -> int:
    return rescheduling.reschedule(desk.learner, act_id=id_ or uuid4(), now=desk.now)


def foresee(desk: Desk) -> rescheduling.Foreseen:
    return rescheduling.foresee(desk.learner, now=desk.now)


def today(desk: Desk) -> int:
    return clock_of(desk.learner).day(desk.now)


def days(desk: Desk) -> dict[str, int | None]:
    return {name: desk.card(name).due_day for name in NAMES}


def pictures(desk: Desk) -> list[dict[str, object]]:
    return [picture(desk.card(name)) for name in NAMES]


def test_without_another_wish_nothing_would_change(studied: Desk) -> None:
    found = foresee(studied)
    assert (found.changes, found.stay, found.before) == (0, 8, found.after)
    assert run(studied) == 0
    assert db.session.scalars(select(ReviewRow).where(ReviewRow.act_id.is_not(None))).all() == []


@pytest.mark.parametrize(("retention", "sooner"), [(0.95, True), (0.8, False)])
def test_a_card_comes_when_the_retention_wished_for_is_reached(
    studied: Desk, retention: float, sooner: bool
) -> None:
    before = days(studied)
    known = {name: picture(studied.card(name)) for name in NAMES}
    wish(studied, retention)
    foreseen = foresee(studied)
    assert (foreseen.sooner, foreseen.later, foreseen.stay) == ((8, 0, 0) if sooner else (0, 8, 0))
    assert run(studied) == 8
    scheduler = with_retention(studied.learner, retention)
    for name in NAMES[:8]:
        card, was = studied.card(name), before[name]
        assert was
        assert card.due_day
        assert card.last_day
        assert card.stability
        low, high = spread_range(interval_days(card.stability, scheduler=scheduler))
        assert max(card.last_day + low, today(studied)) <= card.due_day <= card.last_day + high
        assert (card.due_day < was) is sooner
        changed = {field for field, value in picture(card).items() if known[name][field] != value}
        assert changed <= {"due_day", "version"}
    assert {name: day for name, day in days(studied).items() if name not in NAMES[:8]} == {
        name: day for name, day in before.items() if name not in NAMES[:8]
    }
    assert differences(studied) == []
    assert foresee(studied).changes == 0


def test_what_is_foreseen_is_what_happens(studied: Desk) -> None:
    wish(studied, 0.95)
    foreseen = foresee(studied)
    run(studied)
    assert foresee(studied).before == foreseen.after != foreseen.before


def test_the_wish_of_the_deck_comes_before_that_for_all_cards(studied: Desk) -> None:
    choose(studied.learner, "words", DeckWishes(retention=0.9))
    wish(studied, 0.95)
    assert foresee(studied).changes == 0


def test_one_undo_restores_every_day(studied: Desk) -> None:
    before, states = days(studied), pictures(studied)
    wish(studied, 0.95)
    run(studied)
    assert days(studied) != before
    assert take_back(studied).several == 8
    assert (days(studied), pictures(studied), differences(studied)) == (before, states, [])


def test_sent_twice_it_is_done_once_and_the_id_means_nothing_else(studied: Desk) -> None:
    wish(studied, 0.95)
    act_id, other = uuid4(), uuid4()
    assert run(studied, act_id) == 8
    after = pictures(studied)
    assert run(studied, act_id) == 8
    assert pictures(studied) == after
    act(studied, NAMES[:2], Entry.RESCHEDULE, id_=other)
    for used in (other, studied.rate("item-10", EASY).id):
        with pytest.raises(IdInUseError):
            run(studied, used)
    with pytest.raises(IdInUseError):
        acts.act(studied.learner, set(), Wish(id=act_id, what=Entry.RESCHEDULE), now=studied.now)


def test_what_was_moved_by_hand_stays_until_it_is_answered(studied: Desk) -> None:
    act(studied, NAMES[:2], Entry.RESCHEDULE, day=200)
    studied.set_day("item-3", 201)
    by_hand = (studied.undoable() or pytest.fail("nothing to undo")).id
    studied.wait(seconds=1)
    studied.move("item-4", Move.REST)
    studied.wait(seconds=1)
    before = days(studied)
    wish(studied, 0.95)
    assert run(studied) == 4
    moved = {name for name, day in days(studied).items() if day != before[name]}
    assert moved == set(NAMES[4:8])
    studied.wait(seconds=1)
    wish(studied, 0.8)
    assert run(studied) == 4  # what this act moved was not moved by hand
    take_back(studied)
    take_back(studied)
    take_back(studied)
    assert run(studied) == 5  # the card that rested is back
    take_back(studied)
    undoing.undo(studied.learner, by_hand, undo_id=uuid4(), now=studied.now)
    assert run(studied) == 6


def test_what_is_not_offered_stays(studied: Desk) -> None:
    db.session.execute(update(ItemRow).filter_by(slug="item-1").values(offered=False))
    wish(studied, 0.95)
    assert run(studied) == 7


def test_a_card_that_would_have_come_already_comes_today_and_one_that_is_due_stays(studied: Desk) -> None:
    studied.wait(days=60)
    wish(studied, 0.97)
    late = max(day or 0 for day in days(studied).values())
    assert late > today(studied)
    run(studied)
    assert {studied.card(name).due_day for name in NAMES[:8]} == {today(studied)}
    studied.wait(days=3)
    assert foresee(studied).changes == 0


def test_more_cards_than_at_once_take_a_second_time(studied: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescheduling, "MOST_AT_ONCE", 5)
    wish(studied, 0.95)
    assert foresee(studied).more
    assert [run(studied), run(studied), run(studied)] == [5, 3, 0]
