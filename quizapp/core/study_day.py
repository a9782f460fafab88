"""The learner's own days: time zone and rollover hour to a day number and its date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from quizapp.core.errors import UnknownTimeZoneError

EPOCH = date(1970, 1, 1).toordinal()

USUAL_ROLLOVER = 4
"""The hour at which a day begins for whoever chose no other: who is up late goes on with the same day."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment, and the learner's study day it falls in."""

    now: datetime
    day: int


@dataclass(frozen=True, kw_only=True)
class StudyClock:
    """When a learner's days begin: at ``rollover_hour`` (0 to 23) on the clocks of ``zone``."""

    zone: ZoneInfo
    rollover_hour: int

    def day(self, now: datetime) -> int:
        """Return the number of the study day that ``now`` falls in, counted from 1970-01-01.

        What the clock on the wall says decides, so a day has 23 or 25 hours where the clocks change.
        """
        local = now.astimezone(self.zone)
        return local.toordinal() - EPOCH - (local.hour < self.rollover_hour)

    def moment(self, now: datetime) -> Moment:
        """Return ``now`` with its study day."""
        return Moment(now=now, day=self.day(now))

    def utc_offset_minutes(self, now: datetime) -> int:
        """Return how far the clocks of the zone are ahead of UTC at ``now``."""
        offset = now.astimezone(self.zone).utcoffset() or timedelta()
        return round(offset / timedelta(minutes=1))


def study_clock(zone_name: str, rollover_hour: int) -> StudyClock:
    """Return the clock of a zone by its IANA name.

    :raises UnknownTimeZoneError: there is no such zone.
    """
    try:
        # ZoneInfo keeps the zones it has read, so this is cheap.
        return StudyClock(zone=ZoneInfo(zone_name), rollover_hour=rollover_hour)
    except (LookupError, OSError, ValueError) as error:
        # A name that is no file name, names a folder, or names nothing: each fails in its own way.
        raise UnknownTimeZoneError(zone_name) from error


def date_of(day: int) -> date:
    """Return the date on which a study day begins."""
    return date.fromordinal(EPOCH + day)
