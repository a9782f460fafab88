"""Moments of a calendar as iCalendar (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

WIDEST = 75
"""Octets of a line without its end; what is longer is folded (RFC 5545, 3.1)."""


UTC_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""What a calendar holds besides its events, as one without any component is none (RFC 5545, 3.6)."""


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """Something that happens at a moment; ``uid`` stays the same whatever else of it changes.

    ``sequence`` counts its changes; ``url`` leads to what it is about.
    """

    uid: str
    sequence: int
    at: datetime
    summary: str
    description: str
    url: str


def write_calendar(events: Iterable[CalendarEvent], *, name: str, now: datetime) -> bytes:
    """Return a calendar, as it was made at a moment."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//quizapp//classes//EN",
        "CALSCALE:GREGORIAN",
        *UTC_ZONE,
    ]
    lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(event.uid)}",
            f"DTSTAMP:{_moment(now)}",
            f"SEQUENCE:{event.sequence}",
            f"DTSTART:{_moment(event.at)}",
            f"SUMMARY:{escaped(event.summary)}",
            f"DESCRIPTION:{escaped(event.description)}",
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """Return a text as a value of the type TEXT (RFC 5545, 3.3.11), without control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in lines if char == "\n" or (ord(char) >= 32 and ord(char) != 127))
    for sign in "\\;,":
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """Yield a content line in pieces of at most 75 octets, each but the first after a space.

    No character is cut in two, which the standard allows and programs do not expect.
    """
    piece = b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > WIDEST:
            yield piece
            piece = b" "
        piece += octets
    yield piece


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
