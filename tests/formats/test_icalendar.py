"""A calendar is written as RFC 5545 has it."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.icalendar import UTC_ZONE, WIDEST, CalendarEvent, escaped, folded, write_calendar

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def event(summary: str = "Due: Week 1", *, at: datetime = NOON) -> CalendarEvent:
    return CalendarEvent(
        uid="7d2b@quizapp", sequence=2, at=at, summary=summary, description="A quiz.", url="https://x.org/a"
    )


def unfolded(data: bytes) -> list[str]:
    """Return the content lines of a calendar, as section 3.1 says that they are unfolded."""
    return data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def test_a_calendar_is_written_whole() -> None:
    at = NOON.astimezone(timezone(timedelta(hours=9)))
    assert unfolded(write_calendar([event(at=at)], name="Quizzes, due", now=NOON)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//quizapp//classes//EN",
        "CALSCALE:GREGORIAN",
        *UTC_ZONE,
        "X-WR-CALNAME:Quizzes\\, due",
        "BEGIN:VEVENT",
        "UID:7d2b@quizapp",
        "DTSTAMP:20261120T120000Z",
        "SEQUENCE:2",
        "DTSTART:20261120T120000Z",
        "SUMMARY:Due: Week 1",
        "DESCRIPTION:A quiz.",
        "URL:https://x.org/a",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_calendar_in_which_nothing_is_due_holds_a_component_as_the_standard_asks() -> None:
    lines = unfolded(write_calendar([], name="Quizzes", now=NOON))
    assert [line for line in lines if line.startswith("BEGIN:")] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VTIMEZONE",
        "BEGIN:STANDARD",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("a\nb\r\nc\rd", "a\\nb\\nc\\nd"),
        ("a\x00b\x7f\x1bc", "abc"),
        ("x\r\nBEGIN:VEVENT", "x\\nBEGIN:VEVENT"),
    ],
)
def test_a_text_is_escaped(text: str, value: str) -> None:
    assert escaped(text) == value


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_lines_are_folded_at_75_octets_and_nothing_is_lost(text: str) -> None:
    data = write_calendar([event(text)], name="Quizzes", now=NOON)
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= WIDEST for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
    [summary] = [line for line in unfolded(data) if line.startswith("SUMMARY:")]
    value = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), summary[8:], flags=re.DOTALL)
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert value == "".join(char for char in kept if char == "\n" or (ord(char) >= 32 and ord(char) != 127))


def test_a_line_of_just_75_octets_stays_whole() -> None:
    assert list(folded("x" * 75)) == [b"x" * 75]
    assert list(folded("x" * 76)) == [b"x" * 75, b" x"]
    assert list(folded("x" * 74 + "é")) == [b"x" * 74, " é".encode()]
