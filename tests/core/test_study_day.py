"""The learner's own days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.errors import UnknownTimeZoneError
from quizapp.core.study_day import StudyClock, date_of, study_clock

ZONES = sorted(available_timezones())
clocks = st.builds(study_clock, st.sampled_from(ZONES), st.integers(0, 23))
london = study_clock("Europe/London", 4)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-20T03:59:59.999+00:00", date(2026, 11, 19)),
        ("2026-11-20T04:00:00+00:00", date(2026, 11, 20)),
        ("2026-07-01T02:59:00+00:00", date(2026, 6, 30)),  # 03:59 in summer
        ("2026-07-01T03:00:00+00:00", date(2026, 7, 1)),
    ],
)
def test_a_day_begins_at_four_on_the_learners_clock(now: str, expected: date) -> None:
    assert date_of(london.day(moment(now))) == expected


def test_days_are_counted_from_1970() -> None:
    assert london.day(moment("1970-01-01T12:00:00+00:00")) == 0
    assert london.day(moment("1970-01-03T12:00:00+00:00")) == 2


def test_evening_and_next_evening_are_one_day_apart_also_when_the_clocks_change() -> None:
    # On 25 October 2026 London goes back to winter time: 23 hours by the clock are 24 by the sun.
    saturday, sunday = moment("2026-10-24T19:00:00+00:00"), moment("2026-10-25T19:00:00+00:00")
    assert london.day(sunday) - london.day(saturday) == 1


@pytest.mark.parametrize(
    ("zone_name", "rollover_hour", "begins"),
    [
        # London's 24 October 2026 has 25 hours, its 28 March 23.
        ("Europe/London", 4, "2026-10-24T03:00:00+00:00"),
        ("Europe/London", 4, "2026-10-25T04:00:00+00:00"),
        ("Europe/London", 4, "2026-03-28T04:00:00+00:00"),
        ("Europe/London", 4, "2026-03-29T03:00:00+00:00"),
        # On 29 March 2026 the clocks of Berlin leap from 02:00 to 03:00.
        ("Europe/Berlin", 2, "2026-03-29T01:00:00+00:00"),
    ],
)
def test_a_day_begins_by_the_clock_on_the_wall_also_where_the_clocks_change(
    zone_name: str, rollover_hour: int, begins: str
) -> None:
    clock, start = study_clock(zone_name, rollover_hour), moment(begins)
    assert clock.day(start) - clock.day(start - timedelta(microseconds=1)) == 1


def test_a_date_that_never_was_is_skipped() -> None:
    # Samoa had no 30 December 2011.
    clock = study_clock("Pacific/Apia", 0)
    end_of_thursday = moment("2011-12-29T23:59:59-10:00")
    assert clock.day(end_of_thursday + timedelta(seconds=1)) - clock.day(end_of_thursday) == 2


@given(clocks, st.integers(1_700_000_000, 2_500_000_000), st.integers(0, 25 * 60 * 60))
def test_a_new_day_begins_within_25_hours_and_no_day_comes_back(
    clock: StudyClock, second: int, later: int
) -> None:
    now = datetime.fromtimestamp(second, UTC)
    assert clock.day(now) <= clock.day(now + timedelta(seconds=later))
    assert clock.day(now) < clock.day(now + timedelta(hours=25))


def test_the_offset_follows_summer_time() -> None:
    assert london.utc_offset_minutes(moment("2026-07-01T12:00:00+00:00")) == 60
    assert london.utc_offset_minutes(moment("2026-12-01T12:00:00+00:00")) == 0
    assert study_clock("Asia/Kathmandu", 4).utc_offset_minutes(moment("2026-12-01T12:00:00+00:00")) == 345


@pytest.mark.parametrize(
    "name", ["", "Europe/Londn", "America", "../secret", "/etc/passwd", "a\0b", "x" * 5000, "\ud800"]
)
def test_a_name_that_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownTimeZoneError):
        study_clock(name, 4)
