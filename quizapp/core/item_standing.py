"""How an item did over several quizzes: each of its versions apart, in each group of people."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from quizapp.core.grading import Mark, grade
from quizapp.core.intervals import Interval, correlation_interval, share_interval
from quizapp.core.item_analysis import rest_of
from quizapp.core.items import Item, Response
from quizapp.core.live_tally import FEWEST
from quizapp.core.quiz_marks import ItemMarks, MarkSheet
from quizapp.core.spreads import correlation, pairs_of


class Shown(NamedTuple):
    """An item version as it was shown to the people of a group."""

    item: int
    version: int
    group: Hashable


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Somebody met an item version in an attempt at a quiz; the response is empty where that was nothing."""

    shown: Shown
    quiz: Hashable
    attempt: Hashable
    who: Hashable
    response: Response


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


def sums_of(items: Mapping[tuple[int, int], Item], meetings: Iterable[Meeting]) -> dict[Shown, Sums]:
    """Return what is known of the items that were met; ``meetings`` come in the order of time.

    Of each person only the first meeting with an item counts, in whatever version and quiz: whoever met it
    before may have learned from that, and would be counted on both sides of a comparison.
    """
    quizzes: defaultdict[Hashable, _Quiz] = defaultdict(_Quiz)
    met: set[tuple[Hashable, int]] = set()
    for one in meetings:
        mark = grade(items[one.shown.item, one.shown.version], one.response)
        meeting = (one.who, one.shown.item)
        quizzes[one.quiz].add(one, mark, is_first=meeting not in met)
        met.add(meeting)
    parts: defaultdict[Shown, list[Sums]] = defaultdict(list)
    for quiz in quizzes.values():
        for shown, sums in quiz.sums():
            parts[shown].append(sums)
    return {shown: pooled(found) for shown, found in parts.items()}


class _Quiz:
    """The marks of a quiz as they come in, and which of them somebody got at their first meeting."""

    def __init__(self) -> None:
        self._sheet = MarkSheet(Fraction(1))
        self._shown: dict[str, Shown] = {}
        self._first: defaultdict[str, list[int]] = defaultdict(list)
        self._turns = count()

    def add(self, one: Meeting, mark: Mark, *, is_first: bool) -> None:
        name = f"{one.shown.item}/{one.shown.version}/{one.shown.group}"
        self._shown[name] = one.shown
        column = self._sheet.column(name, mark.maximum)
        if is_first:
            self._first[name].append(len(column.attempts))
        column.attempts.append(self._sheet.number(one.attempt))
        column.marks.append(mark.points)
        column.turns.append(next(self._turns))

    def sums(self) -> Iterator[tuple[Shown, Sums]]:
        marks = self._sheet.marks()
        totals = marks.totals
        for item in marks.items:
            if places := self._first[item.item]:
                rest = rest_of(item, totals, is_drawn=marks.is_drawn(item))
                yield self._shown[item.item], _sums(item, rest, places, marks.unit)


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
