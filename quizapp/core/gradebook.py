"""What counts of somebody's attempts at an assignment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizapp.core.assignments import Counts, Late
from quizapp.core.outcomes import THIRDS

WHOLE = 10_000
"""A whole, in hundredths of a percent, in which marks are set by hand."""

PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))? ?%?")


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


def hundredths(share: Fraction) -> int:
    """Return a share in hundredths of a percent, to the nearest."""
    return round(share * WHOLE)


def typed_percent(text: str) -> int | None:
    """Return a percentage as somebody typed it, in hundredths; None where it is none, or lies beyond 100."""
    found = PERCENT.fullmatch(text.strip())
    if found is None:
        return None
    share = 100 * int(found[1]) + int((found[2] or "").ljust(2, "0"))
    return share if share <= WHOLE else None


def counted(grades: Sequence[Grade], counts: Counts, late: Late = Late.IF_NOTHING) -> Grade | None:
    """Return what counts of the attempts that were handed in, in their order; None where nothing does."""
    grades = _admitted(grades, late)
    if len(grades) < 2:
        return grades[0] if grades else None
    match counts:
        case Counts.BEST:
            return max(grades, key=lambda one: one.share)
        case Counts.LAST:
            return grades[-1]
        case Counts.FIRST:
            return grades[0]
        case Counts.MEAN:
            share = sum((one.share for one in grades), Fraction(0)) / len(grades)
            return Grade(share=share, late=any(one.late for one in grades))


def _admitted(grades: Sequence[Grade], late: Late) -> Sequence[Grade]:
    in_time = [one for one in grades if not one.late]
    match late:
        case Late.COUNTS:
            return grades
        case Late.IF_NOTHING:
            return in_time or grades
        case Late.NEVER:
            return in_time
