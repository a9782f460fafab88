"""The marks of a quiz as numbers to reckon with: which attempt got how much for which item.

Marks are whole numbers of a small unit, so that every sum is exact, however many there are: what does not
vary at all is told from what hardly varies, and nothing has to be said about rounding until a figure is
written down.
"""

import math
from array import array
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class ItemMarks:
    """What the attempts that had an item got for it; nothing where it was left unanswered.

    ``attempts`` (their numbers, none twice), ``marks`` and ``turns`` go together. ``max_mark`` and ``marks``
    are in units; ``turns`` are numbers that rise in the order in which an attempt asked its items.
    """

    item: str
    max_mark: int
    attempts: Sequence[int]
    marks: Sequence[int]
    turns: Sequence[int]

    @property
    def is_right_or_wrong(self) -> bool:
        """Tell whether every mark was all or nothing."""
        return set(self.marks) <= {0, self.max_mark}


@dataclass(frozen=True, kw_only=True)
class QuizMarks:
    """The marks of all attempts, which are numbered from 0; ``unit`` is the mark that 1 stands for."""

    unit: Fraction
    attempts: int
    items: tuple[ItemMarks, ...]

    @property
    def totals(self) -> list[int]:
        """Return what each attempt got for everything it was asked, in units."""
        totals = [0] * self.attempts
        for item in self.items:
            for attempt, mark in zip(item.attempts, item.marks, strict=True):
                totals[attempt] += mark
        return totals

    def is_drawn(self, item: ItemMarks) -> bool:
        """Tell whether an item was drawn by chance: not every attempt had it."""
        return len(item.attempts) < self.attempts


class Column:
    """The marks for one item as they come in: each adds an attempt's number, a mark and a turn."""

    def __init__(self, item: str, max_mark: int) -> None:
        """Begin with none; ``max_mark`` is in units, from 0 to 2⁶³ − 1."""
        self.item, self.max_mark = item, max_mark
        self.attempts, self.marks, self.turns = array("L"), array("q"), array("L")

    def first_repeated(self) -> int | None:
        """Return the first turn in which an attempt was met again; None where there is none."""
        if len(set(self.attempts)) == len(self.attempts):
            return None
        met: set[int] = set()
        for attempt, turn in zip(self.attempts, self.turns, strict=True):
            if attempt in met:
                return turn
            met.add(attempt)
        return None


class MarkSheet:
    """Collects marks, in any order, of attempts with names of any kind."""

    def __init__(self, unit: Fraction) -> None:
        """Begin an empty sheet; its marks are whole numbers of ``unit``."""
        self._unit = unit
        self.columns: dict[str, Column] = {}
        self.numbers: dict[Hashable, int] = {}

    def column(self, item: str, max_mark: int) -> Column:
        """Return the column of an item, a new one where it is met for the first time."""
        return self.columns.get(item) or self.columns.setdefault(item, Column(item, max_mark))

    def number(self, attempt: Hashable) -> int:
        """Return the number of an attempt, the next one where it is met for the first time."""
        return self.numbers.setdefault(attempt, len(self.numbers))

    def marks(self) -> QuizMarks:
        """Return what was collected, in the largest unit of which all marks are whole numbers."""
        columns = self.columns.values()
        most = 0
        for one in columns:
            most = math.gcd(most, one.max_mark, *one.marks)
        most = most or 1
        return QuizMarks(
            unit=self._unit * most,
            attempts=len(self.numbers),
            items=tuple(
                ItemMarks(
                    item=one.item,
                    max_mark=one.max_mark // most,
                    attempts=one.attempts,
                    marks=[mark // most for mark in one.marks] if most > 1 else one.marks.tolist(),
                    turns=one.turns,
                )
                for one in columns
            ),
        )
