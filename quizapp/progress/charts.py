"""Where the marks of each chart stand: shares of the drawing's width and height in per cent, the rest in rem.

So a drawing is as wide as the screen lets it be, while its words keep their size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.core.progress import CALENDAR_WEEKS, Trend

LEFT, WIDE = 2.0, 96.0
"""Room on both sides, so that a mark at 0 or at 100 % is whole."""

SCALE = 18.0
"""Room on the left for the words of a scale from bottom to top."""

LABEL, LINE, GAP = 1.6, 1.1, 0.7
"""Heights in rem: of a row's name, of each mark below it, and to the next row."""

WEEKS = (27, CALENDAR_WEEKS - 27)
"""The calendar in two parts, beside each other or one below the other."""

RADII = {40: 5.0, 20: 4.1, 10: 3.3, 1: 2.5, 0: 1.5}
"""A day's dot by its answers, in CSS pixels; fixed, so that a quiet week looks the same for everybody."""

DAY_HEIGHT = 100 / 7


@dataclass(frozen=True, kw_only=True)
class Stem:
    """A mark at the end of a line; ``kind`` gives it its shape."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """A name, and below it the marks of those shares that say something."""

    name: str
    y: float
    stems: tuple[Stem, ...]


@dataclass(frozen=True, kw_only=True)
class RowsChart:
    """Shares row by row; ``height`` in rem."""

    height: float
    rows: tuple[Row, ...]

    @property
    def says_something(self) -> bool:
        """Tell whether any row has a mark."""
        return any(row.stems for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar that stands on the ground."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class BarsChart:
    """Bars beside each other; the highest stands for ``most``."""

    bars: tuple[Bar, ...]
    most: int


@dataclass(frozen=True, kw_only=True)
class Point:
    """A mark."""

    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Level:
    """A line across a part of a chart, at the height of a mean."""

    start: float
    end: float
    y: float


@dataclass(frozen=True, kw_only=True)
class PointsChart:
    """Shares in the order of time, and the means of their halves."""

    points: tuple[Point, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A day; the more was done, the larger. ``is_empty``: nothing was done."""

    x: float
    y: float
    radius: float
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month's name above the week in which it begins."""

    x: float
    name: str


@dataclass(frozen=True, kw_only=True)
class CalendarPart:
    """Some weeks of the calendar, a column each, Monday on top; ``answers`` on ``active`` days in all."""

    first: date
    last: date
    dots: tuple[Dot, ...]
    months: tuple[Month, ...]
    active: int
    answers: int


def rows_chart(shares: Sequence[tuple[str, Mapping[str, float | None]]]) -> RowsChart:
    """Return shares by name and kind as rows; a share of too few to say has no mark."""
    rows, y = [], 0.0
    for name, values in shares:
        said = {kind: value for kind, value in values.items() if value is not None}
        stems = tuple(
            Stem(kind=kind, x=_across(value), y=round(y + LABEL + LINE * (place + 0.5), 2))
            for place, (kind, value) in enumerate(said.items())
        )
        rows.append(Row(name=name, y=round(y + 1.1, 2), stems=stems))
        y += LABEL + LINE * len(stems) + GAP
    return RowsChart(height=round(y, 2), rows=tuple(rows))


def bars_chart(counts: Sequence[int], *, beside: Sequence[int] = ()) -> BarsChart:
    """Return counts as bars; drawn to the same scale as those of another chart ``beside`` it."""
    most, step = max([*counts, *beside], default=0), 100 / len(counts)
    bars = (
        Bar(
            x=round(place * step, 2),
            y=round(100 - 100 * count / most, 2),
            width=round(step * 0.75, 2),
            height=round(100 * count / most, 2),
        )
        for place, count in enumerate(counts)
        if count
    )
    return BarsChart(bars=tuple(bars), most=most)


def points_chart(values: Sequence[float], trend: Trend | None) -> PointsChart:
    """Return shares as points from left to right, with the means of the halves where there is a trend."""
    step = (100 - SCALE - LEFT) / max(len(values) - 1, 1)
    points = tuple(
        Point(x=round(SCALE + place * step, 2), y=_up(value)) for place, value in enumerate(values)
    )
    levels: tuple[Level, ...] = ()
    if trend and trend.earlier.value is not None and trend.later.value is not None:
        middle = len(values) // 2
        levels = (
            Level(start=points[0].x, end=points[middle - 1].x, y=_up(trend.earlier.value)),
            Level(start=points[middle].x, end=points[-1].x, y=_up(trend.later.value)),
        )
    return PointsChart(points=points, levels=levels)


def calendar_chart(first: date, today: date, answers: Mapping[date, int]) -> tuple[CalendarPart, ...]:
    """Return the calendar from the Monday ``first`` on; what comes after ``today`` is left out."""
    parts, begin = [], first
    for weeks in WEEKS:
        parts.append(_part(begin, min(begin + timedelta(weeks=weeks, days=-1), today), answers))
        begin += timedelta(weeks=weeks)
    return tuple(parts)


def _part(first: date, last: date, answers: Mapping[date, int]) -> CalendarPart:
    column = 100 / max(WEEKS)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    done = [answers.get(day, 0) for day in days]
    return CalendarPart(
        first=first,
        last=last,
        dots=tuple(
            Dot(
                x=round((number // 7 + 0.5) * column, 2),
                y=round((number % 7 + 0.5) * DAY_HEIGHT, 2),
                radius=next(radius for least, radius in RADII.items() if count >= least),
                is_empty=not count,
            )
            for number, count in enumerate(done)
        ),
        months=tuple(
            Month(x=round(number // 7 * column, 2), name=f"{day:%b}")
            for number, day in enumerate(days)
            # A name at the very end would be cut.
            if day.day == 1 and number // 7 < max(WEEKS) - 2
        ),
        active=sum(count > 0 for count in done),
        answers=sum(done),
    )


def _across(value: float) -> float:
    return round(LEFT + WIDE * value, 2)


def _up(value: float) -> float:
    return round(100 - LEFT - WIDE * value, 2)
