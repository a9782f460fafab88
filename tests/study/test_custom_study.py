"""What a learner asks for beyond the day's plan: marked, forgotten, ahead of its day, new of a topic."""

import pytest
from sqlalchemy import update

from quizapp.core.errors import CardNotDueError
from quizapp.core.forgetting import DEFAULT_SCHEDULER, Rating, plain_schedule
from quizapp.core.items import Topic
from quizapp.core.scheduling import Phase, spread_range
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.database import db
from quizapp.models import ItemRow
from quizapp.study import piles, queries, service
from quizapp.study.log import clock_of
from tests.core.builders import make_item
from tests.study.desk import Desk, make_learner, store_bank
from tests.study.test_feed import quiz_answer

AGAIN, HARD, GOOD, EASY = Rating


def learned(desk: Desk, *names: str) -> None:
    """Take some cards to review, a day apart, so that they fall due one after the other."""
    for name in names:
        desk.rate(name, EASY)
        desk.wait(days=1)
    desk.learner.new_per_day = 0


def study(desk: Desk, scope: str, rating: Rating = GOOD, *, most: int = 50) -> list[str]:
    """Answer what comes in a scope until nothing is left; return the cards in the order they came."""
    seen: list[str] = []
    while (name := desk.next(scope)) and len(seen) < most:
        desk.rate(name, rating, scope=scope)
        seen.append(name)
    return seen


def words(desk: Desk, scope: str) -> str:
    """Return what is said when nothing is left."""
    kind, _, name = scope.partition(":")
    at = clock_of(desk.learner).moment(desk.now)
    return service.what_comes(desk.learner, Scope(kind=ScopeKind(kind), name=name), at).words


def test_marked_cards_come_whatever_the_limits_of_the_day(desk: Desk) -> None:
    desk.add("bank:words")
    desk.learner.new_per_day = desk.learner.reviews_per_day = 0
    for name in ("item-3", "item-5"):
        desk.move(name, "flag")
    assert (desk.next(), desk.left("flag")) == ("", 2)
    assert study(desk, "flag", EASY) == ["item-3/main", "item-5/main"]


def test_what_was_forgotten_comes_for_seven_study_days(desk: Desk) -> None:
    desk.add("bank:words")
    learned(desk, "item-1", "item-2")
    desk.wait(days=60)
    desk.rate("item-1", AGAIN)
    desk.rate("item-1", GOOD)
    desk.wait(days=6)
    desk.learner.reviews_per_day = 0
    assert (desk.left("forgotten"), desk.next("forgotten")) == (1, "item-1/main")
    desk.wait(days=1)
    assert desk.left("forgotten") == 0


def test_what_was_undone_was_not_forgotten(desk: Desk) -> None:
    desk.add("bank:words")
    desk.undo(desk.rate("item-1", AGAIN))
    assert desk.left("forgotten") == 0


def test_what_was_missed_in_a_quiz_was_forgotten(desk: Desk) -> None:
    quiz_answer(desk, "item-4", right=False)
    desk.wait(minutes=1)
    assert desk.next("forgotten") == "item-4/main"


def test_cards_come_ahead_of_their_day_those_first_that_fall_due_first(desk: Desk) -> None:
    desk.add("bank:words")
    learned(desk, "item-2", "item-1", "item-3")
    days = {name: desk.card(name).due_day or 0 for name in ("item-1", "item-2", "item-3")}
    assert sorted(days, key=days.__getitem__) == ["item-2", "item-1", "item-3"]
    within = max(days.values()) - clock_of(desk.learner).day(desk.now) - 1
    assert (desk.left(), desk.left(f"ahead:{within}"), desk.left("ahead:30")) == (0, 2, 3)
    assert study(desk, "ahead:30") == ["item-2/main", "item-1/main", "item-3/main"]


def test_cards_ahead_of_their_day_leave_new_ones_alone(desk: Desk) -> None:
    desk.add("bank:words")
    assert (desk.next(), desk.next("ahead:30")) == ("item-1/main", "")


def test_a_card_answered_ahead_of_its_day_does_not_come_round_again_today(desk: Desk) -> None:
    desk.add("bank:words")
    learned(desk, "item-1")
    assert study(desk, "ahead:30", HARD) == ["item-1/main"]
    due = desk.card("item-1").due_day or 0
    assert due <= clock_of(desk.learner).day(desk.now) + 30  # it would lie within the days asked for
    with pytest.raises(CardNotDueError):
        desk.rate("item-1", GOOD, scope="ahead:30")


