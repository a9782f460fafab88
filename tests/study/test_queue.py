"""What comes next: limits, order, learning cards, and what may not be shown."""

from itertools import pairwise

import pytest
from sqlalchemy import select, update

from quizapp.core.forgetting import Rating
from quizapp.core.items import Status, Topic
from quizapp.core.study_queue import ALL_CARDS
from quizapp.database import db
from quizapp.models import ItemRow
from quizapp.study import preferences, service
from tests.core.builders import make_item
from tests.study.desk import Desk, make_learner, store_bank, store_version
from tests.study.test_answering import make_rows
from tests.study.test_feed import quiz_answer

AGAIN, HARD, GOOD, EASY = Rating


def test_new_cards_come_in_the_order_of_their_bank(desk: Desk) -> None:
    desk.add("bank:words")
    assert desk.study_all()[:3] == ["item-1/main", "item-2/main", "item-3/main"]


def test_no_more_new_cards_come_than_the_day_allows(desk: Desk) -> None:
    desk.learner.new_per_day = 5
    desk.add("bank:words")
    assert (desk.left(), len(desk.study_all()), desk.left()) == (5, 5, 0)
    desk.wait(days=1)
    assert desk.left() == 5


def test_no_more_reviews_come_than_the_day_allows(desk: Desk) -> None:
    desk.add("bank:words")
    desk.study_all()
    desk.learner.reviews_per_day = 4
    desk.wait(days=60)
    assert (desk.left(), len(desk.study_all())) == (4, 4)


def test_new_cards_can_count_among_the_reviews(desk: Desk) -> None:
    desk.learner.reviews_per_day, desk.learner.new_inside_reviews = 3, True
    desk.add("bank:words")
    assert len(desk.study_all()) == 3


def test_the_limits_can_be_raised_for_one_day_only(desk: Desk) -> None:
    desk.learner.new_per_day = 2
    desk.add("bank:words")
    desk.study_all()
    for _ in range(2):  # a double click
        preferences.more_today(desk.learner, new=3, reviews=0, now=desk.now)
    assert len(desk.study_all()) == 3
    desk.wait(days=1)
    assert desk.left() == 2


def test_quiz_answers_do_not_use_up_the_limits(desk: Desk) -> None:
    desk.learner.new_per_day = 2
    desk.add("bank:words")
    quiz_answer(desk, "item-7", right=True)
    assert len([name for name in desk.study_all() if name != "item-7/main"]) == 2


def test_a_card_in_learning_comes_back_as_soon_as_it_is_due(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-1", AGAIN)
    assert desk.next() == "item-2/main"
    desk.wait(minutes=1)
    assert desk.next() == "item-1/main"


def test_cards_in_learning_that_became_due_together_come_in_the_order_of_their_bank(desk: Desk) -> None:
    for number in (3, 1, 2):
        quiz_answer(desk, f"item-{number}", right=False)
    desk.wait(minutes=1)
    assert desk.next() == "item-1/main"


def test_a_card_in_learning_comes_early_when_nothing_else_is_left(desk: Desk) -> None:
    desk.learner.new_per_day = 1
    desk.add("bank:words")
    desk.rate("item-1", GOOD)
    assert desk.next() == "item-1/main"


def test_the_most_overdue_review_comes_first(desk: Desk) -> None:
    desk.add("bank:words")
    desk.rate("item-2", EASY)
    desk.wait(days=2)
    desk.rate("item-1", EASY)
    desk.learner.new_per_day = 0
    desk.wait(days=40)
    assert desk.study_all() == ["item-2/main", "item-1/main"]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("all", 4),
        ("bank:words", 3),
        ("bank:other", 1),
        ("topic:sites", 1),
        ("topic:terminology", 3),
        ("missed", 0),
    ],
)
def test_a_scope_has_its_own_cards(desk: Desk, scope: str, expected: int) -> None:
    store_bank("other", make_item(id="elsewhere", topic=Topic.SITES))
    desk.add("bank:words")
    desk.add("bank:other")
    desk.learner.new_per_day = 3 if scope != "all" else 4
    assert desk.left(scope) == expected
    assert (desk.next(scope) != "") == (expected > 0)


def test_cards_of_items_that_are_no_longer_offered_do_not_come(desk: Desk) -> None:
    desk.add("bank:words")
    db.session.execute(update(ItemRow).where(ItemRow.slug == "item-1").values(offered=False))
    assert (desk.next(), desk.left()) == ("item-2/main", 11)


def test_a_card_shows_the_newest_version_of_its_item(desk: Desk) -> None:
    desk.add("bank:words")
    row = db.session.scalars(select(ItemRow).filter_by(slug="item-1")).one()
    store_version(row, make_item(id="item-1", stem="What is new?", status=Status.PUBLISHED))
    shown = service.next_up(desk.learner, ALL_CARDS, now=desk.now).card
    assert shown
    assert (shown.content.version, shown.content.content.item.stem) == (2, "What is new?")


def test_a_face_that_the_newest_version_lacks_does_not_come(desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    row = db.session.scalars(select(ItemRow).filter_by(slug="hormones")).one()
    store_version(row, make_item(id="hormones"))
    assert (desk.next("bank:pairs"), desk.left("bank:pairs")) == ("", 0)


def test_another_learners_cards_do_not_come(desk: Desk) -> None:
    desk.add("bank:words")
    assert Desk(learner=make_learner()).next() == ""


def test_each_answer_that_moves_a_card_on_changes_what_is_left(desk: Desk) -> None:
    desk.learner.new_per_day = 2
    desk.add("bank:words")
    seen = [desk.left_words()]
    for name in ("item-1", "item-2", "item-1", "item-2"):
        desk.rate(name, GOOD)
        seen.append(desk.left_words())
    assert seen == [
        "2 left today",
        "2 left today, 1 of them once more",
        "2 left today, each once more",
        "1 left today, once more",
        "",
    ]


def test_the_card_just_answered_does_not_come_next_while_another_waits_ahead_of_its_minute(
    desk: Desk,
) -> None:
    desk.learner.new_per_day = 3
    desk.add("bank:words")
    for number in (1, 2, 3):
        desk.rate(f"item-{number}", GOOD)
        desk.wait(seconds=2)
    order = []
    for _ in range(4):
        order.append(desk.next())
        desk.rate(order[-1], AGAIN)
        desk.wait(seconds=2)
    assert not [name for name, after in pairwise(order) if name == after]
    desk.wait(minutes=1)
    assert desk.next() == order[0]


def test_a_card_alone_comes_again_ahead_of_its_minute(desk: Desk) -> None:
    desk.learner.new_per_day = 1
    desk.add("bank:words")
    desk.rate("item-1", AGAIN)
    assert desk.next() == "item-1/main"
