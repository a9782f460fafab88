"""Levels and difficulties, against sums worked out another way and against what must always hold."""

from fractions import Fraction
from itertools import pairwise
from math import exp, log, pi, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.practice_level import (
    CALIBRATED_AT,
    GRID,
    START,
    UNKNOWN,
    ItemDifficulty,
    PracticeLevel,
    level_after,
)

KNOWN = 10**12
"""So many answers that nothing is unsure about a difficulty."""

LOGITS = st.floats(-3, 3)
SHARES = st.fractions(0, 1, max_denominator=6).map(float)
ANSWERS = st.lists(
    st.tuples(st.builds(ItemDifficulty, logits=LOGITS, answers=st.sampled_from([0, 3, 50, KNOWN])), SHARES),
    max_size=30,
)


def known(logits: float) -> ItemDifficulty:
    return ItemDifficulty(logits=logits, answers=KNOWN)


def distance(one: PracticeLevel, other: PracticeLevel) -> float:
    """Return what is known in the first and not in the second, in nats (Kullback and Leibler 1951).

    From where everybody starts it only grows with the part that is kept. A mean need not: answers that speak
    against each other can leave it just above the start, and half of what they say just below.
    """
    return sum(p * log(p / q) for p, q in zip(one.weights, other.weights, strict=True) if p)


def by_fine_quadrature(answers: list[tuple[float, float]]) -> tuple[float, float]:
    """Return mean and standard deviation after answers to items of known difficulty, by Simpson's rule.

    Over 4,000 steps from -10 to 10: nothing of the code under test, no grid of 41.
    """
    steps, low, high = 4000, -10.0, 10.0
    width = (high - low) / steps
    sums = [0.0, 0.0, 0.0]
    for place in range(steps + 1):
        level = low + place * width
        factor = 1 if place in {0, steps} else 4 if place % 2 else 2
        density = factor * exp(-level * level / 2) / sqrt(2 * pi)
        for logits, share in answers:
            odds = exp(level - logits)
            density *= (odds / (1 + odds)) ** share * (1 / (1 + odds)) ** (1 - share)
        for power in range(3):
            sums[power] += level**power * density
    mean = sums[1] / sums[0]
    return mean, sqrt(sums[2] / sums[0] - mean * mean)


@pytest.mark.parametrize(
    "answers",
    [
        [(0.0, 1.0)],
        [(0.0, 1.0), (1.0, 0.0)],
        [(-1.0, 1.0), (0.5, 1.0), (1.5, 0.0), (0.0, 0.5)],
        [(logits / 5, float(logits < 3)) for logits in range(-10, 11)],
    ],
)
def test_mean_and_spread_are_those_of_a_much_finer_sum(answers: list[tuple[float, float]]) -> None:
    level = level_after((known(logits), share) for logits, share in answers)
    mean, spread = by_fine_quadrature(answers)
    assert level.mean == pytest.approx(mean, abs=2e-3)
    assert level.spread == pytest.approx(spread, abs=2e-3)


def test_the_grid_has_41_points_from_minus_4_to_4_and_the_start_is_standard_normal() -> None:
    assert len(GRID) == 41
    assert (GRID[0], GRID[20], GRID[-1]) == pytest.approx((-4, 0, 4))
    assert START.mean == pytest.approx(0, abs=1e-12)
    assert START.spread == pytest.approx(1, abs=1e-3)


@given(ANSWERS)
def test_with_everything_turned_around_the_level_is_turned_around(
    answers: list[tuple[ItemDifficulty, float]],
) -> None:
    turned = [(ItemDifficulty(logits=-one.logits, answers=one.answers), 1 - share) for one, share in answers]
    assert level_after(turned).mean == pytest.approx(-level_after(answers).mean, abs=1e-9)
    assert level_after(turned).spread == pytest.approx(level_after(answers).spread, abs=1e-9)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(
    answers: list[tuple[ItemDifficulty, float]], rng: Random
) -> None:
    mixed = rng.sample(answers, len(answers))
    assert level_after(mixed).weights == pytest.approx(level_after(answers).weights, abs=1e-9)


