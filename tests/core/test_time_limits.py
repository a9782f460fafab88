"""The time of an attempt: its deadline, more time, and when what stands then counts as handed in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.assignments import Terms
from quizapp.core.items import Audience
from quizapp.core.time_limits import (
    AS_SET,
    GRACE,
    LEAST_MINUTES,
    LONGEST_WARNING,
    MOST_MINUTES,
    SHARES,
    Clock,
    best_share,
    deadline,
    handed_in_at,
    may_be_timed,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
INSTANT = timedelta.resolution

starts = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
limits = st.integers(LEAST_MINUTES, MOST_MINUTES)
shares = st.sampled_from(SHARES)
moments = st.integers(-200_000, 200_000).map(lambda seconds: NOON + timedelta(seconds=seconds))


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    started_at, minutes = draw(starts), draw(limits)
    return Clock(started_at=started_at, minutes=minutes, ends_at=deadline(started_at, minutes, draw(shares)))


def make_clock(*, minutes: int = 30, share: int = AS_SET) -> Clock:
    return Clock(started_at=NOON, minutes=minutes, ends_at=deadline(NOON, minutes, share))


@pytest.mark.parametrize(
    ("share", "minutes"),
    [(100, 30), (125, 37.5), (150, 45), (200, 60), (300, 90), (500, 150), (1000, 300)],
)
def test_a_share_of_thirty_minutes_is_that_many_minutes(share: int, minutes: float) -> None:
    assert deadline(NOON, 30, share) == NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("after", "is_over"),
    [
        (-INSTANT, False),
        (timedelta(), False),
        (INSTANT, False),
        (GRACE, False),
        (GRACE + INSTANT, True),
    ],
)
def test_the_time_is_over_once_the_grace_has_passed(after: timedelta, *, is_over: bool) -> None:
    clock = make_clock()
    assert clock.is_over(clock.ends_at + after) is is_over


@given(clocks())
def test_nobodys_time_is_over_before_their_limit_has_passed(clock: Clock) -> None:
    assert not clock.is_over(clock.started_at + clock.minutes * MINUTE)


@given(clocks(), shares)
def test_more_time_never_takes_any_away_and_asking_twice_is_asking_once(clock: Clock, share: int) -> None:
    more = Clock(started_at=clock.started_at, minutes=clock.minutes, ends_at=clock.extended(share))
    assert more.ends_at >= clock.ends_at
    assert more.extended(share) == more.ends_at


@given(clocks(), st.lists(st.integers(1, 100_000)))
def test_however_often_somebody_asks_they_have_ten_times_the_limit_at_most(
    clock: Clock, asked: list[int]
) -> None:
    for share in asked:
        clock = Clock(started_at=clock.started_at, minutes=clock.minutes, ends_at=clock.extended(share))
    assert clock.ends_at - clock.started_at <= 10 * clock.minutes * MINUTE


@given(clocks())
def test_whoever_has_less_is_offered_ten_times_the_limit(clock: Clock) -> None:
    tenfold = clock.started_at + 10 * clock.minutes * MINUTE
    if clock.more:
        assert clock.extended(clock.more[-1]) == tenfold
    else:
        assert clock.ends_at == tenfold


@given(clocks())
def test_what_is_offered_is_more_than_there_is(clock: Clock) -> None:
    assert all(clock.extended(share) > clock.ends_at for share in clock.more)


@given(clocks())
def test_whoever_works_is_warned_a_minute_before_the_end_at_the_latest(clock: Clock) -> None:
    warned_for = clock.ends_at - clock.warns_at
    assert MINUTE <= warned_for <= LONGEST_WARNING
    assert clock.warns_at > clock.started_at


@given(clocks(), moments)
def test_what_is_left_is_never_less_than_nothing(clock: Clock, now: datetime) -> None:
    assert clock.left(now) >= timedelta()


@given(clocks(), st.integers(-12, 14))
def test_a_clock_in_another_zone_changes_nothing(clock: Clock, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    moved = Clock(
        started_at=clock.started_at.astimezone(zone),
        minutes=clock.minutes,
        ends_at=clock.ends_at.astimezone(zone),
    )
    assert moved.more == clock.more
    assert moved.warns_at == clock.warns_at
    assert moved.extended(1000) == clock.extended(1000)


def test_the_hour_that_a_clock_shows_twice_is_counted_once() -> None:
    # In London, clocks were put back at 01:00 UTC on 25 October 2026.
    started_at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert deadline(started_at, 60, AS_SET) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_", "chosen", "share"), [(100, 100, 100), (200, 100, 200), (150, 500, 500), (None, 100, None)]
)
def test_of_what_was_given_and_what_was_chosen_the_more_holds(
    given_: int | None, chosen: int, share: int | None
) -> None:
    assert best_share(given_, chosen) == share


def test_nobody_is_timed_who_may_be_ill() -> None:
    assert [one for one in (*Audience, None) if may_be_timed(one)] == [Audience.STUDENT]


ENDS = NOON + 30 * MINUTE


@pytest.mark.parametrize(
    ("now", "ends_at", "closes_at", "touched_at", "expected"),
    [
        (ENDS - INSTANT, ENDS, None, NOON, ENDS - INSTANT),
        (ENDS, ENDS, None, NOON, ENDS),
        (ENDS + GRACE, ENDS, None, NOON, ENDS),
        (ENDS + 1000 * MINUTE, ENDS, None, NOON, ENDS),
        (ENDS + MINUTE, None, None, NOON, ENDS + MINUTE),
        # It closed before the end, and nothing was done since: what stood had come in time.
        (ENDS + MINUTE, ENDS, ENDS - MINUTE, NOON, ENDS - MINUTE),
        (ENDS + MINUTE, ENDS, ENDS - MINUTE, ENDS - MINUTE, ENDS - MINUTE),
        (ENDS + MINUTE, ENDS, ENDS - MINUTE, ENDS - MINUTE + INSTANT, ENDS),
        # It was begun after the closing.
        (ENDS + MINUTE, ENDS, NOON - INSTANT, NOON, ENDS),
        (ENDS + MINUTE, ENDS, ENDS, NOON, ENDS),
        (ENDS + MINUTE, ENDS, ENDS + MINUTE, NOON, ENDS),
        # Before the end, handing in is what somebody does, late or not.
        (ENDS - INSTANT, ENDS, NOON, NOON, ENDS - INSTANT),
    ],
)
def test_an_attempt_counts_as_handed_in_when_it_was_or_when_its_time_was_over(
    now: datetime,
    ends_at: datetime | None,
    closes_at: datetime | None,
    touched_at: datetime,
    expected: datetime,
) -> None:
    assert handed_in_at(now, ends_at, closes_at=closes_at, touched_at=touched_at) == expected


@given(moments, st.integers(1, 10**6), st.none() | moments, moments, st.integers(0, 10**6))
def test_when_it_is_found_out_that_the_time_is_over_makes_no_difference(
    ends_at: datetime, over: int, closes_at: datetime | None, touched_at: datetime, later: int
) -> None:
    now = ends_at + timedelta(seconds=over)
    found = handed_in_at(now, ends_at, closes_at=closes_at, touched_at=touched_at)
    much_later = now + timedelta(seconds=later)
    assert handed_in_at(much_later, ends_at, closes_at=closes_at, touched_at=touched_at) == found <= ends_at


@given(moments, st.integers(1, 10**6), moments, moments)
def test_what_its_learner_did_last_says_whether_an_attempt_that_ran_out_is_late(
    ends_at: datetime, over: int, closes_at: datetime, touched_at: datetime
) -> None:
    touched_at = min(touched_at, ends_at)
    terms = Terms(opens_at=closes_at - MINUTE, closes_at=closes_at, attempts=None)
    now = ends_at + timedelta(seconds=over)
    found = handed_in_at(now, ends_at, closes_at=closes_at, touched_at=touched_at)
    assert terms.is_late(found) == terms.is_late(touched_at)
