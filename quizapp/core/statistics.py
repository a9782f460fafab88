"""A learner's cards in numbers: what was counted, put into the groups that people ask for."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from quizapp.core.forgetting import Rating
from quizapp.core.progress import LEAST_ASKED, Share, share

MATURE_DAYS = 21
"""From here on a memory counts as old, as in Anki: three weeks until one in ten is forgotten."""

MOST_ANSWERS = 20_000
"""The page looks at no more answers than these, the last ones; hardly anybody gives more in a year."""

DAYS_UP_TO = (1, 3, 7, 20, 60, 180, 365)
"""Where the steps of a distribution of days end; the last step has no end."""

TENTHS = 10


class Age(StrEnum):
    """Where a card stood before an answer: in (re)learning or new, or how long its memory holds."""

    LEARNING = "learning"
    YOUNG = "young"
    MATURE = "mature"


class Period(IntEnum):
    """Some days up to today."""

    DAY = 1
    WEEK = 7
    MONTH = 30
    YEAR = 365


class Horizon(IntEnum):
    """How far ahead cards are forecast, in days."""

    MONTH = 30
    QUARTER = 90
    YEAR = 365


STEP = {Horizon.MONTH: 1, Horizon.QUARTER: 7, Horizon.YEAR: 28}
"""How many days a bar of the forecast stands for."""


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """Cards that came back, by the first answer of the day: how many, and how many were recalled."""

    asked: int = 0
    recalled: int = 0

    def __add__(self, other: "Recalled") -> "Recalled":
        return Recalled(asked=self.asked + other.asked, recalled=self.recalled + other.recalled)

    @property
    def share(self) -> Share:
        """Return the share that was recalled, if it says something."""
        return share(self.recalled, self.asked, least=LEAST_ASKED)


NONE_RECALLED = Recalled()


@dataclass(frozen=True, kw_only=True)
class StudiedDay:
    """How many answers to cards were given on a study day, and how long they took as far as measured."""

    day: int
    answers: int
    duration_ms: int


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How many of the cards that came back in a period were recalled: young, mature and all."""

    period: Period
    young: Share
    mature: Share
    all: Share


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Answers that are alike: on one study day, in one hour of the learner's clock, to cards of one age.

    ``is_card``: given to a card, not in a quiz. ``is_asked``: the first of the day to a card that came back.
    """

    day: int
    hour: int
    age: Age
    rating: Rating
    is_card: bool
    is_asked: bool
    count: int
    duration_ms: int


@dataclass(frozen=True, kw_only=True)
class Hour:
    """An hour of the day: answers to cards then, and how many that came back were recalled."""

    hour: int
    answers: int
    recalled: Share


@dataclass(frozen=True, kw_only=True)
class Buttons:
    """How often each answer was given to cards of one age."""

    age: Age
    counts: Mapping[Rating, int]


@dataclass(frozen=True, kw_only=True)
class DueStep:
    """Some days of the forecast: from the one that is ``first`` days from today on."""

    first: int
    days: int
    cards: int


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """When cards fall due; ``backlog`` are those that were due before today and were not answered."""

    horizon: Horizon
    backlog: int
    steps: tuple[DueStep, ...]


def by_day(answers: Iterable[Answers]) -> tuple[StudiedDay, ...]:
    """Return the study days on which cards were answered, oldest first."""
    counts: Counter[int] = Counter()
    durations: Counter[int] = Counter()
    for one in answers:
        if one.is_card:
            counts[one.day] += one.count
            durations[one.day] += one.duration_ms
    return tuple(
        StudiedDay(day=day, answers=counts[day], duration_ms=durations[day]) for day in sorted(counts)
    )


def retention(answers: Iterable[Answers], *, today: int) -> tuple[Retention, ...]:
    """Return what was recalled in each period that ends today."""
    young, mature = dict.fromkeys(Period, NONE_RECALLED), dict.fromkeys(Period, NONE_RECALLED)
    for one in answers:
        found = young if one.age is Age.YOUNG else mature
        for period in Period:
            if today - period < one.day <= today:
                found[period] += _recalled(one)
    return tuple(
        Retention(
            period=period,
            young=young[period].share,
            mature=mature[period].share,
            all=(young[period] + mature[period]).share,
        )
        for period in Period
    )


def by_hour(answers: Iterable[Answers]) -> tuple[Hour, ...]:
    """Return every hour of the day: answers to cards, and how many of those that came back were recalled."""
    counts, asked = [0] * 24, [NONE_RECALLED] * 24
    for one in answers:
        if one.is_card:
            counts[one.hour] += one.count
            asked[one.hour] += _recalled(one)
    return tuple(Hour(hour=hour, answers=counts[hour], recalled=asked[hour].share) for hour in range(24))


def by_button(answers: Iterable[Answers]) -> tuple[Buttons, ...]:
    """Return how often each answer was given to a card, by the card's age."""
    sums = {age: dict.fromkeys(Rating, 0) for age in Age}
    for one in answers:
        if one.is_card:
            sums[one.age][one.rating] += one.count
    return tuple(Buttons(age=age, counts=sums[age]) for age in Age)


def _recalled(one: Answers) -> Recalled:
    if not one.is_asked:
        return NONE_RECALLED
    return Recalled(asked=one.count, recalled=one.count if one.rating is not Rating.AGAIN else 0)


def forecast(due: Mapping[int, int], *, today: int, horizon: Horizon) -> Forecast:
    """Return when cards fall due, by their study days; those of earlier days apart."""
    size = STEP[horizon]
    cards = [0] * math.ceil(horizon / size)
    for day, count in due.items():
        if 0 <= day - today < horizon:
            cards[(day - today) // size] += count
    return Forecast(
        horizon=horizon,
        backlog=sum(count for day, count in due.items() if day < today),
        steps=tuple(
            DueStep(first=place * size, days=min(size, horizon - place * size), cards=count)
            for place, count in enumerate(cards)
        ),
    )


def days_in_a_row(
    studied: AbstractSet[int], *, waited: Mapping[int, int], waiting: int | None, today: int
) -> int:
    """Return on how many study days in a row cards were studied, up to today or yesterday.

    A day without study breaks the row only if a card was due on it. ``waited`` says for a day of study since
    when a card had been due that was answered on it, ``waiting`` since when one has been due that still is.
    """
    row, due_since = 0, today + 1 if waiting is None else waiting
    for day in range(today, min(studied, default=today) - 1, -1):
        if day in studied:
            row += 1
            due_since = min(due_since, waited.get(day, day))
        elif due_since <= day < today:
            break
    return row


def in_steps(counts: Mapping[int, int], steps: int) -> tuple[int, ...]:
    """Return counts by the number of their step as a row, nothing left out."""
    return tuple(counts.get(step, 0) for step in range(steps))