def test_a_card_answered_today_hides_none_that_can_be_studied_ahead(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-2", EASY)
    desk.wait(days=1)
    desk.rate("item-1", EASY)
    desk.set_day("item-1", 1)
    assert (desk.next("ahead:30"), desk.left("ahead:30")) == ("item-2/main", 1)


def test_a_slip_ahead_of_its_day_is_learned_again_at_once(desk: Desk) -> None:
    desk.add("bank:words")
    learned(desk, "item-1")
    desk.rate("item-1", AGAIN, scope="ahead:30")
    assert (desk.card("item-1").phase, desk.card("item-1").lapses) == (Phase.RELEARNING, 1)
    desk.wait(minutes=10)
    assert desk.next("ahead:30") == "item-1/main"


@pytest.mark.parametrize("days", [1, 3, 6])
def test_an_early_answer_counts_the_days_that_really_went_by(desk: Desk, days: int) -> None:
    """Rule 1 of studying holds for early answers, too: py-fsrs says the same of these days."""
    desk.learner.spreads_load = False
    desk.add("bank:words")
    desk.rate("item-1", EASY)
    desk.wait(days=days)
    row = desk.rate("item-1", GOOD, scope="ahead:30")
    plain = plain_schedule([EASY, GOOD], [0, days], scheduler=DEFAULT_SCHEDULER)[-1]
    card = desk.card("item-1")
    assert (card.stability, card.difficulty) == pytest.approx((plain.stability, plain.difficulty))
    low, high = spread_range(plain.interval_days)
    assert low <= row.interval_days <= high
    assert (row.kind, row.source) == ("review", "card")


def test_no_card_is_answered_ahead_of_its_day_where_nobody_asked_for_it(desk: Desk) -> None:
    desk.add("bank:words")
    learned(desk, "item-1")
    for scope in ("all", "flag", "forgotten", "bank:words"):
        with pytest.raises(CardNotDueError):
            desk.rate("item-1", GOOD, scope=scope)
    with pytest.raises(CardNotDueError):
        desk.rate("item-1", GOOD, scope="ahead:1")


def test_new_cards_of_a_topic_come_without_its_reviews_and_within_the_limit(desk: Desk) -> None:
    store_bank("other", *(make_item(id=f"there-{number}", topic=Topic.SITES) for number in (1, 2, 3)))
    desk.add("bank:words")
    desk.add("bank:other")
    desk.rate("there-1", EASY)
    desk.wait(days=60)
    desk.learner.new_per_day = 1
    assert (desk.left("topic:sites"), desk.left("new:sites")) == (2, 1)
    desk.rate(desk.next("new:sites"), GOOD)
    desk.wait(minutes=10)
    assert study(desk, "new:sites") == ["there-2/main"]  # its second step


def test_what_rests_is_hidden_or_is_somebody_elses_does_not_come(desk: Desk) -> None:
    desk.add("bank:words")
    for name in ("item-1", "item-2", "item-3", "item-4"):
        desk.move(name, "flag")
    desk.move("item-1", "rest")
    desk.move("item-2", "tomorrow")
    db.session.execute(update(ItemRow).where(ItemRow.slug == "item-3").values(offered=False))
    assert study(desk, "flag", EASY) == ["item-4/main"]
    assert Desk(learner=make_learner()).next("flag") == ""


def test_early_answers_count_among_those_of_the_day(desk: Desk) -> None:
    desk.add("bank:words")
    learned(desk, "item-1", "item-2")
    desk.learner.reviews_per_day = 1
    study(desk, "ahead:30")
    desk.wait(hours=-1)
    assert queries.done_on(clock_of(desk.learner).day(desk.now), learner_id=desk.learner.id).reviews == 2


@pytest.mark.parametrize("scope", ["flag", "forgotten", "new:sites"])
def test_who_has_no_such_cards_is_told_so(desk: Desk, scope: str) -> None:
    desk.add("bank:words")
    assert words(desk, scope) in service.NO_SUCH_CARDS.values()


@pytest.mark.parametrize("scope", ["flag", "forgotten", "missed", "new:terminology"])
def test_a_large_pile_has_the_same_cards_as_a_small_one(
    desk: Desk, scope: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add("bank:words")
    quiz_answer(desk, "item-4", right=False)
    desk.move("item-5", "flag")
    desk.wait(minutes=5)
    small = (desk.left(scope), desk.next(scope))
    monkeypatch.setattr(piles, "SMALL", -1)
    assert (desk.left(scope), desk.next(scope)) == small
