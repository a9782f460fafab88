"""Where figures with their intervals stand in a drawing: in per cents of its width, heights in rem."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.core.intervals import Interval

LEFT, WIDE = 2.0, 96.0
"""Room on both sides, so that a mark at an end of the scale is whole."""

NAME, ROW = 1.2, 3.2
"""Heights in rem: of the line on which a name stands, and from one name to the next."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A name, and below it a mark at a figure on a line as long as its interval."""

    name: str
    name_y: float
    y: float
    x: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class ReachChart:
    """Figures with their intervals, one below the other; ``height`` in rem, ``zero`` is where 0 stands."""

    height: float
    zero: float
    rows: tuple[Reach, ...]


def reach_chart(
    figures: Iterable[tuple[str, float, Interval]], *, least: float = 0, most: float = 1
) -> ReachChart:
    """Return a drawing of figures, each with its name and interval, on a scale from ``least`` to ``most``."""

    def at(value: float) -> float:
        share = (min(max(value, least), most) - least) / (most - least)
        return round(LEFT + WIDE * share, 2)

    rows = tuple(
        Reach(
            name=name,
            name_y=round(place * ROW + NAME, 2),
            y=round(place * ROW + NAME + 0.9, 2),
            x=at(value),
            low=at(interval.low),
            high=at(interval.high),
        )
        for place, (name, value, interval) in enumerate(figures)
    )
    return ReachChart(height=round(ROW * len(rows), 2), zero=at(0), rows=rows)
