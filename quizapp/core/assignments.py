"""What a cohort is given to do: when it is open, what is late, and how often a quiz may be taken."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_ATTEMPTS = 10
"""Up to which number attempts are counted out; beyond that there is no limit."""


class Standing(StrEnum):
    """Where an assignment stands at a moment."""

    NOT_YET = "not-yet"
    OPEN = "open"
    CLOSED = "closed"


class Counts(StrEnum):
    """Which of somebody's attempts counts, of those that were handed in."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    MEAN = "mean"


class Late(StrEnum):
    """What comes of attempts that were handed in after the closing; they are kept and marked late anyway."""

    COUNTS = "counts"
    IF_NOTHING = "if-nothing"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Window:
    """From when to when something is to be done; without ``closes_at`` it stays open."""

    opens_at: datetime
    closes_at: datetime | None

    @property
    def order(self) -> tuple[bool, datetime, datetime]:
        """Return what sorts windows: what closes first, then what never closes, each by its opening."""
        return self.closes_at is None, self.closes_at or self.opens_at, self.opens_at

    def standing(self, now: datetime) -> Standing:
        """Return where it stands; it is open at the very moment at which it closes."""
        if now < self.opens_at:
            return Standing.NOT_YET
        return Standing.CLOSED if self.is_late(now) else Standing.OPEN

    def is_late(self, moment: datetime) -> bool:
        """Tell whether what is done at a moment comes after its closing."""
        return self.closes_at is not None and moment > self.closes_at


@dataclass(frozen=True, kw_only=True)
class Terms(Window):
    """When a quiz is open, how many attempts it allows (None: any number), and what lateness does.

    ``minutes`` is how long an attempt may take, None: any time.
    """

    attempts: int | None
    late: Late = Late.IF_NOTHING
    minutes: int | None = None

    def may_begin(self, begun: int, now: datetime) -> bool:
        """Tell whether another attempt may be begun: also after the closing, where it is late."""
        return now >= self.opens_at and (self.attempts is None or begun < self.attempts)
