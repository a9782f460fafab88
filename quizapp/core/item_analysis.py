"""How the items of a quiz did, and how far its totals can be trusted: the figures of classical test theory.

The figures, their names and when they are left undefined are those of Moodle's report “Statistics” (its pages
“Quiz statistics calculations” and “Quiz report statistics”); docs/item-analysis.md has the formulas.
Variances are of samples (n − 1). x is the mark for an item, t the total of an attempt, r = t − x the rest of
it; an item that was drawn by chance does not leave the total, so that its rest is t. Unanswered counts as 0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul, sub

from quizapp.core.quiz_marks import ItemMarks, QuizMarks
from quizapp.core.spreads import Moments, Pairs, correlation, pairs_of


@dataclass(frozen=True, kw_only=True)
class ItemFigures:
    """How one item did in the ``n`` attempts that had it; None is what cannot be said.

    ``facility`` is the mean share of its marks, 0 to 1; ``sd`` is in marks; ``discrimination_index`` (the
    correlation with the rest), ``discriminative_efficiency`` (the covariance with the rest, of the largest
    that the same marks allow) and ``effective_weight`` are in percent. ``point_biserial`` is the correlation
    with the total, −1 to 1, of an item that is right or wrong.
    """

    item: str
    n: int
    facility: float | None
    sd: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    effective_weight: float | None
    point_biserial: float | None


@dataclass(frozen=True, kw_only=True)
class QuizFigures:
    """How the totals were spread, and how far they can be trusted; None is what cannot be said.

    ``median``, ``mean``, ``sd`` and ``standard_error`` are in marks; ``skewness`` and ``kurtosis`` come from
    Fisher's k-statistics; ``cic``, the coefficient of internal consistency (Cronbach's alpha), and
    ``error_ratio`` are in percent. ``kr_20`` is Kuder and Richardson's formula 20, for items that are right
    or wrong and count the same.
    """

    median: float | None
    mean: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    cic: float | None
    error_ratio: float | None
    standard_error: float | None
    kr_20: float | None


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """The figures of a quiz and of its items, these in the order in which they were given."""

    quiz: QuizFigures
    items: tuple[ItemFigures, ...]


def analyse(marks: QuizMarks) -> Analysis:
    """Return the figures of a quiz and of each of its items."""
    totals = marks.totals
    rests = {one.item: _with_rest(one, totals, is_drawn=marks.is_drawn(one)) for one in marks.items}
    places = _places(marks, totals, rests)
    whole = sum(math.sqrt(one.with_total) for one in places if one.with_total > 0)
    return Analysis(
        quiz=_quiz_figures(marks, totals, places),
        items=tuple(
            _item_figures(one, rests[one.item], marks, whole=0 if marks.is_drawn(one) else whole)
            for one in marks.items
        ),
    )


def rest_of(item: ItemMarks, totals: Sequence[int], *, is_drawn: bool) -> list[int]:
    """Return what each attempt that had an item got for the rest of the quiz, in units."""
    own = [totals[attempt] for attempt in item.attempts]
    return own if is_drawn else list(map(sub, own, item.marks))


@dataclass(frozen=True, kw_only=True)
class _Place:
    """The marks at one place of a quiz: ``variance`` and the covariance ``with_total``, n(n − 1)-fold."""

    variance: int
    with_total: int


@dataclass(frozen=True, kw_only=True)
class _WithRest:
    """The marks for an item beside the rest; ``best`` is their largest covariance, n(n − 1)-fold."""

    pairs: Pairs
    best: int


def _with_rest(item: ItemMarks, totals: Sequence[int], *, is_drawn: bool) -> _WithRest:
    rest = rest_of(item, totals, is_drawn=is_drawn)
    pairs = pairs_of(item.marks, rest)
    rest.sort()
    together = sum(map(mul, sorted(item.marks), rest))
    return _WithRest(pairs=pairs, best=pairs.n * together - pairs.x * pairs.y)


def _places(marks: QuizMarks, totals: Sequence[int], rests: dict[str, _WithRest]) -> list[_Place]:
    """Return the places of a quiz; none where attempts were asked different numbers of items.

    An item that all had is a place of its own. Items drawn by chance share the others: the first that an
    attempt drew stands at the first of them, and so on, as Moodle's places for questions at random do.
    """
    own = [rests[one.item].pairs for one in marks.items if not marks.is_drawn(one)]
    drawn = _drawn_places([one for one in marks.items if marks.is_drawn(one)], marks.attempts)
    if drawn is None:
        return []
    return [
        *(_Place(variance=one.xx, with_total=one.xy + one.xx) for one in own),
        *(_Place(variance=one.xx, with_total=one.xy) for one in (pairs_of(place, totals) for place in drawn)),
    ]


def _drawn_places(items: Sequence[ItemMarks], attempts: int) -> list[tuple[int, ...]] | None:
    """Return the marks at each place for items drawn by chance; None where some attempts drew more."""
    turns = [turn for one in items for turn in one.turns]
    whose = [attempt for one in items for attempt in one.attempts]
    marks = [mark for one in items for mark in one.marks]
    rows: list[list[int]] = [[] for _ in range(attempts)]
    for at in sorted(range(len(turns)), key=turns.__getitem__):
        rows[whose[at]].append(marks[at])
    return None if len({len(row) for row in rows}) > 1 else list(zip(*rows, strict=True))


def _item_figures(item: ItemMarks, found: _WithRest, marks: QuizMarks, *, whole: float) -> ItemFigures:
    pairs = found.pairs
    is_drawn = marks.is_drawn(item)
    with_total = pairs.xy if is_drawn else pairs.xy + pairs.xx
    of_total = pairs.yy if is_drawn else pairs.yy + pairs.xx + 2 * pairs.xy
    return ItemFigures(
        item=item.item,
        n=pairs.n,
        facility=pairs.x / (pairs.n * item.max_mark) if item.max_mark else None,
        sd=None if pairs.sd_x is None else pairs.sd_x * float(marks.unit),
        discrimination_index=_percent(pairs.correlation),
        discriminative_efficiency=100 * (pairs.xy / found.best) if found.best else None,
        effective_weight=100 * math.sqrt(with_total) / whole if whole and with_total >= 0 else None,
        point_biserial=correlation(with_total, pairs.xx, of_total) if item.is_right_or_wrong else None,
    )


def _quiz_figures(marks: QuizMarks, totals: Sequence[int], places: Sequence[_Place]) -> QuizFigures:
    unit = marks.unit
    found = Moments(totals)
    alpha = _alpha(found, places)
    sd = None if found.variance is None else math.sqrt(found.variance) * float(unit)
    error = None if alpha is None else math.sqrt(1 - alpha)
    return QuizFigures(
        median=None if found.median is None else float(found.median * unit),
        mean=None if found.mean is None else float(found.mean * unit),
        sd=sd,
        skewness=found.skewness,
        kurtosis=found.kurtosis,
        cic=_percent(alpha),
        error_ratio=_percent(error),
        standard_error=None if error is None or sd is None else sd * error,
        kr_20=float(alpha) if alpha is not None and _all_count_the_same(marks) else None,
    )


def _alpha(totals: Moments, places: Sequence[_Place]) -> Fraction | None:
    """Return Cronbach's alpha; None for under two places, and as in Moodle for under three attempts."""
    p, n, variance = len(places), totals.n, totals.variance
    if p < 2 or n < 3 or not variance:
        return None
    own = Fraction(sum(one.variance for one in places), n * (n - 1))
    return Fraction(p, p - 1) * (1 - own / variance)


def _all_count_the_same(marks: QuizMarks) -> bool:
    """Tell whether all attempts had the same items, each right or wrong and with the same maximum."""
    return len({one.max_mark for one in marks.items}) == 1 and all(
        one.is_right_or_wrong and not marks.is_drawn(one) for one in marks.items
    )


def _percent(share: Fraction | float | None) -> float | None:
    return None if share is None else float(100 * share)
