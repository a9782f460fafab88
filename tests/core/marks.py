"""Marks of a quiz, made from small tables."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from quizapp.core.quiz_marks import MarkSheet, QuizMarks

Row = tuple[object, str, Fraction | float, Fraction | float]

UNIT = Fraction(1, 10**9)


def marks_of(rows: Iterable[Row]) -> QuizMarks:
    """Return the marks of rows of attempt, item, highest mark and mark, in this order."""
    sheet = MarkSheet(UNIT)
    for turn, (attempt, item, most, mark) in enumerate(rows):
        column = sheet.column(item, round(Fraction(most) / UNIT))
        column.attempts.append(sheet.number(attempt))
        column.marks.append(round(Fraction(mark) / UNIT))
        column.turns.append(turn)
    return sheet.marks()


def whole_table(table: Sequence[Sequence[float]], *, most: float = 1) -> QuizMarks:
    """Return the marks of a table with a row for each attempt and a column for each item."""
    return marks_of(
        (attempt, f"item-{place}", most, mark)
        for attempt, row in enumerate(table)
        for place, mark in enumerate(row)
    )


def drawn(table: Sequence[Mapping[str, float]], *, most: float = 1) -> QuizMarks:
    """Return the marks of attempts that had different items, each in its order."""
    return marks_of(
        (attempt, item, most, mark) for attempt, row in enumerate(table) for item, mark in row.items()
    )
