"""What a student sees of their answers to a quiz of a class, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Part(StrEnum):
    """What can be shown of an answer: whether it is right, what is right, why, and where that comes from."""

    MARKS = "marks"
    KEY = "key"
    REASONS = "reasons"
    SOURCES = "sources"


class Moment(StrEnum):
    """When somebody looks: while they answer, right after handing in, later, or once the quiz has closed."""

    DURING = "during"
    RIGHT_AFTER = "right_after"
    LATER = "later"
    CLOSED = "closed"


Parts = frozenset[Part]

EVERYTHING: Parts = frozenset(Part)
NOTHING: Parts = frozenset()
ONLY_MARKS: Parts = frozenset({Part.MARKS})

RIGHT_AFTER_LASTS = timedelta(hours=1)
"""How long it is right after handing in: long enough to read a result at rest."""

TELLS = {Part.REASONS: Part.KEY, Part.KEY: Part.MARKS}
"""What each part tells anyway: reasons name the key, and the key beside an answer shows its mark."""


@dataclass(frozen=True, kw_only=True)
class ReviewOptions:
    """Which parts are shown at each moment; ``during`` of questions that have ended."""

    during: Parts = EVERYTHING
    right_after: Parts = EVERYTHING
    later: Parts = EVERYTHING
    closed: Parts = EVERYTHING

    def at(self, moment: Moment) -> Parts:
        """Return what is shown at a moment."""
        return {
            Moment.DURING: self.during,
            Moment.RIGHT_AFTER: self.right_after,
            Moment.LATER: self.later,
            Moment.CLOSED: self.closed,
        }[moment]

    @property
    def waits_for_closing(self) -> bool:
        """Tell whether something is shown only once the quiz has closed."""
        return not self.closed <= self.later


SHOW_ALL = ReviewOptions()
MARKS_UNTIL_CLOSED = ReviewOptions(during=ONLY_MARKS, right_after=ONLY_MARKS, later=ONLY_MARKS)
NOTHING_UNTIL_CLOSED = ReviewOptions(during=NOTHING, right_after=NOTHING, later=NOTHING)


def moment_of(finished_at: datetime | None, closes_at: datetime | None, *, now: datetime) -> Moment:
    """Return at which moment of an attempt ``now`` lies; without a closing time it never closes."""
    if finished_at is None:
        return Moment.DURING
    if closes_at is not None and now > closes_at:
        return Moment.CLOSED
    return Moment.RIGHT_AFTER if now <= finished_at + RIGHT_AFTER_LASTS else Moment.LATER


def shows_marks(
    options: ReviewOptions, finished_at: datetime | None, closes_at: datetime | None, *, now: datetime
) -> bool:
    """Tell whether the marks of an attempt are shown now."""
    return Part.MARKS in options.at(moment_of(finished_at, closes_at, now=now))


def completed(parts: Iterable[Part]) -> Parts:
    """Return some parts with those that they tell anyway."""
    found = set(parts)
    for part, told in TELLS.items():
        if part in found:
            found.add(told)
    return frozenset(found)
