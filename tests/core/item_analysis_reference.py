"""The figures of item analysis once more, written from their definitions, to hold ours against.

``exactly`` follows the formulas in exact fractions, by deviations from the mean. ``as_moodle`` goes through
attempts as Moodle's statistics report does, with floats and with places instead of items: first averages,
then sums of differences from them, then what follows from these; in our own words and shape.
"""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import mean

Table = Sequence[Sequence[Fraction]]
Figures = dict[str, float | None]


def covariance(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Fraction:
    """Return the covariance of a sample, n − 1."""
    x, y = Fraction(sum(xs), len(xs)), Fraction(sum(ys), len(ys))
    return sum(((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)), Fraction(0)) / (len(xs) - 1)


def exactly(table: Table, most: Fraction) -> tuple[list[Figures], Figures]:
    """Return the figures of the items and of the quiz for a whole table with two attempts at least."""
    totals = [sum(row, Fraction(0)) for row in table]
    columns = list(zip(*table, strict=True))
    with_totals = [covariance(xs, totals) for xs in columns]
    whole = sum(math.sqrt(one) for one in with_totals if one > 0)
    items = [
        _item(xs, totals, most, with_total, whole)
        for xs, with_total in zip(columns, with_totals, strict=True)
    ]
    return items, _quiz(columns, totals)


def _item(
    xs: Sequence[Fraction], totals: Sequence[Fraction], most: Fraction, with_total: Fraction, whole: float
) -> Figures:
    rest = [t - x for x, t in zip(xs, totals, strict=True)]
    together, own, other = covariance(xs, rest), covariance(xs, xs), covariance(rest, rest)
    best = covariance(sorted(xs), sorted(rest))
    return {
        "facility": float(sum(xs) / len(xs) / most),
        "sd": math.sqrt(own),
        "discrimination_index": 100 * together / math.sqrt(own * other) if own and other else None,
        "discriminative_efficiency": float(100 * together / best) if best else None,
        "effective_weight": 100 * math.sqrt(with_total) / whole if whole and with_total >= 0 else None,
    }


def _quiz(columns: Sequence[Sequence[Fraction]], totals: Sequence[Fraction]) -> Figures:
    n, p = len(totals), len(columns)
    middle = sum(totals) / n
    m2, m3, m4 = (sum((t - middle) ** power for t in totals) for power in (2, 3, 4))
    k2 = m2 / (n - 1)
    cic = None
    if n > 2 and p > 1 and k2:
        cic = Fraction(p, p - 1) * (1 - sum(covariance(xs, xs) for xs in columns) / k2)
    k4 = n * (n + 1) * m4 - 3 * (n - 1) * m2**2
    return {
        "median": float(sorted(totals)[(n - 1) // 2] + sorted(totals)[n // 2]) / 2,
        "mean": float(middle),
        "sd": math.sqrt(k2),
        "skewness": n * m3 / ((n - 1) * (n - 2)) / k2 ** Fraction(3, 2) if n > 2 and k2 else None,
        "kurtosis": float(k4 / ((n - 1) * (n - 2) * (n - 3)) / k2**2) if n > 3 and k2 else None,
        "cic": None if cic is None else float(100 * cic),
        "error_ratio": None if cic is None else 100 * math.sqrt(1 - cic),
        "standard_error": None if cic is None else math.sqrt(k2) * math.sqrt(1 - cic),
    }


def as_moodle(attempts: Sequence[Mapping[str, float]], most: float) -> tuple[dict[str, Figures], Figures]:
    """Return the figures by item and those of the quiz; items that not all attempts had were drawn at random.

    Every attempt fills the same number of places: those of the items that all had, then those for drawn ones.
    What only one attempt drew has no figures.
    """
    everywhere = [item for item in attempts[0] if all(item in row for row in attempts)]
    at_random = dict.fromkeys(item for row in attempts for item in row if item not in everywhere)
    totals = [sum(row.values()) for row in attempts]
    places = [[row[item] for row in attempts] for item in everywhere]
    places += map(
        list,
        zip(*([mark for item, mark in row.items() if item in at_random] for row in attempts), strict=True),
    )
    sums = [_walk(place, [t - x for x, t in zip(place, totals, strict=True)], totals) for place in places]
    whole = sum(math.sqrt(one["with_total"]) for one in sums if one["with_total"] >= 0)
    found: dict[str, Figures] = {}
    for item, one in zip(everywhere, sums, strict=False):
        weight = 100 * math.sqrt(one["with_total"]) / whole if whole and one["with_total"] >= 0 else None
        found[item] = _told(one, most) | {"effective_weight": weight}
    for item in at_random:
        had = [place for place, row in enumerate(attempts) if item in row]
        if len(had) < 2:
            continue
        own = [totals[place] for place in had]
        found[item] = _told(_walk([attempts[place][item] for place in had], own, own), most)
        found[item]["effective_weight"] = None
    return found, _told_of_quiz(totals, len(places), sum(one["variance"] for one in sums))


def _walk(marks: Sequence[float], others: Sequence[float], totals: Sequence[float]) -> dict[str, float]:
    x, r, t = mean(marks), mean(others), mean(totals)
    sums = dict.fromkeys(("variance", "other", "together", "best", "with_total"), 0.0)
    ordered = zip(sorted(marks), sorted(others), strict=True)
    for mark, other, total, (nth, nth_other) in zip(marks, others, totals, ordered, strict=True):
        sums["variance"] += (mark - x) ** 2
        sums["other"] += (other - r) ** 2
        sums["together"] += (mark - x) * (other - r)
        sums["best"] += (nth - x) * (nth_other - r)
        sums["with_total"] += (mark - x) * (total - t)
    return {name: value / (len(marks) - 1) for name, value in sums.items()} | {"mean": x}


def _told(one: Mapping[str, float], most: float) -> Figures:
    both = one["variance"] * one["other"]
    return {
        "facility": one["mean"] / most,
        "sd": math.sqrt(one["variance"]),
        "discrimination_index": 100 * one["together"] / math.sqrt(both) if both else None,
        "discriminative_efficiency": 100 * one["together"] / one["best"] if one["best"] else None,
    }


def _told_of_quiz(totals: Sequence[float], places: int, variances: float) -> Figures:
    s, middle = len(totals), mean(totals)
    m2, m3, m4 = (mean((t - middle) ** power for t in totals) for power in (2, 3, 4))
    k2 = s * m2 / (s - 1)
    k3 = s**2 * m3 / ((s - 1) * (s - 2))
    k4 = s**2 * ((s + 1) * m4 - 3 * (s - 1) * m2**2) / ((s - 1) * (s - 2) * (s - 3))
    cic = 100 * places / (places - 1) * (1 - variances / k2)
    ratio = 100 * math.sqrt(1 - cic / 100)
    return {
        "mean": middle,
        "sd": math.sqrt(k2),
        "skewness": k3 / k2**1.5,
        "kurtosis": k4 / k2**2,
        "cic": cic,
        "error_ratio": ratio,
        "standard_error": ratio * math.sqrt(k2) / 100,
    }
