"""How long an attempt may take: its deadline, more time, and when what stands then counts as handed in.

WCAG 2.2, success criterion 2.2.1, asks that whoever meets a time limit can lengthen it at least tenfold, or
is warned at least 20 seconds before it ends. Here is both, for everybody, and nobody has to say why.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.core.items import Audience

LEAST_MINUTES, MOST_MINUTES = 5, 300
"""The shortest and the longest time limit, in whole minutes."""

AS_SET = 100
"""The time limit as it was set, in percent of itself."""

SHARES = (AS_SET, 125, 150, 200, 300, 500, 1000)
"""How much time somebody can have in all, in percent of the limit, least first."""

GRACE = timedelta(seconds=30)
"""How long after the deadline an answer still counts: it may have been under way in the network."""

SHORTEST_WARNING, LONGEST_WARNING = timedelta(minutes=1), timedelta(minutes=5)
"""Somebody is warned when a tenth of their time is left, but so long before the end at least and at most."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The time of one attempt: when it began, its limit in minutes as it was then, and when it ends."""

    started_at: datetime
    minutes: int
    ends_at: datetime

    @property
    def more(self) -> tuple[int, ...]:
        """Return what more than it has it can be given in all, in percent of the limit, least first."""
        return tuple(one for one in SHARES if self._ending(one) > self.ends_at)

    @property
    def warns_at(self) -> datetime:
        """Return from when on it is said that the time is nearly over, and how to have more."""
        tenth = (self.ends_at - self.started_at) / 10
        return self.ends_at - min(max(tenth, SHORTEST_WARNING), LONGEST_WARNING)

    def extended(self, share: int) -> datetime:
        """Return when it ends with so much time in all, in percent of the limit.

        Time is never taken away, and more than the most that somebody can have is the most.
        """
        return max(self.ends_at, self._ending(min(share, SHARES[-1])))

    def is_over(self, now: datetime) -> bool:
        """Tell whether nothing more counts: at the very end of the grace something still does."""
        return now > self.ends_at + GRACE

    def left(self, now: datetime) -> timedelta:
        """Return how much time is left, none once the deadline has passed."""
        return max(timedelta(), self.ends_at - now)

    def _ending(self, share: int) -> datetime:
        return deadline(self.started_at, self.minutes, share)


def may_be_timed(audience: Audience | None) -> bool:
    """Tell whether a quiz for an audience can have a time limit: nobody is timed who may be ill."""
    return audience is Audience.STUDENT


def allowed(minutes: int, share: int) -> timedelta:
    """Return how long so much time is, in percent of a limit in minutes."""
    return timedelta(minutes=minutes) * share / AS_SET


def deadline(started_at: datetime, minutes: int, share: int) -> datetime:
    """Return when so much time is over, in percent of a limit in minutes, from a beginning on."""
    return started_at + allowed(minutes, share)


def best_share(given: int | None, chosen: int) -> int | None:
    """Return how much time somebody has, in percent of the limit: what they were given or chose, the more.

    None: no limit holds for them.
    """
    return None if given is None else max(given, chosen)


def handed_in_at(
    now: datetime, ends_at: datetime | None, *, closes_at: datetime | None, touched_at: datetime
) -> datetime:
    """Return the moment at which an attempt that is handed in ``now`` counts as handed in.

    Without a deadline, or before it, that is now. After it, it is the deadline; or the closing, if that came
    first and nothing was done since: what stood then had come in time. ``touched_at`` is when its learner
    last did something in it, or began it.
    """
    if ends_at is None or now <= ends_at:
        return now
    if closes_at is not None and touched_at <= closes_at < ends_at:
        return closes_at
    return ends_at
