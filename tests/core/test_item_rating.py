"""How hard items are is learned from answers in order; simulated learners show how well."""

from collections.abc import Iterator
from math import exp, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.item_rating import FirstAnswer, QuizTaken, Version, carried_over, rate
from quizapp.core.practice_level import START, UNKNOWN, ItemDifficulty


def quiz(learner_id: int, *answers: tuple[Version, float]) -> QuizTaken:
    return QuizTaken(
        learner_id=learner_id,
        answers=tuple(FirstAnswer(version=version, share=share) for version, share in answers),
    )


def simulated(difficulties: list[float], *, learners: int, length: int, rng: Random) -> Iterator[QuizTaken]:
    """Yield quizzes of learners whose levels are normally distributed, on items drawn by chance."""
    for learner_id in range(learners):
        level = rng.gauss(0, 1)
        drawn = rng.sample(range(len(difficulties)), length)
        yield quiz(
            learner_id,
            *(((one, 1), float(rng.random() < 1 / (1 + exp(difficulties[one] - level)))) for one in drawn),
        )


def test_the_first_answer_of_all_moves_a_difficulty_by_half_of_the_first_step() -> None:
    # Half of the mark is expected before anything is known: 0.4 (1/2 - 1), 0.4 (1/2 - 0), 0.4 (1/2 - 1/2).
    rated = rate([quiz(1, ((7, 1), 1.0)), quiz(2, ((8, 1), 0.0)), quiz(3, ((9, 1), 0.5))])
    assert [rated[item, 1].logits for item in (7, 8, 9)] == pytest.approx([-0.2, 0.2, 0.0])


def test_a_wrong_answer_of_who_is_likely_to_know_makes_an_item_harder_than_that_of_anybody() -> None:
    after_right = rate([quiz(1, ((7, 1), 1.0), ((8, 1), 0.0))])[8, 1].logits
    after_wrong = rate([quiz(1, ((7, 1), 0.0), ((8, 1), 0.0))])[8, 1].logits
    assert 0 < after_wrong < 0.2 < after_right < 0.4


def test_an_answer_is_held_against_what_was_expected_of_that_learner() -> None:
    rated = rate([quiz(1, ((7, 1), 1.0), ((8, 1), 0.0))])
    first = UNKNOWN.after(expected=START.expected(UNKNOWN), share=1.0)
    level = START.after(UNKNOWN, 1.0)
    assert rated == {
        (7, 1): first,
        (8, 1): UNKNOWN.after(expected=level.expected(UNKNOWN), share=0.0),
    }


def test_a_new_version_begins_where_the_one_before_stands() -> None:
    before = rate([quiz(one, ((7, 1), 0.0)) for one in range(5)])
    after = rate([*(quiz(one, ((7, 1), 0.0)) for one in range(5)), quiz(9, ((7, 2), 1.0))])
    begun = ItemDifficulty(logits=before[7, 1].logits)
    assert after[7, 2] == begun.after(expected=START.expected(begun), share=1.0)
    assert after[7, 1] == before[7, 1]


def test_an_older_version_that_is_answered_late_begins_where_the_newest_stands_and_moves_it_nowhere() -> None:
    rated = rate([quiz(1, ((7, 2), 0.0)), quiz(2, ((7, 1), 1.0)), quiz(3, ((7, 3), 0.5))])
    newest = ItemDifficulty(logits=rated[7, 2].logits)
    assert rated[7, 2].logits == pytest.approx(0.2)
    assert rated[7, 1] == newest.after(expected=START.expected(newest), share=1.0)
    assert rated[7, 3] == newest.after(expected=START.expected(newest), share=0.5)


def test_a_newest_version_that_nobody_answered_is_as_hard_as_the_last_that_was_and_nothing_else_is_said() -> (
    None
):
    rated = {(7, 1): ItemDifficulty(logits=1.0, answers=9), (7, 2): ItemDifficulty(logits=2.0, answers=4)}
    assert carried_over(rated, [(7, 3), (8, 1)]) == rated | {(7, 3): ItemDifficulty(logits=2.0)}
    assert carried_over(rated, [(7, 2)]) == rated


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.sampled_from([0.0, 0.5, 1.0])), max_size=20)
)
def test_the_same_answers_in_the_same_order_always_give_the_same(
    answers: list[tuple[int, int, float]],
) -> None:
    quizzes = [quiz(learner, ((item, 1), share)) for learner, item, share in answers]
    assert rate(quizzes) == rate(quizzes)
    assert sum(one.answers for one in rate(quizzes).values()) == len(answers)


@pytest.mark.parametrize(
    ("learners", "bias", "rmse", "least_slope"), [(200, 0.15, 0.5, 0.75), (2000, 0.1, 0.25, 0.93)]
)
def test_difficulties_of_simulated_answers_are_found_again(
    learners: int, bias: float, rmse: float, least_slope: float
) -> None:
    # 40 and 400 answers an item. Nothing is pulled together or apart: the slope on the true ones nears 1.
    rng = Random(20261122)
    true = [rng.gauss(0, 1) for _ in range(100)]
    rated = rate(simulated(true, learners=learners, length=20, rng=rng))
    found = [rated[item, 1].logits for item in range(100)]
    misses = [one - other for one, other in zip(found, true, strict=True)]
    slope = sum(a * b for a, b in zip(found, true, strict=True)) / sum(one * one for one in true)
    assert abs(sum(misses) / 100) < bias
    assert sqrt(sum(miss * miss for miss in misses) / 100) < rmse
    assert least_slope < slope < 1.05