@given(ANSWERS, st.builds(ItemDifficulty, logits=LOGITS, answers=st.sampled_from([0, KNOWN])))
def test_the_more_is_right_the_higher_the_level(
    answers: list[tuple[ItemDifficulty, float]], item: ItemDifficulty
) -> None:
    means = [level_after([*answers, (item, share)]).mean for share in (0, 0.25, 0.5, 0.75, 1)]
    assert all(one < other for one, other in pairwise(means))


@given(st.lists(st.tuples(LOGITS, st.sampled_from([0.0, 1.0])), max_size=25), LOGITS)
def test_an_answer_is_expected_to_make_the_level_surer(
    answers: list[tuple[float, float]], logits: float
) -> None:
    # Variance can grow after a surprise; averaged over what may be answered it never does.
    before = level_after((known(one), share) for one, share in answers)
    right = before.expected(known(logits))
    after = [before.after(known(logits), share).spread ** 2 for share in (1, 0)]
    assert right * after[0] + (1 - right) * after[1] <= before.spread**2 + 1e-12


@given(LOGITS, st.floats(-4, 4), st.integers(0, 500))
def test_information_is_slope_squared_p_1_minus_p_and_most_at_the_difficulty(
    logits: float, level: float, answers: int
) -> None:
    item = ItemDifficulty(logits=logits, answers=answers)
    chance = item.chance(level)
    assert item.information(level) == pytest.approx(item.slope**2 * chance * (1 - chance))
    assert item.information(level) <= item.information(logits) + 1e-12
    assert item.chance(logits) == pytest.approx(0.5)


@given(st.integers(0, 1000))
def test_the_more_answered_an_item_the_more_it_tells(answers: int) -> None:
    fewer, more = (ItemDifficulty(answers=count).slope for count in (answers, answers + 1))
    assert fewer < more < 1


def test_an_item_nobody_answered_tells_less_of_a_learner_than_one_that_is_known() -> None:
    for share in (0.0, 1.0):
        assert level_after([(UNKNOWN, share)]).spread > level_after([(known(0), share)]).spread


@given(st.builds(ItemDifficulty, logits=LOGITS, answers=st.integers(0, 1000)), SHARES, SHARES)
def test_what_was_harder_than_expected_is_rated_harder_by_0_4_at_most(
    item: ItemDifficulty, expected: float, share: float
) -> None:
    after = item.after(expected=expected, share=share)
    moved = after.logits - item.logits
    assert (moved > 0) == (expected > share)
    assert (moved < 0) == (expected < share)
    assert abs(moved) <= 0.4 + 1e-12  # what is added and taken away again is not quite the same
    assert after.answers == item.answers + 1
    back = item.after(expected=share, share=expected).logits - item.logits
    assert moved == pytest.approx(-back), "what one answer gives, its opposite takes"


def test_the_first_answers_move_a_difficulty_by_these_steps() -> None:
    # 0.4 (1/2), then 0.4 / 1.05 (1/2): by hand.
    item = UNKNOWN.after(expected=0.5, share=0).after(expected=0.5, share=0)
    assert item.logits == pytest.approx(float(Fraction(1, 5) + Fraction(4, 21)))


def test_an_item_is_calibrated_from_200_answers_on() -> None:
    assert CALIBRATED_AT == 200
    assert [ItemDifficulty(answers=count).is_provisional for count in (0, 199, 200)] == [True, True, False]


@given(ANSWERS, st.floats(0, 1))
def test_a_level_that_is_loosened_goes_back_towards_the_start(
    answers: list[tuple[ItemDifficulty, float]], kept: float
) -> None:
    level = level_after(answers)
    assert level.loosened(1).weights == pytest.approx(level.weights)
    assert level.loosened(0).weights == pytest.approx(START.weights)
    assert distance(level.loosened(kept), START) <= distance(level, START) + 1e-9


@given(st.lists(LOGITS, min_size=1, max_size=30), st.booleans(), st.floats(0, 1))
def test_a_level_from_answers_that_all_went_one_way_keeps_that_way_when_it_is_loosened(
    items: list[float], right: bool, kept: float
) -> None:
    way = 1 if right else -1
    level = level_after([(known(logits), float(right)) for logits in items])
    assert -1e-9 <= way * level.loosened(kept).mean <= way * level.mean + 1e-9
