"""Item analysis: worked examples that others published, and the same formulas by other ways."""

import math
import random
from fractions import Fraction
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.item_analysis import analyse
from quizapp.core.spreads import Moments
from tests.core.item_analysis_reference import Figures, as_moodle, exactly
from tests.core.marks import drawn, marks_of, whole_table

close = pytest.approx
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 4]), min_size=width, max_size=width),
        min_size=2,
        max_size=9,
    )
)


def differing(found: object, expected: Figures, tolerance: float) -> dict[str, object]:
    """Return the figures that are not as expected, or are there where there should be none."""
    return {
        name: (getattr(found, name), value)
        for name, value in expected.items()
        if (getattr(found, name) is None) != (value is None)
        or (value is not None and getattr(found, name) != close(value, rel=tolerance, abs=tolerance))
    }


# Karl L. Wuensch, East Carolina University, “The Kuder-Richardson 20”: ten students, ten items, with the
# facility of each, the total variance 5.84 (by n) and the sum 2.18 of the items' own.
TEN_STUDENTS = [
    [1, 1, 1, 1, 1, 1, 0, 1, 1, 0],
    [1, 0, 1, 1, 0, 1, 1, 1, 0, 1],
    [1, 1, 1, 1, 0, 1, 1, 0, 0, 1],
    [0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
    [0, 0, 0, 0, 0, 1, 0, 0, 1, 0],
    [1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
    [1, 1, 0, 1, 1, 1, 0, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, 1, 1, 0, 1],
    [0, 1, 0, 1, 1, 1, 1, 1, 0, 1],
    [1, 1, 0, 1, 1, 0, 1, 1, 1, 0],
]


def test_kr_20_is_that_of_a_published_example() -> None:
    found = analyse(whole_table(TEN_STUDENTS))
    assert [one.facility for one in found.items] == [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]
    assert found.quiz.sd == close(math.sqrt(5.84 * 10 / 9))
    assert found.quiz.kr_20 == close(10 / 9 * (1 - 2.18 / 5.84))
    assert found.quiz.cic == close(100 * 10 / 9 * (1 - 2.18 / 5.84))


def test_internal_consistency_is_the_alpha_of_a_published_example() -> None:
    """Statology, “How to calculate Cronbach's alpha in Python”: 0.7734375 by pingouin."""
    answers = [[1, 2, 2, 3, 2, 2, 3, 3, 2, 3], [1, 1, 1, 2, 3, 3, 2, 3, 3, 3], [1, 1, 2, 1, 2, 3, 3, 3, 2, 3]]
    found = analyse(whole_table(list(zip(*answers, strict=True)), most=3)).quiz
    assert found.cic == 77.34375
    assert found.kr_20 is None


def test_skewness_and_kurtosis_are_those_of_a_published_example() -> None:
    """Microsoft's pages on the functions SKEW and KURT of Excel, which are the ratios of k-statistics."""
    found = Moments([3, 4, 5, 2, 3, 4, 5, 6, 4, 7])
    assert found.skewness == close(0.359543071, abs=5e-10)
    assert found.kurtosis == close(-0.151799637, abs=5e-10)


@pytest.mark.parametrize(
    ("values", "mean", "sd"),
    [
        ([10000001, 10000003, 10000002], 10000002, 1),
        ([12, *islice(cycle([11, 13]), 1000)], 12, 1),
        ([10000002, *islice(cycle([10000001, 10000003]), 1000)], 10000002, 1),
        ([100000002, *islice(cycle([100000001, 100000003]), 1000)], 100000002, 1),
    ],
    ids=["NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4"],
)
def test_mean_and_sd_are_certified_to_the_last_digit(values: list[int], mean: int, sd: int) -> None:
    """NIST Statistical Reference Datasets, univariate; the last three in tenths."""
    found = Moments(values)
    assert found.mean == mean
    assert found.variance == sd**2


@given(tables)
def test_every_figure_is_that_of_exact_arithmetic(table: list[list[int]]) -> None:
    parts = [[Fraction(mark, 3) for mark in row] for row in table]
    items, quiz = exactly(parts, Fraction(4, 3))
    sheet = whole_table(table, most=4)
    found = analyse(type(sheet)(unit=sheet.unit / 3, attempts=sheet.attempts, items=sheet.items))
    for one, expected in zip(found.items, items, strict=True):
        assert differing(one, expected, 1e-12) == {}
    assert differing(found.quiz, quiz, 1e-12) == {}


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.booleans())
def test_every_figure_is_that_of_moodle(seed: int, some_are_drawn: bool) -> None:
    chance = random.Random(seed)
    attempts = [_attempt(chance, some_are_drawn=some_are_drawn) for _ in range(chance.randint(6, 40))]
    items, quiz = as_moodle(attempts, 2)
    found = analyse(drawn(attempts, most=2))
    for one in found.items:
        if one.item in items:
            assert differing(one, items[one.item], 1e-5) == {}
    assert differing(found.quiz, quiz, 1e-5) == {}


def _attempt(chance: random.Random, *, some_are_drawn: bool) -> dict[str, float]:
    ability = chance.gauss(0, 1)
    pool = chance.sample(range(10, 16), 3) if some_are_drawn else range(10, 13)
    return {
        f"item-{item}": round(min(2.0, max(0.0, 1 + ability + chance.gauss(0, 1))), 7)
        for item in (1, 2, *pool)
    }


def test_what_is_drawn_by_chance_does_not_leave_the_total() -> None:
    attempts = [
        {"all": 1, "a": 1},
        {"all": 0, "b": 0},
        {"all": 1, "a": 0},
        {"all": 1, "b": 1},
        {"all": 0, "a": 0},
    ]
    by_name = {one.item: one for one in analyse(drawn(attempts)).items}
    # Marks 1, 0, 0 of “a” beside the totals 2, 1, 0.
    assert by_name["a"].n == 3
    assert by_name["a"].discrimination_index == close(100 * math.sqrt(3) / 2)
    assert by_name["a"].effective_weight is None
    assert by_name["all"].n == 5


def test_what_is_drawn_fills_places_in_the_order_of_its_lines() -> None:
    """The figures of the quiz are those of a quiz whose second place holds what was drawn."""
    attempts = [{"all": 1, "a": 1}, {"all": 0, "b": 0}, {"all": 1, "b": 0}, {"all": 1, "a": 1}]
    at_places = [dict(zip(("all", "second"), row.values(), strict=True)) for row in attempts]
    whole = analyse(drawn(at_places)).quiz
    found = analyse(drawn(attempts)).quiz
    assert (found.cic, found.standard_error) == (whole.cic, whole.standard_error)
    assert found.cic is not None


def test_attempts_with_different_numbers_of_items_have_no_consistency_and_no_weights() -> None:
    found = analyse(drawn([{"a": 1, "b": 1}, {"a": 0}, {"a": 1, "b": 0}, {"a": 0, "b": 0}]))
    assert found.quiz.cic is None
    assert [one.effective_weight for one in found.items] == [None, None]
    assert found.quiz.skewness is not None


def test_one_attempt_has_facilities_and_a_mean_and_nothing_else() -> None:
    found = analyse(whole_table([[1, 0.5]]))
    assert [(one.facility, one.sd, one.discrimination_index) for one in found.items] == [
        (1, None, None),
        (0.5, None, None),
    ]
    assert (found.quiz.mean, found.quiz.median) == (1.5, 1.5)
    assert (found.quiz.sd, found.quiz.skewness, found.quiz.cic, found.quiz.error_ratio) == (None,) * 4


def test_a_single_item_has_no_rest_to_compare_it_with() -> None:
    found = analyse(whole_table([[1], [0], [1], [0]]))
    [item] = found.items
    assert (item.discrimination_index, item.discriminative_efficiency) == (None, None)
    assert item.effective_weight == 100
    assert (found.quiz.cic, found.quiz.standard_error) == (None, None)


def test_what_does_not_vary_is_told_from_what_hardly_varies() -> None:
    """Tenths are no sums of powers of two; 0.1 ten times over must not be a spread."""
    same = analyse(whole_table([[0.1, 0.3]] * 10))
    assert [(one.sd, one.discrimination_index, one.effective_weight) for one in same.items] == [
        (0, None, None)
    ] * 2
    assert (same.quiz.sd, same.quiz.skewness, same.quiz.kurtosis, same.quiz.cic) == (0, None, None, None)
    hardly = analyse(whole_table([*[[0.1, 0.3]] * 10, [0.1000001, 0.3000001]]))
    assert [one.discrimination_index for one in hardly.items] == [100, 100]


def test_nothing_answered_is_a_facility_of_0() -> None:
    found = analyse(whole_table([[0, 0]] * 5))
    assert [(one.facility, one.sd, one.effective_weight) for one in found.items] == [(0, 0, None)] * 2


def test_an_item_that_earns_nothing_has_no_facility_and_an_item_all_get_right_no_weight() -> None:
    rows = [
        (n, item, most, mark)
        for n in range(4)
        for item, most, mark in (("nil", 0, 0), ("one", 1, 1), ("x", 1, n % 2))
    ]
    nil, one, x = analyse(marks_of(rows)).items
    assert (nil.facility, one.facility, x.facility) == (None, 1, 0.5)
    assert (nil.effective_weight, one.effective_weight, x.effective_weight) == (0, 0, 100)


def test_an_item_that_works_against_the_total_has_no_weight() -> None:
    table = [[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 1], [0, 1, 1]]
    *others, against = analyse(whole_table(table)).items
    assert against.effective_weight is None
    assert sum(one.effective_weight or 0 for one in others) == close(100)


def test_the_point_biserial_is_for_items_that_are_right_or_wrong() -> None:
    found = analyse(whole_table([[1, 2], [0, 0], [0, 1], [0, 0]], most=2))
    assert [one.point_biserial is None for one in found.items] == [True, True]
    # The means of those who were right and wrong, by the standard deviation (n) of the totals.
    expected = (55 / 7 - 11 / 3) / math.sqrt(5.84) * math.sqrt(0.7 * 0.3)
    assert analyse(whole_table(TEN_STUDENTS)).items[0].point_biserial == close(expected)
