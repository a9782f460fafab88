"""How well cards were known, week by week, and how one card was forgotten and learned again: from the log."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from quizapp.core.forgetting import ForgettingCurve
from quizapp.core.progress import LEAST_CARDS

WEEKS = 53
MOST_CARDS = 600
"""Of so many cards knowledge over time is computed; of more, every second, third … is taken."""

AHEAD = 0.3
"""How much of a card's drawing lies in the future, as a share of its past."""

LEAST_AHEAD = 30
PLACES = 100
"""In how many places a card's curve is computed."""


class Learned(NamedTuple):
    """What an answer left of a card; without stability it is as new again."""

    day: int
    stability: float | None


@dataclass(frozen=True, kw_only=True)
class CardLog:
    """The answers to a card, oldest first."""

    topic: str
    answers: Sequence[Learned]


@dataclass(frozen=True, kw_only=True)
class Week:
    """How well a topic's cards were known at the end of a week; too few cards say nothing."""

    day: int
    cards: int
    known: float | None


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """How surely a card is known on a day; where it was answered that day, after the answer."""

    day: int
    known: float


def week_ends(today: int) -> list[int]:
    """Return the days on which knowledge is measured, oldest first, today the last."""
    return [today - 7 * weeks for weeks in range(WEEKS - 1, -1, -1)]


def one_in(cards: int) -> int:
    """Return of how many cards one is looked at."""
    return max(1, -(-cards // MOST_CARDS))


def by_week(logs: Iterable[CardLog], curve: ForgettingCurve, *, today: int) -> dict[str, tuple[Week, ...]]:
    """Return how well the cards of each topic were known, on average, week by week."""
    ends = week_ends(today)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * WEEKS)
    cards: dict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    for log in logs:
        known_of_topic, cards_of_topic = sums[log.topic], cards[log.topic]
        for place, known in _known_at(log.answers, ends, curve):
            known_of_topic[place] += known
            cards_of_topic[place] += 1
    return {
        topic: tuple(
            Week(day=day, cards=count, known=total / count if count >= LEAST_CARDS else None)
            for day, count, total in zip(ends, cards[topic], sums[topic], strict=True)
        )
        for topic in cards
    }


def curve_of_card(
    answers: Sequence[Learned], curve: ForgettingCurve, *, today: int
) -> tuple[CurvePoint, ...]:
    """Return how surely a card was known since its first answer, and will be if it is not studied."""
    if not answers:
        return ()
    first = answers[0].day
    last = today + max(LEAST_AHEAD, round((today - first) * AHEAD))
    step = max(1, (last - first) // PLACES)
    turns = {day for one in answers for day in (one.day - 1, one.day) if day >= first}
    days = sorted({*range(first, last + 1, step), *turns, today, last})
    return tuple(CurvePoint(day=days[place], known=known) for place, known in _known_at(answers, days, curve))


def _known_at(
    answers: Sequence[Learned], days: Sequence[int], curve: ForgettingCurve
) -> Iterable[tuple[int, float]]:
    """Yield the places of the days on which a card had been learned, and how surely it was known."""
    end = 0
    for (day, stability), following in zip_longest(answers, answers[1:]):
        begin = bisect_left(days, day, end)
        end = bisect_left(days, following.day, begin) if following else len(days)
        if stability and begin < end:
            since = [later - day for later in days[begin:end]]
            yield from zip(range(begin, end), curve.over_days(stability, since), strict=True)
