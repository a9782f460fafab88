"""What is said of time limits, on every page alike."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from quizapp.core.time_limits import AS_SET, Clock, allowed
from quizapp.web.filters import count_of

SHARE_NAMES = {
    AS_SET: "as it is set",
    125: "a quarter more",
    150: "half as much again",
    200: "twice as long",
    300: "three times as long",
    500: "five times as long",
    1000: "ten times as long",
}

NO_LIMIT = "no time limit"

MINUTE = timedelta(minutes=1)


def share_name(share: int | None) -> str:
    """Return how much time somebody has, in percent of a time limit; None: any."""
    return NO_LIMIT if share is None else SHARE_NAMES[share]


def duration_words(duration: timedelta) -> str:
    """Return a duration in hours and minutes, as people say it; seconds only where they count."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        count_of(hours, "hour", "hours") if hours else "",
        count_of(minutes, "minute", "minutes") if minutes else "",
        count_of(seconds, "second", "seconds") if seconds else "",
    ]
    return " ".join(part for part in parts if part) or "0 minutes"


def offer_words(minutes: int, share: int) -> str:
    """Return an offer of time: how long that is in all, and how much that is of a limit in minutes.

    It is short enough to be read whole in a list on a phone.
    """
    return f"{_short(allowed(minutes, share))}, {SHARE_NAMES[share]}"


def _short(duration: timedelta) -> str:
    """Return a duration in hours, minutes and seconds, by the signs of their units."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def left_words(clock: Clock, zone: ZoneInfo, *, now: datetime) -> str:
    """Say about how much time is left, and until when, on the clock of ``zone``."""
    left = clock.left(now)
    # To the nearest, as a page that is shown right after the beginning would lack a minute otherwise.
    minutes = timedelta(minutes=round(left / MINUTE))
    about = f"About {duration_words(minutes)}" if left >= MINUTE else "Less than a minute"
    ends, today = clock.ends_at.astimezone(zone), now.astimezone(zone).date()
    day = "" if ends.date() == today else f" on {ends:%A}"
    return f"{about} left, until {ends:%H:%M}{day}."
