"""How an item did over several quizzes: each of its versions apart, in each group of people."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from quizapp.core.grading import Mark
from quizapp.core.intervals import Interval, correlation_interval, share_interval
from quizapp.core.item_analysis import rest_of
from quizapp.core.live_tally import FEWEST
from quizapp.core.quiz_marks import Column, ItemMarks, MarkSheet
from quizapp.core.spreads import correlation, pairs_of


class Shown(NamedTuple):
    """An item version as it was shown to the people of a group."""

    item: int
    version: int
    group: Hashable


class Met(NamedTuple):
    """An item version that was met, and the mark for what was answered to it."""

    shown: Shown
    mark: Mark


class Sitting(NamedTuple):
    """Somebody's attempt at a quiz: the item versions that they met in it, each once."""

    quiz: Hashable
    who: Hashable
    met: Sequence[Met]


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What is known of an item from ``quizzes``, to be added up over more of them.

    ``shares`` adds up the shares of its marks, 0 to 1. ``own``, ``rest`` and ``both`` add up the squared
    differences from the mean of each quiz, and their products, for the item and for the rest of the quiz.
    """

    n: int = 0
    quizzes: int = 0
    shares: Fraction = Fraction(0)
    own: Fraction = Fraction(0)
    rest: Fraction = Fraction(0)
    both: Fraction = Fraction(0)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(**{name: value + getattr(other, name) for name, value in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an item did among ``n`` people; the intervals hold the true value in 95 of 100 samples.

    ``facility`` is the mean share of its marks, 0 to 1. ``discrimination``, −1 to 1, is how far those who did
    well in the rest of their quiz did well here; None where that cannot be said.
    """

    n: int
    facility: float
    facility_interval: Interval
    discrimination: float | None
    discrimination_interval: Interval | None

    @property
    def is_shown(self) -> bool:
        """Tell whether so many had it that nobody's answer can be made out."""
        return self.n >= FEWEST


def standing(sums: Sums) -> Standing:
    """Return how an item did by its sums.

    Of several quizzes discrimination is the correlation within them, each held against its own means, so
    that a hard quiz beside an easy one makes none. Its interval is that of a correlation from which
    ``quizzes`` − 1 others are taken out: R. A. Fisher, The distribution of the partial correlation
    coefficient, Metron 3 (1924).
    """
    facility = float(sums.shares / sums.n)
    # Correlations are of whole numbers, so that what does not vary at all is told from what hardly does.
    scale = sums.own.denominator * sums.rest.denominator * sums.both.denominator
    found = correlation(int(sums.both * scale), int(sums.own * scale), int(sums.rest * scale))
    reach = None if found is None else correlation_interval(found, sums.n - sums.quizzes + 1)
    return Standing(
        n=sums.n,
        facility=facility,
        facility_interval=share_interval(facility, sums.n),
        discrimination=found,
        discrimination_interval=reach,
    )


def pooled(parts: Iterable[Sums]) -> Sums:
    """Return the sum of some parts, without what would tell of few people.

    Who sees a part of FEWEST or more beside the sum can take one from the other. So what is left beside such
    parts is added only if it is of so many people, too.
    """
    parts = list(parts)
    plain = sum((one for one in parts if one.n >= FEWEST), Sums())
    rest = sum((one for one in parts if one.n < FEWEST), Sums())
    return plain + rest if rest.n >= FEWEST or not plain.n else plain


def sums_of(sittings: Iterable[Sitting]) -> dict[Shown, Sums]:
    """Return what is known of the items that were met; ``sittings`` come in the order of time.

    Of each person only the first meeting with an item counts, in whatever version and quiz: whoever met it
    before may have learned from that, and would be counted on both sides of a comparison.
    """
    quizzes: defaultdict[Hashable, _Quiz] = defaultdict(_Quiz)
    known: defaultdict[Hashable, set[int]] = defaultdict(set)
    for one in sittings:
        quizzes[one.quiz].add(one.met, known=known[one.who])
    parts: defaultdict[Shown, list[Sums]] = defaultdict(list)
    for quiz in quizzes.values():
        for shown, sums in quiz.sums():
            parts[shown].append(sums)
    return {shown: pooled(found) for shown, found in parts.items()}


class _Quiz:
    """The marks of a quiz as they come in, and which of them somebody got at their first meeting."""

    def __init__(self) -> None:
        self._sheet = MarkSheet(Fraction(1))
        self._columns: dict[Shown, tuple[Column, list[int]]] = {}

    def add(self, met: Sequence[Met], *, known: set[int]) -> None:
        """Add a sitting of somebody who has met the items ``known`` before; those of this one join them."""
        number = self._sheet.number(len(self._sheet.numbers))
        for turn, (shown, mark) in enumerate(met):
            column, first = self._columns.get(shown) or self._begin(shown, mark.maximum)
            if shown.item not in known:
                known.add(shown.item)
                first.append(len(column.attempts))
            column.attempts.append(number)
            column.marks.append(mark.points)
            column.turns.append(turn)

    def sums(self) -> Iterator[tuple[Shown, Sums]]:
        """Yield what is known of each item version that somebody met for the first time."""
        marks = self._sheet.marks()
        totals = marks.totals
        # Columns and items both come in the order in which they were begun.
        for (shown, (_, first)), item in zip(self._columns.items(), marks.items, strict=True):
            if first:
                rest = rest_of(item, totals, is_drawn=marks.is_drawn(item))
                yield shown, _sums(item, rest, first, marks.unit)

    def _begin(self, shown: Shown, maximum: int) -> tuple[Column, list[int]]:
        column = self._sheet.column(f"{shown.item}/{shown.version}/{shown.group}", maximum)
        return self._columns.setdefault(shown, (column, []))


def _sums(item: ItemMarks, rest: list[int], places: Sequence[int], unit: Fraction) -> Sums:
    pairs = pairs_of([item.marks[place] for place in places], [rest[place] for place in places])
    return Sums(
        n=pairs.n,
        quizzes=1,
        shares=Fraction(pairs.x, item.max_mark),
        own=Fraction(pairs.xx, pairs.n) * unit**2,
        rest=Fraction(pairs.yy, pairs.n) * unit**2,
        both=Fraction(pairs.xy, pairs.n) * unit**2,
    )
