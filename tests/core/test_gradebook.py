"""Which of somebody's attempts counts."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.assignments import Counts, Late
from quizapp.core.gradebook import Grade, counted, grade_of, hundredths, typed_percent

GRADES = (
    grade_of(6, 4, late=False),
    grade_of(12, 4, late=True),
    grade_of(12, 4, late=False),
    grade_of(3, 4, late=False),
)


@pytest.mark.parametrize(
    ("counts", "grade"),
    [
        (Counts.BEST, GRADES[2]),
        (Counts.LAST, GRADES[3]),
        (Counts.FIRST, GRADES[0]),
        (Counts.MEAN, Grade(share=Fraction(7, 12), late=False)),
    ],
)
def test_what_counts_is_as_was_chosen(counts: Counts, grade: Grade) -> None:
    assert counted(GRADES, counts) == grade


@pytest.mark.parametrize("counts", Counts)
def test_of_nothing_handed_in_nothing_counts(counts: Counts) -> None:
    assert counted((), counts) is None


@pytest.mark.parametrize("counts", Counts)
def test_what_was_late_counts_where_nothing_was_in_time(counts: Counts) -> None:
    late = grade_of(9, 4, late=True)
    assert counted([late, late], counts) == late


def test_a_mean_is_exact() -> None:
    thirds = [grade_of(3, 3, late=False)] * 3
    mean = counted(thirds, Counts.MEAN)
    assert mean
    assert mean.share == Fraction(1, 3)


LATE, IN_TIME = grade_of(12, 4, late=True), grade_of(3, 4, late=False)


@pytest.mark.parametrize(
    ("policy", "handed_in", "grade"),
    [
        (Late.COUNTS, [IN_TIME, LATE], LATE),
        (Late.IF_NOTHING, [IN_TIME, LATE], IN_TIME),
        (Late.NEVER, [IN_TIME, LATE], IN_TIME),
        (Late.COUNTS, [LATE], LATE),
        (Late.IF_NOTHING, [LATE], LATE),
        (Late.NEVER, [LATE], None),
    ],
)
def test_lateness_does_to_the_best_attempt_what_was_chosen(
    policy: Late, handed_in: list[Grade], grade: Grade | None
) -> None:
    assert counted(handed_in, Counts.BEST, policy) == grade


def test_a_mean_with_something_late_in_it_is_marked_late() -> None:
    assert counted([IN_TIME, LATE], Counts.MEAN, Late.COUNTS) == Grade(share=Fraction(5, 8), late=True)


@given(st.lists(st.builds(grade_of, st.integers(0, 12), st.just(4), late=st.booleans())))
def test_what_never_counts_late_is_as_if_it_had_not_been_handed_in(grades: list[Grade]) -> None:
    in_time = [one for one in grades if not one.late]
    for counts in Counts:
        assert counted(grades, counts, Late.NEVER) == counted(in_time, counts, Late.COUNTS)


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        *(
            ("0", 0),
            ("80", 8000),
            (" 80 % ", 8000),
            ("80%", 8000),
            ("66,5", 6650),
            ("66.67", 6667),
            ("100.00", 10000),
        ),
        *(
            ("100.01", None),
            ("101", None),
            ("-1", None),
            ("", None),
            ("8o", None),
            ("1e2", None),
            ("٨٠", None),
        ),
        *(("66.667", None), ("1/2", None), ("nan", None)),
    ],
)
def test_a_percentage_is_read_as_people_type_it(typed: str, share: int | None) -> None:
    assert typed_percent(typed) == share


def test_a_share_is_kept_to_a_hundredth_of_a_percent() -> None:
    assert [hundredths(Fraction(*one)) for one in ((0, 1), (2, 3), (1, 1))] == [0, 6667, 10000]
