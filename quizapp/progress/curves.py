"""Where the lines of shares over time stand: per cent of the drawing's width and height."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.core.knowledge import CurvePoint, Week
from quizapp.core.statistics import Hour


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """Lines from left to right, each as the points of an SVG polyline; where nothing is known they break.

    ``mark`` is where a vertical line stands, such as today; ``last`` is the last share, if there is one.
    """

    lines: tuple[str, ...]
    mark: float | None = None
    last: float | None = None

    @property
    def says_something(self) -> bool:
        """Tell whether there is a line."""
        return bool(self.lines)


def weeks_chart(weeks: Sequence[Week]) -> LineChart:
    """Return how well a topic was known, week by week."""
    return _broken([(place, week.known) for place, week in enumerate(weeks)], len(weeks) - 1)


def hours_chart(hours: Sequence[Hour]) -> LineChart:
    """Return the share that was recalled, hour by hour."""
    return _broken([(one.hour, one.recalled.value) for one in hours], len(hours) - 1)


def card_chart(points: Sequence[CurvePoint], *, today: int) -> LineChart:
    """Return how surely a card was and will be known, day by day; a reset breaks the line."""
    if not points:
        return LineChart(lines=())
    first, length = points[0].day, max(points[-1].day - points[0].day, 1)
    line = " ".join(_point(one.day - first, one.known, length) for one in points)
    return LineChart(lines=(line,), mark=round(100 * (today - first) / length, 2))


def _broken(values: Sequence[tuple[int, float | None]], length: int) -> LineChart:
    lines: list[list[str]] = [[]]
    for place, value in values:
        if value is None:
            lines.append([])
        else:
            lines[-1].append(_point(place, value, length))
    said = [value for _place, value in values if value is not None]
    return LineChart(
        # A line of one point would not be seen: it is drawn from itself to itself, with round ends.
        lines=tuple(" ".join(line if len(line) > 1 else line * 2) for line in lines if line),
        last=said[-1] if said else None,
    )


def _point(place: int, share: float, length: int) -> str:
    return f"{round(100 * place / length, 2)},{round(100 - 100 * share, 2)}"
