"""Which of somebody's attempts counts."""

from fractions import Fraction

import pytest

from quizapp.core.assignments import Counts
from quizapp.core.gradebook import Grade, counted, grade_of

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
