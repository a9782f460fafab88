"""What quizzes give to the cards."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from quizapp.core.errors import NothingToUndoError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.grading import Mark
from quizapp.core.scheduling import Phase
from quizapp.database import db
from quizapp.models import CardRow, ItemRow, ReviewRow
from quizapp.study import feed, queries
from quizapp.study.log import clock_of
from tests.study.desk import Desk
from tests.study.test_answering import log_rows, make_rows

AGAIN, HARD, GOOD, EASY = Rating
ROWS = frozenset({"pair-insulin", "pair-glucagon", "pair-gastrin"})


def item_id(slug: str) -> int:
    return db.session.scalars(select(ItemRow.id).filter_by(slug=slug)).one()


def answer(
    slug: str, *, right: frozenset[str], missed: frozenset[str], attempt: UUID | None = None
) -> feed.QuizAnswer:
    return feed.QuizAnswer(
        item_id=item_id(slug),
        topic="terminology",
        mark=Mark(points=int(not missed), maximum=1, answered=True),
        confidence=None,
        attempt_id=attempt or uuid4(),
        position=1,
        right_faces=right,
        missed_faces=missed,
    )


def quiz_answer(desk: Desk, slug: str, *, right: bool, attempt: UUID | None = None) -> None:
    """Answer one item of a quiz, rightly or not."""
    main, none = frozenset({"main"}), frozenset[str]()
    one = answer(slug, right=main if right else none, missed=none if right else main, attempt=attempt)
    feed.take_answers(desk.learner, [one], now=desk.now)
    db.session.commit()


def has_card(desk: Desk, slug: str, face: str = "main") -> bool:
    return queries.find_card(slug, face, learner_id=desk.learner.id) is not None


def test_a_missed_item_becomes_a_card_with_a_first_again(desk: Desk) -> None:
    quiz_answer(desk, "item-1", right=False)
    card = desk.card("item-1")
    assert (card.phase, card.reps, card.version, card.last_review_at) == (Phase.LEARNING, 1, 1, desk.now)
    assert db.session.scalars(select(CardRow.origin)).all() == ["missed"]
    row = db.session.scalars(select(ReviewRow)).one()
    assert (row.rating, row.source, row.card_version) == (AGAIN, "quiz", 1)
    assert desk.next("missed") == "item-1/main"


def test_a_right_answer_to_an_item_that_is_no_card_makes_nothing(desk: Desk) -> None:
    quiz_answer(desk, "item-1", right=True)
    assert not has_card(desk, "item-1")
    assert log_rows() == 0


@pytest.mark.parametrize(("right", "rating"), [(True, GOOD), (False, AGAIN)])
def test_an_answer_to_an_item_that_is_a_card_is_a_review(desk: Desk, right: bool, rating: Rating) -> None:
    desk.add("bank:words")
    desk.learn("item-1")
    desk.wait(days=2)
    quiz_answer(desk, "item-1", right=right)
    card = desk.card("item-1")
    assert (card.reps, card.version) == (3, 3)
    assert card.phase == (Phase.REVIEW if right else Phase.RELEARNING)
    assert db.session.scalars(select(ReviewRow.rating).filter_by(source="quiz")).all() == [rating]


def test_no_quiz_brings_a_card_back_on_a_lighter_day_of_the_week_that_has_another_day_beside_it(
    desk: Desk,
) -> None:
    """They may come after nine to thirteen days; from a Wednesday, ten to twelve are Saturday to Monday."""
    desk.add("bank:words")
    names = [f"item-{number}" for number in range(1, 13)]
    for name in names:
        desk.learn(name)
    desk.wait(days=2)
    desk.learner.lighter_days = 0b1100001
    for name in names:
        quiz_answer(desk, name, right=True)
    today = clock_of(desk.learner).day(desk.now)
    assert {(desk.card(name).due_day or 0) - today for name in names} == {9, 13}


def test_only_the_first_answer_of_a_study_day_counts(desk: Desk) -> None:
    quiz_answer(desk, "item-1", right=False)
    desk.wait(hours=1)
    quiz_answer(desk, "item-1", right=True)
    assert (desk.card("item-1").reps, log_rows()) == (1, 1)
    desk.wait(days=1)
    quiz_answer(desk, "item-1", right=True)
    assert (desk.card("item-1").reps, log_rows()) == (2, 2)


def test_taking_the_same_answer_twice_is_taking_it_once_even_on_another_day(desk: Desk) -> None:
    attempt = uuid4()
    quiz_answer(desk, "item-1", right=False, attempt=attempt)
    desk.wait(days=3)
    quiz_answer(desk, "item-1", right=False, attempt=attempt)
    assert (desk.card("item-1").reps, log_rows()) == (1, 1)


def test_of_a_matching_item_only_the_missed_rows_become_cards(desk: Desk) -> None:
    make_rows()
    missed = frozenset({"pair-insulin"})
    feed.take_answers(desk.learner, [answer("hormones", right=ROWS - missed, missed=missed)], now=desk.now)
    db.session.commit()
    assert desk.card("hormones/pair-insulin").reps == 1
    assert not has_card(desk, "hormones", "pair-gastrin")


def test_of_a_matching_item_right_rows_that_are_cards_get_a_good(desk: Desk) -> None:
    make_rows()
    desk.add("bank:pairs")
    missed = frozenset({"pair-insulin"})
    feed.take_answers(desk.learner, [answer("hormones", right=ROWS - missed, missed=missed)], now=desk.now)
    db.session.commit()
    ratings = {row.face: row.rating for row in db.session.scalars(select(ReviewRow))}
    assert ratings == {"pair-insulin": AGAIN, "pair-gastrin": GOOD, "pair-glucagon": GOOD}
    assert desk.card("hormones/pair-gastrin").buried_until_day is None


def test_a_whole_quiz_is_taken_at_once(desk: Desk) -> None:
    main, none = frozenset({"main"}), frozenset[str]()
    answers = [answer(f"item-{n}", right=none, missed=main) for n in range(1, 11)]
    feed.take_answers(desk.learner, answers, now=desk.now)
    db.session.commit()
    assert (log_rows(), desk.left("missed")) == (10, 10)


def test_nothing_is_fed_when_the_learner_switched_it_off(desk: Desk) -> None:
    desk.learner.quiz_feeds_cards = False
    quiz_answer(desk, "item-1", right=False)
    assert not has_card(desk, "item-1")


def test_nothing_is_kept_when_the_caller_does_not_commit(desk: Desk) -> None:
    one = answer("item-1", right=frozenset(), missed=frozenset({"main"}))
    feed.take_answers(desk.learner, [one], now=desk.now)
    db.session.rollback()
    assert not has_card(desk, "item-1")


def test_a_quiz_answer_cannot_be_undone_among_the_cards(desk: Desk) -> None:
    quiz_answer(desk, "item-1", right=False)
    row = db.session.scalars(select(ReviewRow)).one()
    with pytest.raises(NothingToUndoError):
        desk.undo(row)


def test_after_a_quiz_answer_the_card_page_opened_before_is_out_of_date(desk: Desk) -> None:
    desk.add("bank:words")
    quiz_answer(desk, "item-1", right=False)
    with pytest.raises(StaleCardError):
        desk.rate("item-1", GOOD, version=0)
