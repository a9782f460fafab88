"""Which card comes next, and how many are left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import CardNotDueError
from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import NEW_CARD, MemoryState, Phase, review
from quizapp.core.study_day import Moment
from quizapp.core.study_queue import (
    Count,
    Limits,
    Queue,
    answer_due,
    left,
    minutes_for,
    next_queue,
    order_in_learning,
    queue_of,
)

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
DAY = 20_777
LIMITS = Limits(new=20, reviews=200)

counts = st.builds(Count, new=st.integers(0, 300), reviews=st.integers(0, 300))
limits = st.builds(
    Limits, new=st.integers(0, 300), reviews=st.integers(0, 300), new_inside_reviews=st.booleans()
)


def test_an_answer_to_a_card_that_is_not_due_is_refused() -> None:
    at = Moment(now=NOW, day=DAY)
    for rating in Rating:
        card = review(NEW_CARD, rating, now=NOW, day=DAY, seed="")
        if card.due_day is None:
            assert answer_due(card, rating, at=at, seed="") == review(card, rating, now=NOW, day=DAY, seed="")
            continue
        with pytest.raises(CardNotDueError):
            answer_due(card, rating, at=at, seed="")
        answer_due(card, rating, at=Moment(now=NOW, day=card.due_day), seed="")


@given(limits, counts)
def test_what_is_left_is_never_negative_and_never_more_than_the_limit(limits: Limits, done: Count) -> None:
    remaining = left(limits, done)
    assert 0 <= remaining.new <= limits.new
    assert 0 <= remaining.reviews <= limits.reviews


def test_new_cards_have_their_own_limit_unless_they_count_among_the_reviews() -> None:
    done = Count(new=5, reviews=190)
    assert left(LIMITS, done) == Count(new=15, reviews=10)
    assert left(replace(LIMITS, new_inside_reviews=True), done) == Count(new=5, reviews=5)


@pytest.mark.parametrize(
    ("waiting", "done", "expected"),
    [
        ({Queue.LEARNING, Queue.REVIEW, Queue.NEW}, Count(), Queue.LEARNING),
        ({Queue.REVIEW, Queue.AHEAD}, Count(), Queue.REVIEW),
        ({Queue.NEW, Queue.AHEAD}, Count(), Queue.NEW),
        ({Queue.AHEAD}, Count(), Queue.AHEAD),
        (set(), Count(), None),
        ({Queue.REVIEW}, Count(reviews=200), None),
        ({Queue.NEW}, Count(new=20), None),
        ({Queue.LEARNING}, Count(new=20, reviews=200), Queue.LEARNING),
        ({Queue.NEW, Queue.REVIEW}, Count(new=20, reviews=3), Queue.REVIEW),
        ({Queue.NEW, Queue.REVIEW}, Count(new=3, reviews=200), Queue.NEW),
    ],
)
def test_the_next_card_comes_from(waiting: set[Queue], done: Count, expected: Queue | None) -> None:
    assert next_queue(waiting, limits=LIMITS, done=done) == expected


def test_one_new_card_comes_after_every_tenth_review() -> None:
    done, order = Count(), []
    while queue := next_queue({Queue.NEW, Queue.REVIEW}, limits=LIMITS, done=done):
        order.append(queue)
        new = queue is Queue.NEW
        done = Count(new=done.new + new, reviews=done.reviews + (not new))
    assert [place for place, queue in enumerate(order) if queue is Queue.NEW] == list(range(0, 220, 11))
    assert len(order) == 220


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (NEW_CARD, Queue.NEW),
        (MemoryState(phase=Phase.REVIEW, due_day=DAY), Queue.REVIEW),
        (MemoryState(phase=Phase.REVIEW, due_day=DAY + 1), None),
        (MemoryState(phase=Phase.LEARNING, due_at=NOW), Queue.LEARNING),
        (MemoryState(phase=Phase.RELEARNING, due_at=NOW + timedelta(minutes=20)), Queue.AHEAD),
        (MemoryState(phase=Phase.LEARNING, due_at=NOW + timedelta(minutes=21)), None),
    ],
)
def test_a_card_stands_in(state: MemoryState, expected: Queue | None) -> None:
    assert queue_of(state, now=NOW, day=DAY) == expected


def test_cards_in_learning_come_by_their_minute_and_ahead_of_it_the_one_answered_longest_ago() -> None:
    def order(due: int, answered: int) -> tuple[bool, datetime]:
        minute = timedelta(minutes=1)
        return order_in_learning(due_at=NOW + due * minute, answered_at=NOW + answered * minute, now=NOW)

    assert order(-2, -3) < order(-1, -9) < order(0, -9) < order(10, -5) < order(1, 0)


def test_three_cards_take_a_minute_and_one_card_does_too() -> None:
    assert [minutes_for(cards) for cards in (1, 3, 12)] == [1, 1, 4]
