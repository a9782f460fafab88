"""What sets an item apart before and after it was changed, and in one class from others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.intervals import Interval, correlation_interval, difference_interval, share_interval
from quizapp.core.item_comparison import (
    BESIDE_OTHERS,
    SINCE_CHANGED,
    Change,
    compare,
    words_of,
)
from quizapp.core.item_standing import Standing


def make_standing(right: int, n: int, *, discrimination: float | None = 0.3) -> Standing:
    """Return the standing of an item that some of ``n`` had right."""
    reach = None if discrimination is None else correlation_interval(discrimination, n)
    return Standing(
        n=n,
        facility=right / n,
        facility_interval=share_interval(right / n, n),
        discrimination=discrimination,
        discrimination_interval=reach,
    )


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)],
)
def test_two_shares_differ_by_newcombes_interval(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """R. G. Newcombe 1998, method 10, as the tests of the R package “propint” quote its results."""
    own, other = (share_interval(right / n, n) for right, n in (first, second))
    found = difference_interval(first[0] / first[1], own, second[0] / second[1], other)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_two_correlations_differ_by_what_their_own_intervals_leave() -> None:
    """A hand-worked example: distances 3 and 4 on one side, 6 and 8 on the other make 5 and 10."""
    found = difference_interval(0.5, Interval(low=0.47, high=0.58), 0.3, Interval(low=0.24, high=0.34))
    assert found.low == pytest.approx(0.2 - 0.05)
    assert found.high == pytest.approx(0.2 + 0.10)


shares = st.tuples(st.integers(0, 60), st.integers(60, 90))


@given(shares, shares)
def test_a_difference_lies_in_its_interval_and_turns_round_with_its_sides(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there = compare(make_standing(*one), make_standing(*other))
    back = compare(make_standing(*other), make_standing(*one))
    reach = there.facility.interval
    assert reach.low <= there.facility.value <= reach.high
    assert (back.facility.interval.low, back.facility.interval.high) == pytest.approx(
        (-reach.high, -reach.low)
    )
    assert there.facility.direction == -back.facility.direction


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (make_standing(20, 40), make_standing(12, 12), Change.TOO_FEW),
        (make_standing(20, 40), make_standing(22, 40), Change.LEVEL),
        (make_standing(10, 40), make_standing(30, 40), Change.CLEARER),
        (make_standing(10, 40), make_standing(30, 40, discrimination=0.1), Change.EASIER),
        (make_standing(10, 40), make_standing(30, 40, discrimination=None), Change.EASIER),
        (make_standing(30, 40), make_standing(10, 40), Change.HARDER),
        (
            make_standing(20, 40, discrimination=-0.5),
            make_standing(20, 40, discrimination=0.5),
            Change.CLEARER,
        ),
        (
            make_standing(20, 40, discrimination=0.8),
            make_standing(36, 40, discrimination=-0.2),
            Change.DULLER,
        ),
    ],
)
def test_a_difference_is_told_only_where_chance_hardly_explains_it(
    then: Standing, now: Standing, change: Change
) -> None:
    assert compare(then, now).change is change


def test_each_change_has_one_sentence() -> None:
    few = compare(make_standing(20, 40), make_standing(12, 12))
    assert words_of(few, SINCE_CHANGED) == (
        "Cannot be told yet: 12 answers of the 30 that each of the two needs."
    )
    level = compare(make_standing(20, 40), make_standing(20, 40))
    assert words_of(level, BESIDE_OTHERS).endswith("between −21 and +21 points in a hundred.")
    clearer = compare(make_standing(10, 40), make_standing(30, 40))
    assert words_of(clearer, SINCE_CHANGED) == (
        "Clearer now: more get it right, and it tells who knows more."
    )


def test_what_cannot_be_said_of_one_side_is_not_compared() -> None:
    found = compare(make_standing(20, 40, discrimination=None), make_standing(20, 40))
    assert found.discrimination is None
    assert found.facility.value == 0
