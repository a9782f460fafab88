"""What one answer or review adds to the counts."""

import pytest

from quizapp.core.forgetting import Rating
from quizapp.core.grading import Mark
from quizapp.core.scheduling import Phase
from quizapp.core.tallies import NOTHING, Confidence, Tally, add_up, of_answer, of_review

AGAIN, HARD, GOOD, EASY = Rating
RIGHT = Mark(points=1, maximum=1, answered=True)
PARTLY = Mark(points=2, maximum=3, answered=True)
BLANK = Mark(points=0, maximum=1, answered=False)


def review(rating: Rating, phase: Phase, last_day: int | None, *, from_card: bool = True) -> Tally:
    """Return what a review on day 10 adds."""
    return of_review(rating, phase=phase, last_day=last_day, day=10, from_card=from_card)


def test_only_a_wholly_right_answer_is_right() -> None:
    assert of_answer(RIGHT, None) == Tally(answers=1, right=1)
    assert of_answer(PARTLY, None) == Tally(answers=1)


def test_a_blank_answer_counts_neither_way() -> None:
    assert of_answer(BLANK, 3) == NOTHING


@pytest.mark.parametrize("confidence", Confidence)
def test_an_answer_counts_once_more_for_its_confidence(confidence: Confidence) -> None:
    both = of_answer(RIGHT, confidence) + of_answer(PARTLY, confidence)
    assert both.with_confidence(confidence) == (2, 1)
    assert sum(both.with_confidence(other)[0] for other in Confidence) == 2
    assert (both.answers, both.right) == (2, 1)


@pytest.mark.parametrize(("rating", "recalled"), [(AGAIN, 0), (HARD, 1), (GOOD, 1), (EASY, 1)])
def test_anything_but_again_is_recalled(rating: Rating, recalled: int) -> None:
    assert review(rating, Phase.REVIEW, 4) == Tally(reviews=1, asked=1, recalled=recalled)


@pytest.mark.parametrize("phase", [Phase.NEW, Phase.LEARNING, Phase.RELEARNING])
def test_a_card_in_its_learning_steps_is_not_asked(phase: Phase) -> None:
    assert review(GOOD, phase, None if phase is Phase.NEW else 4) == Tally(reviews=1)


@pytest.mark.parametrize("last_day", [10, 11])
def test_only_the_first_review_of_a_study_day_is_asked(last_day: int) -> None:
    assert review(GOOD, Phase.REVIEW, last_day) == Tally(reviews=1)


def test_a_quiz_answer_is_no_review_of_a_card_but_is_asked() -> None:
    assert review(AGAIN, Phase.REVIEW, 4, from_card=False) == Tally(asked=1)


def test_what_was_added_and_taken_away_leaves_nothing() -> None:
    some = Tally(answers=3, right=2, reviews=5)
    assert add_up([some, Tally(asked=1), -some, Tally(asked=-1)]) == NOTHING
