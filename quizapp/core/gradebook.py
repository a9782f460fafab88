"""What counts of somebody's attempts at an assignment."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizapp.core.assignments import Counts
from quizapp.core.outcomes import THIRDS


@dataclass(frozen=True, kw_only=True)
class Grade:
    """How much of a quiz somebody had right, 0 to 1, and whether that came late."""

    share: Fraction
    late: bool


@lru_cache(maxsize=8192)
def grade_of(thirds: int, items: int, *, late: bool) -> Grade:
    """Return the grade of one attempt: its questions wholly right, of all that it holds.

    A question is worth three ``thirds``, of which its behaviour may give fewer (`core.outcomes`). With
    certainty, answers that were wrong take some away; a grade is never under 0.
    """
    return Grade(share=max(Fraction(0), Fraction(thirds, THIRDS * items)), late=late)


def counted(grades: Sequence[Grade], counts: Counts) -> Grade | None:
    """Return what counts of the attempts that were handed in, given in that order; None where there is none.

    What was handed in late counts only where nothing was in time: by then others may have told the answers.
    """
    if len(grades) < 2:
        return grades[0] if grades else None
    grades = [one for one in grades if not one.late] or grades
    match counts:
        case Counts.BEST:
            return max(grades, key=lambda one: one.share)
        case Counts.LAST:
            return grades[-1]
        case Counts.FIRST:
            return grades[0]
        case Counts.MEAN:
            share = sum((one.share for one in grades), Fraction(0)) / len(grades)
            return Grade(share=share, late=grades[0].late)
